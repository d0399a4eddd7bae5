import { Refusal } from "../contract/errors.ts";
import type { Intent } from "../payments/payments.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import type { StoredChange, StoredPayment } from "../store/money-documents.ts";
import { claimNights } from "../store/months.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { openCase } from "./case.ts";
import { chargeOf, withAbandoned, withCharge, withRefund } from "./charges.ts";
import { BY_SYSTEM, type Context } from "./context.ts";
import { lapse } from "./lapse.ts";
import { isLost, refuseIfLost } from "./lost.ts";
import { dropChange, makeChange } from "./make-change.ts";
import { type DatesOffer, offerDates } from "./offer-dates.ts";
import { reconcile } from "./reconcile.ts";

/** What can't be had any more is not sold: its money goes back. */
export async function settlePaid(context: Context, intent: Intent): Promise<void> {
  try {
    await transact(context, (tx) => give(tx, intent));
  } catch (error) {
    if (!isLost(error)) throw error;
    await transact(context, (tx) => returnPayment(tx, intent));
  }
  await reconcile(context, intent);
}

/** Gives what was paid for: the stay, or its other dates. What was given before is not given again. */
async function give(tx: Transaction, intent: Intent): Promise<void> {
  const booking = await readBooking(tx, intent.bookingId);
  const { status, acceptedAt, payment, change } = booking;
  if (chargeOf(payment, intent.id)) return;
  if (status === "held" || status === "expired" || (status === "requested" && acceptedAt)) return confirm(tx, booking, intent);
  if (status === "confirmed" && change?.attempt === intent.attempt) return giveDates(tx, booking, change, intent);
  await returnPayment(tx, intent);
}

async function confirm(tx: Transaction, booking: StoredBooking, intent: Intent): Promise<void> {
  await refuseIfLost(tx, booking);
  const months = await claimNights(tx, booking.propertyId, booking, { id: booking._id, kind: "booking", units: 1 });
  const confirmed = await changeBooking(tx, booking, { status: "confirmed", payment: withCharge(withoutOther(booking.payment, intent), intent) });
  await recordBooking(tx, "booking.confirmed", BY_SYSTEM, confirmed, { months, data: { amount: intent.amount } });
}

/** Paid late, it is as if it were asked for now, and must then cost what was paid; whether the nights are free the claims decide. */
async function giveDates(tx: Transaction, booking: StoredBooking, change: StoredChange, intent: Intent): Promise<void> {
  const given = change.until > tx.now ? change : await offerNow(tx, booking, change);
  if (given?.difference !== intent.amount) throw new Refusal("price_changed", "The change can't be had any more, or costs another price");
  await makeChange(tx, booking, given, BY_SYSTEM, intent);
}

async function offerNow(tx: Transaction, booking: StoredBooking, change: StoredChange): Promise<DatesOffer | undefined> {
  try {
    return await offerDates(tx, booking, change, tx.now);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Paid for what others have by now, or for what no longer is: all of it is due back, once, and support hears. */
async function returnPayment(tx: Transaction, intent: Intent): Promise<void> {
  const found = await readBooking(tx, intent.bookingId);
  if (chargeOf(found.payment, intent.id)) return;
  const isOfChange = found.status === "confirmed" && found.change?.attempt === intent.attempt;
  const booking = isOfChange ? await dropChange(tx, found, "booking.change_dropped", BY_SYSTEM) : found;
  const payment = withRefund(withCharge(withoutOther(booking.payment, intent), intent), intent.amount);
  // A request's is only ever taken by somebody's own hand: there is nothing left to accept.
  const isOver = booking.status === "held" || booking.status === "requested";
  const returned = isOver ? await lapse(tx, booking, { payment }) : await changeBooking(tx, booking, { payment });
  await recordBooking(tx, "payment.captured", BY_SYSTEM, returned, { data: { amount: intent.amount } });
  await openCase(tx, returned, { kind: "late_payment", key: `late_payment:${intent.id}`, data: { refundDue: intent.amount } });
}

/** Where it was not the booking's own intent that was paid, nobody shall pay that any more. */
function withoutOther(payment: StoredPayment, { id }: Intent): StoredPayment {
  if (payment.captured > 0 || payment.intentId === id) return { ...payment, intentId: payment.intentId ?? id };
  return { ...withAbandoned(payment, payment.intentId), intentId: id };
}
