/**
 * Tells a webhook what it is to be told: one job for each, so that one that is slow takes its own time and nobody else's.
 * Its lanes go side by side, a few at once, and what is of one lane one after another.
 */
import { trusted } from "mongoose";
import type { Id } from "../../shared/contract/ids.ts";
import { parkWaiting } from "../../shared/webhooks/give-up.ts";
import type { JobKind } from "../jobs/agenda.ts";
import { forEach } from "../jobs/for-each.ts";
import { deliver, type TellingContext } from "./deliver.ts";

export const JOB = "webhook";
/** Webhooks of one worker, and lanes of one webhook, that are told at once. */
const WEBHOOKS_AT_ONCE = 40;
const LANES_AT_ONCE = 4;
/** Lanes that are looked for at once. */
const MOST_LANES = 200;
/** Milliseconds after which it begins nothing new, so that others have their turn. */
const SLICE = 5000;

export function telling(context: TellingContext): JobKind {
  const { store, clock } = context;

  /** Those with something that is due, or seems to be because it came while what is before it waits. */
  async function lanesOf(webhookId: Id): Promise<Id[]> {
    const lanes = await store.webhookDeliveries.aggregate<{ _id: Id }>([
      { $match: { webhookId, state: "waiting" } },
      { $group: { _id: "$lane", tryAt: { $min: "$tryAt" } } },
      { $match: { tryAt: { $lte: await clock() } } },
      { $sort: { tryAt: 1 } },
      { $limit: MOST_LANES },
    ]);
    return lanes.map(({ _id }) => _id);
  }

  async function tellLane(webhookId: Id, lane: Id, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const first = await store.webhookDeliveries.findOne({ webhookId, lane, state: "waiting" }).sort({ order: 1 }).lean();
      if (!first) return;
      const outcome = await deliver(context, first);
      if (outcome === "stopped") return;
      if (outcome === "ended") continue;
      const behind = { webhookId, lane, state: "waiting", order: trusted({ $gt: first.order }), tryAt: trusted({ $lt: outcome }) } as const;
      await store.webhookDeliveries.updateMany(behind, { $set: { tryAt: outcome } });
      return;
    }
  }

  /** When the first of a lane is tried next. */
  async function nextOf(webhookId: Id): Promise<Date | undefined> {
    const [next] = await store.webhookDeliveries.aggregate<{ tryAt: Date }>([
      { $match: { webhookId, state: "waiting" } },
      { $sort: { webhookId: 1, state: 1, lane: 1, order: 1 } },
      { $group: { _id: "$lane", tryAt: { $first: { $max: ["$tryAt", "$busyUntil"] } } } },
      { $sort: { tryAt: 1 } },
      { $limit: 1 },
    ]);
    return next?.tryAt;
  }

  async function run(webhookId: Id): Promise<Date | undefined> {
    const webhook = await store.webhooks.findById(webhookId, { enabled: 1 }).lean();
    if (!webhook) await store.webhookDeliveries.deleteMany({ webhookId });
    else if (!webhook.enabled) await parkWaiting(context, webhookId);
    else {
      const until = performance.now() + SLICE;
      const isOver = () => performance.now() > until;
      await forEach(await lanesOf(webhookId), LANES_AT_ONCE, (lane) => tellLane(webhookId, lane, isOver));
    }
    return nextOf(webhookId);
  }
  return { name: JOB, atOnce: WEBHOOKS_AT_ONCE, pauses: [5, 60, 600], run: ({ key }) => run(key) };
}
