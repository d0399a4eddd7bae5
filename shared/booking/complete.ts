import type { Id } from "../contract/ids.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { BY_SYSTEM, type Context } from "./context.ts";

/** Writes down that a stay is over. @returns whether it was still to be done */
export async function complete(context: Context, id: Id): Promise<boolean> {
  return transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    if ((booking.status !== "confirmed" && booking.status !== "checked_in") || booking.endsAt > tx.now) return false;
    const completed = await changeBooking(tx, booking, { status: "completed" });
    await recordBooking(tx, "booking.completed", BY_SYSTEM, completed);
    return true;
  });
}
