import { localDate } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { permissions } from "../contract/permissions.ts";
import { changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import type { Actor, Context } from "./context.ts";
import { freeBeside } from "./free.ts";
import { withoutChange } from "./make-change.ts";
import { readOwnBooking } from "./own.ts";

/**
 * The guest has arrived: from the first day of the stay on, by the property's clock. A change of dates that waits is dropped.
 * Again is as once.
 *
 * @throws Refusal `not_found`, `wrong_state`
 */
export async function checkIn(context: Context, actor: Actor, { id }: { id: Id }): Promise<StoredBooking> {
  return transact(context, async (tx) => {
    const { booking } = await readOwnBooking(tx, actor, id, permissions.checkIn);
    if (booking.status === "checked_in") return booking;
    if (booking.status !== "confirmed") throw new Refusal("wrong_state", `Only a confirmed booking can be checked in; this one is ${booking.status}`);
    if (localDate(tx.now, booking.property.timeZone) < booking.checkIn) throw new Refusal("wrong_state", `The stay begins on ${booking.checkIn}`);
    const months = await freeBeside(tx, booking);
    const arrived = await changeBooking(tx, booking, { status: "checked_in", ...withoutChange(booking) });
    await recordBooking(tx, "booking.checked_in", { actor, role: "host" }, arrived, { months });
    return arrived;
  });
}
