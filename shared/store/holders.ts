import type { Id } from "../contract/ids.ts";
import type { Transaction } from "./transact.ts";

/** What two holds of one guest meet at. It says nothing: bookings do. */
export interface StoredHolder {
  /** The guest's. */
  _id: Id;
  /** Raised each time: a write that changes nothing is none, and would meet nobody. */
  asked: number;
  at: Date;
}

/**
 * When the guest's live holds end, first to last. It also writes the guest's own document: of two transactions that both
 * count, one meets the other there and counts again. Counting alone would not do: neither sees what the other is about to hold.
 */
export async function liveHoldsOf({ store, session, now }: Transaction, guestId: Id): Promise<Date[]> {
  await store.holders.updateOne({ _id: guestId }, { $set: { at: now }, $inc: { asked: 1 } }, { session, upsert: true });
  const held = await store.bookings.find({ guestId, status: "held", holdUntil: { $gt: now } }, { holdUntil: 1 }, { session }).sort({ holdUntil: 1 }).lean();
  return held.map(({ holdUntil }) => holdUntil!);
}
