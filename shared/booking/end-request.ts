import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { permissions } from "../contract/permissions.ts";
import { changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import type { Actor, Context } from "./context.ts";
import { freeNights } from "./free.ts";
import { dropChange } from "./make-change.ts";
import { readOwnBooking } from "./own.ts";

/** How a request, or one for other dates, ends before it is accepted or paid: by whom, and as what. */
const ENDS = {
  decline: { side: "host", status: "declined", event: "booking.declined", ofChange: "booking.change_declined", awaiting: ["host"] },
  withdraw: { side: "guest", status: "withdrawn", event: "booking.withdrawn", ofChange: "booking.change_dropped", awaiting: ["host", "payment"] },
} as const;

async function endRequest(context: Context, actor: Actor, id: Id, how: keyof typeof ENDS): Promise<StoredBooking> {
  const { side, status, event, ofChange, awaiting } = ENDS[how];
  return transact(context, async (tx) => {
    const { booking } = await readOwnBooking(tx, actor, id, permissions[how]);
    if (booking.status === status) return booking;
    const { change } = booking;
    if (change && !change.lapsed && awaiting.some((one) => one === change.awaits)) return dropChange(tx, booking, ofChange, { actor, role: side });
    if (booking.status !== "requested" || booking.acceptedAt) throw new Refusal("wrong_state", `Only a request that is open can be answered; this booking is ${booking.acceptedAt ? "accepted" : booking.status}`);
    const months = await freeNights(tx, booking);
    const ended = await changeBooking(tx, booking, { status });
    await recordBooking(tx, event, { actor, role: side }, ended, { months });
    return ended;
  });
}

/** The host says no: what was asked for is free at once, and an authorisation is given up. @throws Refusal `not_found`, `wrong_state` */
export async function decline(context: Context, actor: Actor, { id }: { id: Id }): Promise<StoredBooking> {
  return endRequest(context, actor, id, "decline");
}

/** The guest takes it back. @throws Refusal `not_found`, `wrong_state` */
export async function withdraw(context: Context, actor: Actor, { id }: { id: Id }): Promise<StoredBooking> {
  return endRequest(context, actor, id, "withdraw");
}
