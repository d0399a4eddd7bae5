import type { Id } from "../contract/ids.ts";
import type { StoredPayment } from "../store/documents.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { BY_SYSTEM, type Context } from "./context.ts";

/** Makes so much more of it due back, in minor units. */
export function withRefund(payment: StoredPayment, amount: number): StoredPayment {
  return amount > 0 ? { ...payment, refundDue: payment.refundDue + amount, refundOpen: true } : payment;
}

/**
 * Returns what is due of a booking's money and writes down that it was. What is due was decided with whatever made it
 * due; the key names that decision, so that carrying it out twice returns it once. @returns whether something was due
 */
export async function refund(context: Context, id: Id): Promise<boolean> {
  const { intentId, refundDue, refundOpen } = (await readBooking(context, id)).payment;
  if (!refundOpen || !intentId) return false;
  const known = await context.payments.intent(intentId);
  const due = refundDue - known.refunded; // by the provider's own count: what it returned may not have been written down
  const intent = due > 0 ? await context.payments.refund({ intentId, amount: due, key: `${id}:refund:${refundDue}` }) : known;
  return transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    const amount = intent.refunded - booking.payment.refunded;
    if (amount <= 0) return false;
    const status = intent.refunded < booking.payment.captured ? "partly_refunded" : "refunded";
    const { refundOpen: _open, ...payment } = booking.payment;
    const isOpen = intent.refunded < payment.refundDue && { refundOpen: true as const };
    const refunded = await changeBooking(tx, booking, { payment: { ...payment, ...isOpen, status, refunded: intent.refunded } });
    await recordBooking(tx, "payment.refunded", BY_SYSTEM, refunded, { data: { amount } });
    return true;
  });
}
