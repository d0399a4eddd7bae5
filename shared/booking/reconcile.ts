import type { Intent } from "../payments/payments.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import type { StoredCharge, StoredPayment } from "../store/money-documents.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { closeCase, openCase } from "./case.ts";
import { chargeOf, withCharges } from "./charges.ts";
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
  if (agrees(booking.payment, seen)) return;
  // Asked for again after the booking was read: what the booking says more was not known here when `seen` was.
  const intent = await context.payments.intent(seen.id);
  if (agrees(booking.payment, intent)) return;
  await transact(context, async (tx) => {
    const returned = await followRefunds(tx, booking, intent);
    await followDispute(tx, returned, intent);
  });
}

/** Whether a booking says of an intent's money what the provider does. What is being returned may differ meanwhile. */
export function agrees(payment: StoredPayment, { id, refunded, disputed }: Intent): boolean {
  const charge = chargeOf(payment, id);
  return charge === undefined || ((payment.refundOpen || charge.refunded === refunded) && (charge.disputed ?? false) === disputed);
}

function withChange({ payment }: StoredBooking, intentId: string, change: (charge: StoredCharge) => StoredCharge): StoredPayment {
  return withCharges(payment, payment.charges.map((charge) => (charge.intentId === intentId ? change(charge) : charge)));
}

async function followRefunds(tx: Transaction, booking: StoredBooking, { id, refunded }: Intent): Promise<StoredBooking> {
  const more = refunded - chargeOf(booking.payment, id)!.refunded;
  if (booking.payment.refundOpen || more === 0) return booking;
  const payment = withChange(booking, id, (charge) => ({ ...charge, refunded }));
  const changed = await changeBooking(tx, booking, { payment: { ...payment, refundDue: Math.max(payment.refundDue, payment.refunded) } });
  if (more > 0) await recordBooking(tx, "payment.refunded", BY_SYSTEM, changed, { data: { amount: more, outside: true } });
  else {
    await recordBooking(tx, "payment.refund_failed", BY_SYSTEM, changed, { data: { amount: -more } });
    await openCase(tx, changed, { kind: "refund_failed", key: `refund_failed:${id}:${changed.version}`, data: { amount: -more } });
  }
  return changed;
}

async function followDispute(tx: Transaction, booking: StoredBooking, { id, disputed }: Intent): Promise<void> {
  const { disputed: before = false, amount } = chargeOf(booking.payment, id)!;
  if (before === disputed) return;
  const payment = withChange(booking, id, ({ disputed: _disputed, ...charge }) => ({ ...charge, ...(disputed && { disputed }) }));
  const changed = await changeBooking(tx, booking, { payment });
  await recordBooking(tx, "payment.disputed", BY_SYSTEM, changed, { data: { open: disputed, amount } });
  const key = `dispute:${id}`;
  if (disputed) await openCase(tx, changed, { kind: "dispute", key, data: { amount } });
  else await closeCase(tx, key, "The bank has decided for the service");
}
