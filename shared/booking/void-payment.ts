import type { Id } from "../contract/ids.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { SYSTEM, type Context } from "./context.ts";
import { settle } from "./settle.ts";

/** Of a booking that ended unpaid, what its payment can be when nobody has ended that yet. */
export const VOIDABLE = { status: ["released", "expired", "declined", "withdrawn"], payment: ["pending", "requires_action", "failed", "authorised"] } as const;

/**
 * Ends the intent of a booking that ended unpaid, so that nobody pays it any more. One that is being paid at this moment
 * can't be ended and comes late; one that was paid is settled.
 */
export async function voidPayment(context: Context, id: Id): Promise<void> {
  const { payment } = await readBooking(context, id);
  if (!payment.intentId) return;
  const intent = await context.payments.cancelIntent(payment.intentId);
  if (intent.status === "succeeded") return settle(context, intent.id);
  if (intent.status !== "canceled") return;
  await transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    const isOpen = VOIDABLE.status.some((status) => status === booking.status) && VOIDABLE.payment.some((status) => status === booking.payment.status);
    if (!isOpen || booking.payment.intentId !== intent.id) return;
    const { problem: _problem, ...rest } = booking.payment;
    const voided = await changeBooking(tx, booking, { payment: { ...rest, status: "voided" } });
    await recordBooking(tx, "payment.voided", { actor: SYSTEM, role: "system" }, voided);
  });
}
