import { instantAt } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { SYSTEM, type Context } from "./context.ts";

/** When the stay ends: check-out time on the property's clock. */
export function endOfStay({ checkOut, property }: StoredBooking): Date {
  return instantAt(checkOut, property.checkOutUntil, property.timeZone);
}

/** Writes down that a stay is over. @returns whether it was still to be done */
export async function complete(context: Context, id: Id): Promise<boolean> {
  return transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    if (booking.status !== "confirmed" || endOfStay(booking) > tx.now) return false;
    const completed = await changeBooking(tx, booking, { status: "completed" });
    await recordBooking(tx, "booking.completed", { actor: SYSTEM, role: "system" }, completed);
    return true;
  });
}
