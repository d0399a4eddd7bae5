import type { Id } from "../contract/ids.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import { dropClaims } from "../store/months.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { SYSTEM, type Context } from "./context.ts";

/**
 * Writes down that a hold is over and removes what is left of its claims. Its nights were free from `holdUntil` on:
 * this makes it prompt, it decides nothing. @returns whether it was still to be done
 */
export async function expire(context: Context, id: Id): Promise<boolean> {
  return transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    if (booking.status !== "held" || !booking.holdUntil || booking.holdUntil > tx.now) return false;
    const months = await dropClaims(tx, booking.propertyId, booking, id);
    const expired = await changeBooking(tx, booking, { status: "expired" });
    await recordBooking(tx, "booking.expired", { actor: SYSTEM, role: "system" }, expired, { months });
    return true;
  });
}
