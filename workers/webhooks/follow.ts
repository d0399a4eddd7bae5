import type { Id } from "../../shared/contract/ids.ts";
import { WEBHOOK_TYPES, type WebhookType } from "../../shared/contract/webhook.ts";
import type { StoredEvent } from "../../shared/store/documents.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import type { StoredWebhook, StoredWebhookDelivery } from "../../shared/store/webhook-documents.ts";
import { disableLockedOut, parkWaiting } from "../../shared/webhooks/give-up.ts";
import type { Follower } from "../jobs/follow.ts";
import { wakeWebhooks } from "./wake.ts";

type Told = StoredEvent & { type: WebhookType; hostId: Id; propertyId: Id };

const isTold = (event: StoredEvent): event is Told =>
  event.hostId !== undefined && event.propertyId !== undefined && WEBHOOK_TYPES.some((type) => type === event.type);

/** Makes a delivery of each event for each webhook of its host, parks what waits for one that is disabled, disables those of hosts who are locked out, and forgets those of webhooks and hosts that are gone. */
export function followWebhooks(context: TransactionContext): Follower {
  const { store, clock } = context;
  return {
    name: "webhooks",
    types: [...WEBHOOK_TYPES, "webhook.changed", "webhook.deleted", "user.deleted", "user.suspended", "user.role_changed"],
    async take(events) {
      await end(context, events);
      const told = events.filter(isTold);
      const webhooks = await store.webhooks.find({ hostId: { $in: told.map(({ hostId }) => hostId) }, enabled: true }).lean();
      const now = await clock();
      const deliveries = told.flatMap((event) => webhooks.filter((webhook) => wants(webhook, event)).map((webhook) => deliveryOf(event, webhook, now)));
      if (deliveries.length === 0) return;
      await store.webhookDeliveries.bulkWrite(deliveries.map(({ _id, ...made }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: made }, upsert: true } })), { ordered: false });
      await wakeWebhooks(context);
    },
  };
}

function wants({ hostId, types, createdAt }: StoredWebhook, event: Told): boolean {
  return hostId === event.hostId && event.at >= createdAt && (!types || types.includes(event.type));
}

/** Of a booking its versions are the order; of several events of one, and of a property, when they were. */
function deliveryOf({ _id: eventId, type, hostId, propertyId, bookingId, booking, at }: Told, { _id: webhookId }: StoredWebhook, now: Date): StoredWebhookDelivery {
  const version = String(booking?.version ?? 0).padStart(8, "0");
  return {
    _id: `${eventId}:${webhookId}`, webhookId, hostId, eventId, type, propertyId, ...(bookingId && { bookingId }), lane: bookingId ?? propertyId,
    order: `${version} ${at.toISOString()} ${eventId}`, state: "waiting", tries: 0, tryAt: now, attempts: [], since: now, at,
  };
}

async function end(context: TransactionContext, events: StoredEvent[]): Promise<void> {
  const { store } = context;
  for (const { type, userId, data } of events) {
    const webhookId = String(data["webhookId"]);
    if (type === "webhook.changed" && (await store.webhooks.exists({ _id: webhookId, enabled: false }))) await parkWaiting(context, webhookId);
    if (type === "webhook.deleted") await store.webhookDeliveries.deleteMany({ webhookId });
    if (userId !== undefined && (type === "user.suspended" || type === "user.role_changed")) await disableLockedOut(context, userId);
    if (type !== "user.deleted" || userId === undefined) continue;
    await store.webhooks.deleteMany({ hostId: userId });
    await store.webhookDeliveries.deleteMany({ hostId: userId });
  }
}
