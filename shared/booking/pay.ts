import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { Intent } from "../payments/payments.ts";
import { changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { replayOf } from "../store/once.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import type { Actor, Context } from "./context.ts";
import { hasItsNights } from "./has-its-nights.ts";
import { readOwnBooking } from "./own.ts";

/**
 * Begins to pay a hold: gives the intent that its page pays. Asked again, the same live intent.
 *
 * @throws Refusal `not_found`, `hold_expired`, `wrong_state`
 */
export async function pay(context: Context, actor: Actor, { id }: { id: Id }): Promise<Intent> {
  const { store, payments, once } = context;
  const replay = once && (await replayOf<StoredBooking>(store, once));
  if (replay) return payments.intent(replay.answer.payment.intentId!);
  const before = await readPayable({ store, now: await context.clock() }, actor, id);
  // Before the transaction, because it reaches outside; the provider gives one intent for each attempt.
  const { intent, attempt } = await liveIntent(context, before);
  await transact(context, async (tx) => {
    const booking = await readPayable(tx, actor, id);
    if (booking.payment.intentId === intent.id) return booking;
    if (booking.payment.attempt !== before.payment.attempt) throw new Refusal("wrong_state", "Another payment has begun meanwhile; ask again");
    const { problem: _problem, ...payment } = booking.payment;
    const paying = await changeBooking(tx, booking, { payment: { ...payment, status: "pending", intentId: intent.id, attempt } });
    await recordBooking(tx, "payment.started", { actor, role: "guest" }, paying, { data: { amount: intent.amount, attempt } });
    return paying;
  });
  return intent;
}

/** The booking's intent where it can still be paid, else one of the next attempt. */
async function liveIntent({ payments }: Context, { _id, payment, quote, onRequest }: StoredBooking): Promise<{ intent: Intent; attempt: number }> {
  if (payment.intentId) {
    const intent = await payments.intent(payment.intentId);
    if (intent.status !== "canceled") return { intent, attempt: payment.attempt };
  }
  const attempt = payment.attempt + 1;
  const capture = onRequest ? "manual" : "automatic";
  return { intent: await payments.createIntent({ bookingId: _id, attempt, amount: quote.total, currency: quote.currency, capture }), attempt };
}

/** A hold of the actor's that has its nights. That is asked of the months, not of its status or time. */
async function readPayable(reader: Pick<Transaction, "store" | "now"> & Partial<Transaction>, actor: Actor, id: Id): Promise<StoredBooking> {
  const { booking } = await readOwnBooking(reader, actor, id, ["guest"]);
  if (booking.status === "expired") throw new Refusal("hold_expired", "The hold has ended; hold the stay again");
  if (booking.status !== "held") throw new Refusal("wrong_state", `Only a hold can be paid; this booking is ${booking.status}`);
  if (!(await hasItsNights(reader, booking))) throw new Refusal("hold_expired", "The hold has ended; hold the stay again");
  return booking;
}
