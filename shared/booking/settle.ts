import { Refusal } from "../contract/errors.ts";
import type { Intent } from "../payments/payments.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import type { StoredBooking, StoredPayment } from "../store/documents.ts";
import { claimNights } from "../store/months.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { SYSTEM, type Context } from "./context.ts";

const bySystem = { actor: SYSTEM, role: "system" } as const;

/**
 * Brings a booking in line with its payment, after a notice that something happened to it. The notice itself is not
 * believed: the intent is asked for. Any number of notices in any order end in the same booking.
 */
export async function settle(context: Context, intentId: string): Promise<void> {
  const intent = await context.payments.intent(intentId);
  if (intent.status === "succeeded") return settlePaid(context, intent);
  await transact(context, async (tx) => {
    const booking = await readBooking(tx, intent.bookingId);
    if (booking.payment.intentId !== intent.id || booking.payment.captured > 0) return;
    if (intent.status === "requires_action") await note(tx, booking, "payment.requires_action", { status: "requires_action" });
    else if (intent.problem) await note(tx, booking, "payment.failed", { status: "failed", problem: intent.problem });
  });
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
  await recordBooking(tx, type, bySystem, changed, { data: { ...(problem && { problem }) } });
}

/** The nights that were paid are claimed anew if they were lost meanwhile; where they can't be, the money goes back. */
async function settlePaid(context: Context, intent: Intent): Promise<void> {
  try {
    await transact(context, (tx) => confirm(tx, intent));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "nights_taken") throw error;
    await transact(context, (tx) => returnPayment(tx, intent));
  }
}

function captured(payment: StoredPayment, intent: Intent): StoredPayment {
  const { problem: _problem, ...rest } = payment;
  return { ...rest, status: "captured", captured: intent.amount, intentId: intent.id };
}

async function confirm(tx: Transaction, intent: Intent): Promise<void> {
  const booking = await readBooking(tx, intent.bookingId);
  if (booking.payment.captured > 0) return;
  if (booking.status !== "held" && booking.status !== "expired") return returnPayment(tx, intent);
  const months = await claimNights(tx, booking.propertyId, booking, { id: booking._id, kind: "booking", units: 1 });
  const confirmed = await changeBooking(tx, booking, { status: "confirmed", payment: captured(booking.payment, intent) });
  await recordBooking(tx, "booking.confirmed", bySystem, confirmed, { months, data: { amount: intent.amount } });
}

/** Paid for nights that others have by now, or for a booking that no longer is: all of it is due back, and support hears. */
async function returnPayment(tx: Transaction, intent: Intent): Promise<void> {
  const booking = await readBooking(tx, intent.bookingId);
  if (booking.payment.captured > 0) return;
  const status = booking.status === "held" ? "expired" : booking.status;
  const payment = { ...captured(booking.payment, intent), refundDue: intent.amount };
  const returned = await changeBooking(tx, booking, { status, payment });
  await recordBooking(tx, "payment.captured", bySystem, returned, { data: { amount: intent.amount } });
  await recordBooking(tx, "case.opened", bySystem, returned, { data: { kind: "late_payment", refundDue: intent.amount } });
}
