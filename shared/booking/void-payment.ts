import type { Id } from "../contract/ids.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { BY_SYSTEM, type Context } from "./context.ts";
import { settle } from "./settle.ts";

/** Of a booking that ended unpaid, what its payment can be when nobody has ended that yet. */
export const VOIDABLE = { status: ["released", "expired", "declined", "withdrawn"], payment: ["pending", "requires_action", "failed", "authorised"] } as const;

function isVoidable({ status, payment }: StoredBooking): boolean {
  return VOIDABLE.status.some((ended) => ended === status) && VOIDABLE.payment.some((open) => open === payment.status);
}

/**
 * Ends the intent of a booking that ended unpaid, so that nobody pays it any more. One that is being paid at this moment
 * can't be ended and comes late; one that was paid, or authorised as the hold ended, is settled first.
 */
export async function voidPayment(context: Context, id: Id): Promise<void> {
  const { intentId } = (await readBooking(context, id)).payment;
  if (!intentId) return;
  if ((await context.payments.intent(intentId)).status === "requires_capture") await settle(context, intentId);
  if (!isVoidable(await readBooking(context, id))) return;
  const intent = await context.payments.cancelIntent(intentId);
  if (intent.status === "succeeded") return settle(context, intent.id);
  if (intent.status !== "canceled") return;
  await transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    if (!isVoidable(booking) || booking.payment.intentId !== intent.id) return;
    const { problem: _problem, ...payment } = booking.payment;
    const voided = await changeBooking(tx, booking, { payment: { ...payment, status: "voided" } });
    await recordBooking(tx, "payment.voided", BY_SYSTEM, voided);
  });
}
