/** A host with a property and a system that is told, with everything that tells it called by hand. */
import type { Id } from "../../../shared/contract/ids.ts";
import type { NewWebhook } from "../../../shared/contract/webhook.ts";
import type { NewProperty } from "../../../shared/contract/property.ts";
import { createOutbound, type Outbound } from "../../../shared/outbound/outbound.ts";
import type { Store } from "../../../shared/store/open.ts";
import type { StoredWebhook, StoredWebhookDelivery } from "../../../shared/store/webhook-documents.ts";
import { createWebhook } from "../../../shared/webhooks/create-webhook.ts";
import { followWebhooks } from "../../../workers/webhooks/follow.ts";
import { telling } from "../../../workers/webhooks/tell.ts";
import { staysAt } from "../stays.ts";
import { type Receiver, startReceiver } from "./receiver.ts";

/** Runs until nothing is due at once. */
const MOST_RUNS = 50;

export type Telling = Awaited<ReturnType<typeof tellingAt>>;

export async function tellingAt(store: Store, change: Partial<NewProperty> = { units: 20 }) {
  const stays = await staysAt(store, change);
  const { context, time, host } = stays;
  time.advance(1);
  const receiver = await startReceiver();
  const outbound = createOutbound({ allow: [receiver.allow] });
  const follower = followWebhooks(context);
  const kind = (given: Partial<{ outbound: Outbound; chance: () => number }> = {}) => telling({ ...context, outbound, chance: () => 0, ...given });

  async function follow(): Promise<void> {
    await follower.take(await store.events.find({ type: { $in: follower.types } }, { months: 0 }).sort({ at: 1, _id: 1 }).lean());
  }
  /** @returns when there is more, that isn't due yet */
  async function tell({ _id: key }: { _id: Id }, by = kind()): Promise<Date | undefined> {
    for (let run = 0; run < MOST_RUNS; run += 1) {
      const next = await by.run({ key });
      if (next === undefined || next > time.now()) return next;
    }
    throw new Error("It is still due");
  }
  return {
    ...stays, stays, receiver, outbound, kind, follow, tell,
    webhook: (path = "/", more: Partial<NewWebhook> = {}): Promise<StoredWebhook> => createWebhook(context, host, { url: receiver.url(path), ...more }, [receiver.allow]),
    now: ({ _id }: StoredWebhook): Promise<StoredWebhook> => store.webhooks.findById(_id).orFail().lean() as Promise<StoredWebhook>,
    deliveries: ({ _id }: { _id: Id }, state?: StoredWebhookDelivery["state"]): Promise<StoredWebhookDelivery[]> =>
      store.webhookDeliveries.find({ webhookId: _id, ...(state && { state }) }).sort({ lane: 1, order: 1 }).lean(),
    /** Follows, and tells, with the clock set to when more is due, until there is no more. */
    async tellAll(webhook: StoredWebhook, by = kind()): Promise<void> {
      await follow();
      for (let next = await tell(webhook, by); next; next = await tell(webhook, by)) time.set(next);
    },
    close: (): Promise<void> => receiver.close(),
  };
}

/** Which of a booking's states each of these tells of. */
export const versionsAt = (receiver: Receiver, path = "/") => receiver.at(path).map(({ body }) => (JSON.parse(body) as { data: { booking?: { version: number } } }).data.booking?.version);
