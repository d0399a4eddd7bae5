/**
 * The ledger: double-entry, append-only. Nobody posts by hand: whatever changes a booking posts what that did to its
 * balances, in the same transaction, so that neither can be without the other.
 */
import { localDate, monthOf } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";
import { balancesOf, difference } from "./balances.ts";
import type { StoredBooking } from "./documents.ts";
import type { StoredMovement } from "./money-documents.ts";
import type { Transaction } from "./transact.ts";

/** Posts what a change of a booking moved; nothing where no money did. */
export async function post({ store, session, now }: Transaction, before: StoredBooking, after: StoredBooking): Promise<void> {
  const lines = difference(balancesOf(before), balancesOf(after));
  if (lines.length === 0) return;
  const { _id: bookingId, version, propertyId, hostId, guestId, quote, property } = after;
  const movement: StoredMovement = {
    _id: `${bookingId}:${version}`, bookingId, version, propertyId, hostId, guestId, currency: quote.currency, lines,
    month: monthOf(localDate(now, property.timeZone)), at: now,
  };
  await store.ledger.create([movement], { session });
}

/** What moved for a booking, first to last. */
export async function movementsOf({ store, session }: Pick<Transaction, "store"> & Partial<Transaction>, bookingId: Id): Promise<StoredMovement[]> {
  return store.ledger.find({ bookingId }, null, { session: session ?? null }).sort({ version: 1 }).lean();
}
