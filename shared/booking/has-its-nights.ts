import { monthOf } from "../contract/dates.ts";
import type { StoredBooking } from "../store/documents.ts";
import { holdsNights, readMonths } from "../store/months.ts";
import type { Transaction } from "../store/transact.ts";

/** Whether a booking has its nights now. That is asked of the months, not of its status or time. */
export async function hasItsNights(reader: Pick<Transaction, "store" | "now"> & Partial<Transaction>, booking: StoredBooking): Promise<boolean> {
  const months = await readMonths(reader, booking.propertyId, monthOf(booking.checkIn), monthOf(booking.checkOut));
  return holdsNights(months, booking, booking._id, reader.now);
}
