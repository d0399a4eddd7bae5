import type { Intent } from "../payments/payments.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import type { StoredBooking, StoredPayment } from "../store/documents.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { BY_SYSTEM, type Context } from "./context.ts";

/**
 * Writes down what became of a paid booking's money outside: returned by somebody's own hand, given back by a bank that
 * could not return it, disputed by its cardholder. Of the last two support gets a case. What is being returned by us is
 * `refund`'s to write down.
 *
 * @throws Refusal `wrong_state` where the booking has changed meanwhile: the notice comes again
 */
export async function reconcile(context: Context, seen: Intent): Promise<void> {
  const booking = await readBooking(context, seen.bookingId);
  if (booking.payment.intentId !== seen.id || agrees(booking.payment, seen)) return;
  // Asked for again after the booking was read: what the booking says more was not known here when `seen` was.
  const intent = await context.payments.intent(seen.id);
  if (agrees(booking.payment, intent)) return;
  await transact(context, async (tx) => {
    const returned = await followRefunds(tx, booking, intent);
    await followDispute(tx, returned, intent);
  });
}

function agrees({ refundOpen, refunded, disputed }: StoredPayment, intent: Intent): boolean {
  return (refundOpen || refunded === intent.refunded) && (disputed ?? false) === intent.disputed;
}

async function followRefunds(tx: Transaction, booking: StoredBooking, { refunded }: Intent): Promise<StoredBooking> {
  const { payment } = booking;
  const more = refunded - payment.refunded;
  if (payment.refundOpen || more === 0) return booking;
  const status = refunded === 0 ? "captured" : refunded < payment.captured ? "partly_refunded" : "refunded";
  const changed = await changeBooking(tx, booking, { payment: { ...payment, status, refunded, refundDue: Math.max(payment.refundDue, refunded) } });
  if (more > 0) await recordBooking(tx, "payment.refunded", BY_SYSTEM, changed, { data: { amount: more, outside: true } });
  else await recordBooking(tx, "case.opened", BY_SYSTEM, changed, { data: { kind: "refund_failed", amount: -more } });
  return changed;
}

async function followDispute(tx: Transaction, booking: StoredBooking, { disputed }: Intent): Promise<void> {
  const { disputed: before, ...payment } = booking.payment;
  if ((before ?? false) === disputed) return;
  const changed = await changeBooking(tx, booking, { payment: { ...payment, ...(disputed && { disputed: true as const }) } });
  await recordBooking(tx, "case.opened", BY_SYSTEM, changed, { data: { kind: "dispute", open: disputed, amount: payment.captured } });
}
