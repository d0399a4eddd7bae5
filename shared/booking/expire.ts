import type { Id } from "../contract/ids.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { BY_SYSTEM, type Context } from "./context.ts";
import { freeBeside } from "./free.ts";
import { lapse } from "./lapse.ts";
import { withoutChange } from "./make-change.ts";

/** When a hold, or a request that nobody has answered, is over; `undefined` for what does not lapse. */
function lapsesAt({ status, holdUntil, requestUntil, acceptedAt }: StoredBooking): Date | undefined {
  if (status === "held") return holdUntil;
  return status === "requested" && !acceptedAt ? requestUntil : undefined;
}

/**
 * Writes down that a hold or a request is over and removes what is left of its claims. Its nights were free from then on:
 * this makes it prompt, it decides nothing. @returns whether it was still to be done
 */
export async function expire(context: Context, id: Id): Promise<boolean> {
  return transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    const end = lapsesAt(booking);
    if (!end || end > tx.now) return false;
    await lapse(tx, booking);
    return true;
  });
}

/** The same for a change of dates nobody has answered or paid. Paid late, it may still be made. @returns whether it was still to be done */
export async function expireChange(context: Context, id: Id): Promise<boolean> {
  return transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    const { change } = booking;
    if (!change || change.lapsed || change.until > tx.now) return false;
    const months = await freeBeside(tx, booking);
    const { payment } = withoutChange(booking);
    const lapsed = await changeBooking(tx, booking, { payment, change: { ...change, lapsed: true } });
    await recordBooking(tx, "booking.change_dropped", BY_SYSTEM, lapsed, { months });
    return true;
  });
}
