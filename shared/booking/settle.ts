import { instantAt } from "../contract/dates.ts";
import { type ProblemCode, Refusal } from "../contract/errors.ts";
import type { Intent } from "../payments/payments.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import type { StoredBooking, StoredPayment } from "../store/documents.ts";
import { claimNights } from "../store/months.ts";
import { readListed } from "../store/properties.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { BY_SYSTEM, type Context } from "./context.ts";
import { hasItsNights } from "./has-its-nights.ts";
import { lapse } from "./lapse.ts";
import { quoteStay } from "./quote-stay.ts";
import { reconcile } from "./reconcile.ts";
import { withRefund } from "./refund.ts";

/**
 * Brings a booking in line with its payment, after a notice that something happened to it. The notice itself is not
 * believed: the intent is asked for. Any number of notices in any order end in the same booking.
 *
 * @throws Refusal `not_found`, `in_progress` where the booking doesn't know this intent yet: the notice comes again
 */
export async function settle(context: Context, intentId: string): Promise<void> {
  const intent = await context.payments.intent(intentId);
  if (intent.status === "succeeded") return settlePaid(context, intent);
  if (intent.status === "requires_capture") return settleAuthorised(context, intent);
  await transact(context, async (tx) => {
    const booking = await readBooking(tx, intent.bookingId);
    if (booking.payment.captured > 0) return;
    if (booking.payment.intentId !== intent.id) return refuseIfEarly(booking, intent);
    if (intent.status === "requires_action") await note(tx, booking, "payment.requires_action", { status: "requires_action" });
    else if (intent.problem) await note(tx, booking, "payment.failed", { status: "failed", problem: intent.problem });
  });
}

/** The provider can be faster than the transaction that keeps the intent's id. */
function refuseIfEarly({ payment }: StoredBooking, { attempt, status, problem }: Intent): void {
  const says = status === "requires_action" || problem !== undefined;
  if (says && attempt > payment.attempt) throw new Refusal("in_progress", "The booking does not know this payment yet");
}

async function note(
  tx: Transaction,
  booking: StoredBooking,
  type: "payment.requires_action" | "payment.failed",
  { status, problem }: Pick<StoredPayment, "status" | "problem">,
): Promise<void> {
  const { problem: before, ...payment } = booking.payment;
  if (payment.status === status && before === problem) return;
  const changed = await changeBooking(tx, booking, { payment: { ...payment, status, ...(problem && { problem }) } });
  await recordBooking(tx, type, BY_SYSTEM, changed, { data: { ...(problem && { problem }) } });
}

/** Why a stay whose nights were lost can't be had again as it was quoted. */
const LOST = new Set<ProblemCode>(["nights_taken", "stay_rule", "price_changed", "not_found"]);

/** A stay that can't be had any more is not sold: its money goes back. */
async function settlePaid(context: Context, intent: Intent): Promise<void> {
  try {
    await transact(context, (tx) => confirm(tx, intent));
  } catch (error) {
    if (!(error instanceof Refusal) || !LOST.has(error.code)) throw error;
    await transact(context, (tx) => returnPayment(tx, intent));
  }
  await reconcile(context, intent);
}

function captured(payment: StoredPayment, intent: Intent): StoredPayment {
  const { problem: _problem, ...rest } = payment;
  return { ...rest, status: "captured", captured: intent.amount, intentId: intent.id };
}

async function confirm(tx: Transaction, intent: Intent): Promise<void> {
  const booking = await readBooking(tx, intent.bookingId);
  const isAccepted = booking.status === "requested" && booking.acceptedAt !== undefined;
  if (booking.status !== "held" && booking.status !== "expired" && !isAccepted) return returnPayment(tx, intent);
  await refuseIfLost(tx, booking);
  const months = await claimNights(tx, booking.propertyId, booking, { id: booking._id, kind: "booking", units: 1 });
  const confirmed = await changeBooking(tx, booking, { status: "confirmed", payment: captured(booking.payment, intent) });
  await recordBooking(tx, "booking.confirmed", BY_SYSTEM, confirmed, { months, data: { amount: intent.amount } });
}

/** A day: how long a host has to answer, in milliseconds. */
const ANSWER_WITHIN = 86_400_000;

/** What a card was authorised for can be asked of the host; what can't be had any more is ended, and the authorisation with it. */
async function settleAuthorised(context: Context, intent: Intent): Promise<void> {
  try {
    await transact(context, (tx) => request(tx, intent));
  } catch (error) {
    if (!(error instanceof Refusal) || !LOST.has(error.code)) throw error;
    await transact(context, (tx) => endUnpaid(tx, intent));
  }
}

async function request(tx: Transaction, intent: Intent): Promise<void> {
  const booking = await readBooking(tx, intent.bookingId);
  // Asked already, or over: a notice that comes again must not ask again. Its payment is ended.
  if (booking.requestUntil || (booking.status !== "held" && booking.status !== "expired")) return;
  await refuseIfLost(tx, booking);
  const { checkIn, property } = booking;
  const ends = [tx.now.getTime() + ANSWER_WITHIN, instantAt(checkIn, property.checkInFrom, property.timeZone).getTime(), intent.authorisedUntil?.getTime() ?? Infinity];
  const requestUntil = new Date(Math.min(...ends));
  const months = await claimNights(tx, booking.propertyId, booking, { id: booking._id, kind: "hold", units: 1, until: requestUntil });
  const { problem: _problem, ...payment } = booking.payment;
  const requested = await changeBooking(tx, booking, { status: "requested", requestUntil, payment: { ...payment, status: "authorised", intentId: intent.id } });
  await recordBooking(tx, "booking.requested", BY_SYSTEM, requested, { months });
}

/** Authorised for nights that others have by now: nothing was charged, and a worker gives the authorisation up. */
async function endUnpaid(tx: Transaction, intent: Intent): Promise<void> {
  const booking = await readBooking(tx, intent.bookingId);
  if (booking.status === "held") await lapse(tx, booking);
}

/**
 * Paid in time, a booking has its nights and nothing else is asked. Paid late, it must be a stay that could be held now, at
 * the price that was paid; whether its nights are free the claim decides.
 *
 * @throws Refusal one of `LOST`
 */
async function refuseIfLost(tx: Transaction, booking: StoredBooking): Promise<void> {
  if (await hasItsNights(tx, booking)) return;
  const { quote } = await quoteStay(tx, await readListed(tx, booking.propertyId), booking, tx.now);
  if (quote.total !== booking.quote.total) throw new Refusal("price_changed", "The stay costs another price by now");
}

/** Paid for nights that others have by now, or for a booking that no longer is: all of it is due back, and support hears. */
async function returnPayment(tx: Transaction, intent: Intent): Promise<void> {
  const booking = await readBooking(tx, intent.bookingId);
  if (booking.payment.captured > 0) return;
  const payment = withRefund(captured(booking.payment, intent), intent.amount);
  const returned = booking.status === "held" ? await lapse(tx, booking, { payment }) : await changeBooking(tx, booking, { payment });
  await recordBooking(tx, "payment.captured", BY_SYSTEM, returned, { data: { amount: intent.amount } });
  await recordBooking(tx, "case.opened", BY_SYSTEM, returned, { data: { kind: "late_payment", refundDue: intent.amount } });
}
