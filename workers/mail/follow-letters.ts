import type { EventType } from "../../shared/contract/events.ts";
import type { StoredDelivery, StoredEvent } from "../../shared/store/documents.ts";
import { eventsSince } from "../../shared/feed/since.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";

const FOLLOWER = "letters";
const MOST = 200;

/** The letter an event calls for. */
const CALLED = {
  "user.registered": "verification",
  "user.reset_asked": "reset",
  "user.email_asked": "new_email",
  "user.password_changed": "password_changed",
  "booking.confirmed": "confirmation",
  "booking.cancelled": "cancellation",
} as const satisfies Partial<Record<EventType, StoredDelivery["kind"]>>;

function deliveryFor({ _id, type, userId, guestId, bookingId }: StoredEvent): Pick<StoredDelivery, "_id" | "kind" | "userId" | "bookingId"> {
  const kind = CALLED[type as keyof typeof CALLED];
  return { _id: `${_id}:${kind}`, kind, userId: (guestId ?? userId)!, ...(bookingId && { bookingId }) };
}

/**
 * Makes a delivery of each letter that events since the last time call for, and keeps how far it got. Events are read
 * again for a while; a delivery's id makes each letter due once.
 */
export async function followLetters(context: TransactionContext): Promise<void> {
  const { store, clock } = context;
  let cursor = (await store.followers.findById(FOLLOWER).lean())?.cursor ?? BEGINNING;
  for (;;) {
    const since = await eventsSince(context, { type: { $in: Object.keys(CALLED) } }, cursor, MOST);
    const now = await clock();
    const due = since.events.map(deliveryFor);
    if (due.length > 0) {
      await store.deliveries.bulkWrite(
        due.map(({ _id, ...letter }) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: { ...letter, due: true, tryAt: now, tries: 0 } }, upsert: true },
        })),
        { ordered: false },
      );
    }
    cursor = since.cursor;
    await store.followers.updateOne({ _id: FOLLOWER }, { $set: { cursor } }, { upsert: true });
    if (!since.more) return;
  }
}

/** Before every event. */
const BEGINNING = "1970-01-01T00:00:00.000Z_";
