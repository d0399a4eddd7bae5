import { monthOf } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { Intent } from "../payments/payments.ts";
import { changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { holdsNights, readMonths } from "../store/months.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import type { Actor, Context } from "./context.ts";
import { readOwnBooking } from "./own.ts";

/**
 * Begins to pay a hold: gives the intent that its page pays. Asked again, the same live intent.
 *
 * @throws Refusal `not_found`, `hold_expired`, `wrong_state`
 */
export async function pay(context: Context, actor: Actor, { id }: { id: Id }): Promise<Intent> {
  const booking = await readPayable({ store: context.store, now: await context.clock() }, actor, id);
  const { intentId, attempt } = booking.payment;
  if (intentId) {
    const intent = await context.payments.intent(intentId);
    if (intent.status !== "canceled") return intent;
  }
  // Before the transaction, because it reaches outside; the provider gives one intent for each attempt.
  const next = attempt + 1;
  const { total: amount, currency } = booking.quote;
  const intent = await context.payments.createIntent({ bookingId: id, attempt: next, amount, currency });
  await transact(context, async (tx) => {
    const current = await readPayable(tx, actor, id);
    if (current.payment.intentId === intent.id) return current;
    const { problem: _problem, ...payment } = current.payment;
    const paying = await changeBooking(tx, current, { payment: { ...payment, status: "pending", intentId: intent.id, attempt: next } });
    await recordBooking(tx, "payment.started", { actor, role: "guest" }, paying, { data: { amount, attempt: next } });
    return paying;
  });
  return intent;
}

/** A hold of the actor's that has its nights. That is asked of the months, not of its status or time. */
async function readPayable(reader: Pick<Transaction, "store" | "now"> & Partial<Transaction>, actor: Actor, id: Id): Promise<StoredBooking> {
  const { booking } = await readOwnBooking(reader, actor, id, ["guest"]);
  if (booking.status === "expired") throw new Refusal("hold_expired", "The hold has ended; hold the stay again");
  if (booking.status !== "held") throw new Refusal("wrong_state", `Only a hold can be paid; this booking is ${booking.status}`);
  const months = await readMonths(reader, booking.propertyId, monthOf(booking.checkIn), monthOf(booking.checkOut));
  if (!holdsNights(months, booking, id, reader.now)) throw new Refusal("hold_expired", "The hold has ended; hold the stay again");
  return booking;
}
