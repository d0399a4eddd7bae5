import type { Id } from "../../shared/contract/ids.ts";
import type { DeliveryState, Webhook } from "../../shared/contract/webhook.ts";
import { cursorOf, placeOf } from "../../shared/store/place.ts";
import type { Store } from "../../shared/store/open.ts";
import { type Counts, deliveryView, webhookView } from "../../shared/views/webhook.ts";
import { LATEST_FIRST, type PageRequest } from "./paging.ts";

/** Tries that have ended. */
const ENDED_TRIES = { $subtract: ["$tries", { $cond: ["$busyUntil", 1, 0] }] };

export async function countsOf(store: Store, webhookIds: Id[]): Promise<Map<Id, Counts>> {
  const counted = await store.webhookDeliveries.aggregate<{ _id: { webhookId: Id; state: "waiting" | "parked" }; count: number; failingSince: Date | null }>([
    { $match: { webhookId: { $in: webhookIds }, state: { $in: ["waiting", "parked"] } } },
    { $group: { _id: { webhookId: "$webhookId", state: "$state" }, count: { $sum: 1 }, failingSince: { $min: { $cond: [{ $gt: [ENDED_TRIES, 0] }, "$since", null] } } } },
  ]);
  const counts = new Map(webhookIds.map((id): [Id, Counts] => [id, { waiting: 0, parked: 0 }]));
  for (const { _id: { webhookId, state }, count, failingSince } of counted) {
    const one = counts.get(webhookId)!;
    one[state] = count;
    if (state === "waiting" && failingSince) one.failingSince = failingSince;
  }
  return counts;
}

export async function webhooksOf(store: Store, hostId: Id, now: Date): Promise<Webhook[]> {
  const found = await store.webhooks.find({ hostId }).sort({ createdAt: 1, _id: 1 }).lean();
  const counts = await countsOf(store, found.map(({ _id }) => _id));
  return found.map((webhook) => webhookView(webhook, counts.get(webhook._id)!, now));
}

/** Of one event a webhook is told once, so that its id names a delivery in the list. */
export async function deliveriesOf(store: Store, webhookId: Id, { limit, cursor, state }: PageRequest & { state?: DeliveryState | undefined }) {
  const place = cursor === undefined ? undefined : placeOf(cursor);
  const after = place && { $or: [{ at: { $lt: place.at } }, { at: place.at, _id: { $lt: `${place.id}:${webhookId}` } }] };
  const found = await store.webhookDeliveries.find({ webhookId, ...(state && { state }), ...after }).sort(LATEST_FIRST).limit(limit + 1).lean();
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items: items.map(deliveryView), ...(found.length > limit && last && { nextCursor: cursorOf({ at: last.at, id: last.eventId }) }) };
}
