import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { StoredBooking } from "./documents.ts";
import { post } from "./ledger.ts";
import type { Transaction } from "./transact.ts";

/** @throws Refusal `not_found` */
export async function readBooking({ store, session }: Pick<Transaction, "store"> & Partial<Transaction>, id: Id): Promise<StoredBooking> {
  const booking = await store.bookings.findById(id, null, { session: session ?? null }).lean();
  if (!booking) throw new Refusal("not_found", "There is no such booking");
  return booking;
}

/** `undefined` takes a field away. */
export type BookingChange = { [K in keyof StoredBooking]?: StoredBooking[K] | undefined };

/**
 * Writes a change over exactly the version that was read, raises it, and posts to the ledger what money that moved.
 *
 * @throws Refusal `wrong_state` where it is no longer that version
 */
export async function changeBooking(tx: Transaction, booking: StoredBooking, change: BookingChange): Promise<StoredBooking> {
  const { _id, version, status } = booking;
  const fields = Object.entries(change);
  const set = Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Partial<StoredBooking>;
  const gone = fields.filter(([, value]) => value === undefined).map(([field]) => [field, ""]);
  const changed = await tx.store.bookings
    .findOneAndUpdate(
      { _id, version, status },
      { $set: { ...set, version: version + 1, at: tx.now }, ...(gone.length > 0 && { $unset: Object.fromEntries(gone) }) },
      { session: tx.session, returnDocument: "after" },
    )
    .lean();
  if (!changed) throw new Refusal("wrong_state", "The booking has changed meanwhile; look at it again");
  await post(tx, booking, changed);
  return changed;
}
