import type { StoredBooking } from "../store/documents.ts";
import type { StoredPayment } from "../store/money-documents.ts";
import { changeBooking } from "../store/bookings.ts";
import type { Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { BY_SYSTEM } from "./context.ts";
import { freeNights } from "./free.ts";

/** Writes down that a booking came to nothing, and removes what is left of its claims. */
export async function lapse(tx: Transaction, booking: StoredBooking, { payment, data }: { payment?: StoredPayment; data?: Record<string, unknown> } = {}): Promise<StoredBooking> {
  const months = await freeNights(tx, booking);
  const expired = await changeBooking(tx, booking, { status: "expired", ...(payment && { payment }) });
  await recordBooking(tx, "booking.expired", BY_SYSTEM, expired, { months, ...(data && { data }) });
  return expired;
}
