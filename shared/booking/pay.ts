import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { permissions } from "../contract/permissions.ts";
import type { CaptureMethod, Intent } from "../payments/payments.ts";
import { type BookingChange, changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { replayOf } from "../store/once.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import type { Actor, Context } from "./context.ts";
import { hasItsNights } from "./has-its-nights.ts";
import { readOwnBooking } from "./own.ts";

/**
 * Begins to pay a hold, or a change of dates that costs more: gives the intent that its page pays. Asked again, the same
 * live intent.
 *
 * @throws Refusal `not_found`, `hold_expired`, `wrong_state`
 */
export async function pay(context: Context, actor: Actor, { id }: { id: Id }): Promise<Intent> {
  const { store, payments, once } = context;
  const replay = once && (await replayOf<StoredBooking>(store, once));
  if (replay) return payments.intent(dueOf(replay.answer).intentId!);
  const before = await readPayable({ store, now: await context.clock() }, actor, id);
  // Before the transaction, because it reaches outside; the provider gives one intent for each attempt.
  const { intent, attempt } = await liveIntent(context, before);
  await transact(context, async (tx) => {
    const booking = await readPayable(tx, actor, id);
    if (dueOf(booking).intentId === intent.id) return booking;
    if (booking.payment.attempt !== before.payment.attempt) throw new Refusal("wrong_state", "Another payment has begun meanwhile; ask again");
    const paying = await changeBooking(tx, booking, withIntent(booking, intent.id, attempt));
    await recordBooking(tx, "payment.started", { actor, role: "guest" }, paying, { data: { amount: intent.amount, attempt } });
    return paying;
  });
  return intent;
}

interface Due {
  amount: number;
  capture: CaptureMethod;
  /** The attempt that a new intent would be. */
  attempt: number;
  intentId?: string;
}

/** What is to be paid now: the stay, or what a change of dates costs more. */
function dueOf({ status, quote, payment, change, onRequest }: StoredBooking): Due {
  if (status === "confirmed" && change) {
    return { amount: change.difference, capture: "automatic", attempt: change.attempt, ...(change.intentId && { intentId: change.intentId }) };
  }
  return { amount: quote.total, capture: onRequest ? "manual" : "automatic", attempt: payment.attempt + 1, ...(payment.intentId && { intentId: payment.intentId }) };
}

function withIntent({ payment, change }: StoredBooking, intentId: string, attempt: number): BookingChange {
  if (change) return { change: { ...change, intentId } };
  const { problem: _problem, ...rest } = payment;
  return { payment: { ...rest, status: "pending", intentId, attempt } };
}

/** The intent where it can still be paid, else a new one. */
async function liveIntent({ payments }: Context, booking: StoredBooking): Promise<{ intent: Intent; attempt: number }> {
  const { intentId, amount, capture, attempt } = dueOf(booking);
  if (intentId) {
    const intent = await payments.intent(intentId);
    if (intent.status !== "canceled") return { intent, attempt: booking.payment.attempt };
    if (booking.change) throw new Refusal("wrong_state", "This payment has ended; ask for the dates again");
  }
  const { currency } = booking.quote;
  return { intent: await payments.createIntent({ bookingId: booking._id, attempt, amount, currency, capture }), attempt };
}

/** A booking of the actor's that can be paid. Whether a hold has its nights is asked of the months, not of its status or time. */
async function readPayable(reader: Pick<Transaction, "store" | "now"> & Partial<Transaction>, actor: Actor, id: Id): Promise<StoredBooking> {
  const { booking } = await readOwnBooking(reader, actor, id, permissions.pay);
  if (booking.status === "confirmed" && booking.change) return refuseUnpayable(booking, reader.now);
  if (booking.status === "expired") throw new Refusal("hold_expired", "The hold has ended; hold the stay again");
  if (booking.status !== "held") throw new Refusal("wrong_state", `Only a hold can be paid; this booking is ${booking.status}`);
  if (!(await hasItsNights(reader, booking))) throw new Refusal("hold_expired", "The hold has ended; hold the stay again");
  return booking;
}

/** Here the time decides whether money is taken; who has the nights is decided when they are moved. */
function refuseUnpayable(booking: StoredBooking, now: Date): StoredBooking {
  const { awaits, until, lapsed } = booking.change!;
  if (lapsed || until <= now) throw new Refusal("hold_expired", "The time to pay the change is over; ask for the dates again");
  if (awaits === "host") throw new Refusal("wrong_state", "The host has not answered yet");
  return booking;
}
