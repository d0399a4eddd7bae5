import { Refusal } from "../contract/errors.ts";
import type { Intent } from "../payments/payments.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import type { StoredPayment } from "../store/money-documents.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { chargeOf } from "./charges.ts";
import { BY_SYSTEM, type Context } from "./context.ts";
import { settleAuthorised } from "./settle-authorised.ts";
import { settlePaid } from "./settle-paid.ts";

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
    const { payment, change } = booking;
    if (chargeOf(payment, intent.id)) return;
    if (change?.intentId === intent.id) return noteOfChange(tx, booking, intent);
    if (payment.intentId !== intent.id) return refuseIfEarly(booking, intent);
    if (payment.captured > 0) return;
    if (intent.status === "requires_action") await note(tx, booking, "payment.requires_action", { status: "requires_action" });
    else if (intent.problem) await note(tx, booking, "payment.failed", { status: "failed", problem: intent.problem });
  });
}

/** The provider can be faster than the transaction that keeps the intent's id. */
function refuseIfEarly({ payment, change }: StoredBooking, { attempt, status, problem }: Intent): void {
  const says = status === "requires_action" || problem !== undefined;
  const isToCome = attempt > payment.attempt || (attempt === change?.attempt && !change.intentId);
  if (says && isToCome) throw new Refusal("in_progress", "The booking does not know this payment yet");
}

type Noted = "payment.requires_action" | "payment.failed";

async function note(tx: Transaction, booking: StoredBooking, type: Noted, { status, problem }: Pick<StoredPayment, "status"> & { problem?: string }): Promise<void> {
  const { problem: before, ...payment } = booking.payment;
  if (payment.status === status && before === problem) return;
  const changed = await changeBooking(tx, booking, { payment: { ...payment, status, ...(problem && { problem }) } });
  await recordBooking(tx, type, BY_SYSTEM, changed, { data: { ...(problem && { problem }) } });
}

/** What was paid before stays paid: only the change says what became of paying it. */
async function noteOfChange(tx: Transaction, booking: StoredBooking, { problem, status }: Intent): Promise<void> {
  const { problem: before, ...change } = booking.change!;
  if (before === problem) return;
  const changed = await changeBooking(tx, booking, { change: { ...change, ...(problem && { problem }) } });
  if (problem) await recordBooking(tx, "payment.failed", BY_SYSTEM, changed, { data: { problem } });
  else await recordBooking(tx, "payment.requires_action", BY_SYSTEM, changed, { data: { status } });
}
