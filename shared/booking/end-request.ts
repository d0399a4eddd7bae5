import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { dropClaims } from "../store/months.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import type { Actor, Context } from "./context.ts";
import { readOwnBooking } from "./own.ts";

/** How a request ends before it is accepted: by whom, and as what. */
const ENDS = {
  decline: { side: "host", status: "declined", event: "booking.declined" },
  withdraw: { side: "guest", status: "withdrawn", event: "booking.withdrawn" },
} as const;

async function endRequest(context: Context, actor: Actor, id: Id, how: keyof typeof ENDS): Promise<StoredBooking> {
  const { side, status, event } = ENDS[how];
  return transact(context, async (tx) => {
    const { booking } = await readOwnBooking(tx, actor, id, [side]);
    if (booking.status === status) return booking;
    if (booking.status !== "requested" || booking.acceptedAt) throw new Refusal("wrong_state", `Only a request that is open can be answered; this booking is ${booking.acceptedAt ? "accepted" : booking.status}`);
    const months = await dropClaims(tx, booking.propertyId, booking, id);
    const ended = await changeBooking(tx, booking, { status });
    await recordBooking(tx, event, { actor, role: side }, ended, { months });
    return ended;
  });
}

/** The host says no: the nights are free at once, and the authorisation is given up. @throws Refusal `not_found`, `wrong_state` */
export async function decline(context: Context, actor: Actor, { id }: { id: Id }): Promise<StoredBooking> {
  return endRequest(context, actor, id, "decline");
}

/** The guest takes it back. @throws Refusal `not_found`, `wrong_state` */
export async function withdraw(context: Context, actor: Actor, { id }: { id: Id }): Promise<StoredBooking> {
  return endRequest(context, actor, id, "withdraw");
}
