import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { permissions } from "../contract/permissions.ts";
import { changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { refundByPolicy, withRefund } from "./charges.ts";
import type { Actor, Context } from "./context.ts";
import { arrivalAt } from "./deadline.ts";
import { freeNights } from "./free.ts";
import { withoutChange } from "./make-change.ts";
import { readOwnBooking } from "./own.ts";

/**
 * Nobody came: from check-in time on, the host can have the nights back. What is returned is what the frozen policy still
 * gives then. Again is as once.
 *
 * @throws Refusal `not_found`, `wrong_state`
 */
export async function noShow(context: Context, actor: Actor, { id }: { id: Id }): Promise<StoredBooking> {
  return transact(context, async (tx) => {
    const { booking } = await readOwnBooking(tx, actor, id, permissions.noShow);
    if (booking.status === "no_show") return booking;
    if (booking.status !== "confirmed") throw new Refusal("wrong_state", `Only a confirmed booking can be a no-show; this one is ${booking.status}`);
    if (tx.now < arrivalAt(booking)) throw new Refusal("wrong_state", `Check-in begins on ${booking.checkIn} at ${booking.property.checkInFrom}`);
    const refund = refundByPolicy(booking, tx.now);
    const months = await freeNights(tx, booking);
    const { change, payment } = withoutChange(booking);
    const missed = await changeBooking(tx, booking, { status: "no_show", change, payment: withRefund(payment, refund) });
    await recordBooking(tx, "booking.no_show", { actor, role: "host" }, missed, { months, data: { refund } });
    return missed;
  });
}
