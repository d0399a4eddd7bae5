import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { StoredBooking } from "./documents.ts";
import type { Transaction } from "./transact.ts";

/** @throws Refusal `not_found` */
export async function readBooking({ store, session }: Pick<Transaction, "store"> & Partial<Transaction>, id: Id): Promise<StoredBooking> {
  const booking = await store.bookings.findById(id, null, { session: session ?? null }).lean();
  if (!booking) throw new Refusal("not_found", "There is no such booking");
  return booking;
}

/**
 * Writes a change over exactly the version that was read, and raises it.
 *
 * @throws Refusal `wrong_state` where it is no longer that version
 */
export async function changeBooking(tx: Transaction, booking: StoredBooking, change: Partial<StoredBooking>): Promise<StoredBooking> {
  const changed = await tx.store.bookings
    .findOneAndUpdate(
      { _id: booking._id, version: booking.version, status: booking.status },
      { $set: { ...change, version: booking.version + 1, at: tx.now } },
      { session: tx.session, returnDocument: "after" },
    )
    .lean();
  if (!changed) throw new Refusal("wrong_state", "The booking has changed meanwhile; look at it again");
  return changed;
}
