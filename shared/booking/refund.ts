import type { Id } from "../contract/ids.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { SYSTEM, type Context } from "./context.ts";

/**
 * Returns what is due of a booking's money and writes down that it was. What is due was decided with whatever made it
 * due; the key names that decision, so that carrying it out twice returns it once. @returns whether something was due
 */
export async function refund(context: Context, id: Id): Promise<boolean> {
  const { payment } = await readBooking(context, id);
  const due = payment.refundDue - payment.refunded;
  if (due <= 0 || !payment.intentId) return false;
  const intent = await context.payments.refund({ intentId: payment.intentId, amount: due, key: `${id}:refund:${payment.refundDue}` });
  return transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    const amount = intent.refunded - booking.payment.refunded;
    if (amount <= 0) return false;
    const status = intent.refunded < booking.payment.captured ? "partly_refunded" : "refunded";
    const refunded = await changeBooking(tx, booking, { payment: { ...booking.payment, status, refunded: intent.refunded } });
    await recordBooking(tx, "payment.refunded", { actor: SYSTEM, role: "system" }, refunded, { data: { amount } });
    return true;
  });
}
