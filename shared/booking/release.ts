import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { permissions } from "../contract/permissions.ts";
import { changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import type { Actor, Context } from "./context.ts";
import { freeNights } from "./free.ts";
import { readOwnBooking } from "./own.ts";

/** The guest lets a hold go. Again is as once. @throws Refusal `not_found`, `wrong_state` where it is not held */
export async function release(context: Context, actor: Actor, { id }: { id: Id }): Promise<StoredBooking> {
  return transact(context, async (tx) => {
    const { booking } = await readOwnBooking(tx, actor, id, permissions.release);
    if (booking.status === "released") return booking;
    if (booking.status !== "held") throw new Refusal("wrong_state", `Only a hold can be released; this booking is ${booking.status}`);
    const months = await freeNights(tx, booking);
    const released = await changeBooking(tx, booking, { status: "released" });
    await recordBooking(tx, "booking.released", { actor, role: "guest" }, released, { months });
    return released;
  });
}
