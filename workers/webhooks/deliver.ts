import { trusted } from "mongoose";
import type { Outbound } from "../../shared/outbound/outbound.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import type { StoredAttempt, StoredWebhook, StoredWebhookDelivery } from "../../shared/store/webhook-documents.ts";
import { disableGone, KEPT_ATTEMPTS, park } from "../../shared/webhooks/give-up.ts";
import { messageOf } from "./message.ts";
import { nextTry } from "./retry.ts";
import { MOST_MILLISECONDS, send } from "./send.ts";

export interface TellingContext extends TransactionContext {
  outbound: Outbound;
  /** From 0 to 1, of how long a pause is. */
  chance(): number;
}

/** Milliseconds for which one that is being told is nobody else's: longer than telling can take. */
const BUSY = 2 * MOST_MILLISECONDS;
const GONE = 410;

/** `ended`: the next of the lane may go. `stopped`: somebody else is at it, or it is told nothing more. Else when it is tried next. */
export type Outcome = "ended" | "stopped" | Date;

/** Tells one of its event, if nobody else does. What is told and not written down, because this process ended, is told again by the same id. */
export async function deliver(context: TellingContext, delivery: StoredWebhookDelivery): Promise<Outcome> {
  const { store, clock, outbound } = context;
  const now = await clock();
  if (delivery.busyUntil && delivery.busyUntil > now) return "stopped";
  if (delivery.tryAt > now) return delivery.tryAt;
  const webhook = await store.webhooks.findOne({ _id: delivery.webhookId, enabled: true }).lean();
  if (!webhook) return "stopped";
  const busyUntil = new Date(now.getTime() + BUSY);
  const taken = await take(context, delivery, now, busyUntil);
  if (!taken) return "stopped";
  const { attempt, asked } = await send(outbound, webhook, { id: taken.eventId, body: await messageOf(store, taken) }, now);
  return settle(context, webhook, taken, attempt, asked);
}

/** By state and tries, of which each try makes one more: of two at once, one finds it changed. */
async function take({ store }: TellingContext, { _id, tries }: StoredWebhookDelivery, now: Date, busyUntil: Date): Promise<StoredWebhookDelivery | null> {
  const free = { _id, state: "waiting", tries, tryAt: trusted({ $lte: now }), busyUntil: trusted({ $not: { $gt: now } }) } as const;
  return store.webhookDeliveries.findOneAndUpdate(free, { $set: { tryAt: busyUntil, busyUntil }, $inc: { tries: 1 } }, { returnDocument: "after" }).lean();
}

async function settle(context: TellingContext, webhook: StoredWebhook, taken: StoredWebhookDelivery, attempt: StoredAttempt, asked: number | undefined): Promise<Outcome> {
  const { store, clock, chance } = context;
  const ended = await clock();
  const write = (set: Partial<StoredWebhookDelivery>) => store.webhookDeliveries.updateOne(
    { _id: taken._id, state: "waiting", tries: taken.tries },
    { $set: set, $unset: { busyUntil: "" }, $push: { attempts: { $each: [attempt], $slice: -KEPT_ATTEMPTS } } },
  );
  if (attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300) {
    await write({ state: "delivered", endedAt: ended });
    if (webhook.parkedSince) await store.webhooks.updateOne({ _id: webhook._id }, { $unset: { parkedSince: "" } });
    return "ended";
  }
  if (attempt.status === GONE) {
    await disableGone(context, taken, attempt);
    return "stopped";
  }
  const tryAt = nextTry(taken, ended, chance(), asked);
  if (tryAt) {
    await write({ tryAt });
    return tryAt;
  }
  await park(context, taken, attempt);
  return "ended";
}
