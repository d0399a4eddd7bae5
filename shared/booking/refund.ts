import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { Intent, Payments } from "../payments/payments.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import type { StoredPayment } from "../store/money-documents.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { closeCase, openCase } from "./case.ts";
import { withCharges } from "./charges.ts";
import { BY_SYSTEM, type Context } from "./context.ts";

/**
 * Returns what is due of a booking's money and writes down that it was. What is due was decided with whatever made it
 * due; carrying it out twice returns it once. One that the provider refuses is tried again after a while, and support gets
 * a case. @returns whether something was returned
 */
export async function refund(context: Context, id: Id): Promise<boolean> {
  const { payment } = await readBooking(context, id);
  if (!payment.refundOpen || (await isPausing(context, id))) return false;
  const returned = await giveBack(context, payment).catch((failure: unknown) => postpone(context, id, failure));
  const isDone = await transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    const charges = booking.payment.charges.map((charge) => ({ ...charge, refunded: returned.get(charge.intentId)?.refunded ?? charge.refunded }));
    const { refundOpen: _open, ...before } = booking.payment;
    const refunded = withCharges(before, charges);
    const amount = refunded.refunded - before.refunded;
    if (amount <= 0) return false;
    const isOpen = refunded.refunded < refunded.refundDue && { refundOpen: true as const };
    const changed = await changeBooking(tx, booking, { payment: { ...refunded, ...isOpen } });
    await recordBooking(tx, "payment.refunded", BY_SYSTEM, changed, { data: { amount } });
    if (changed.payment.refundOpen) return true;
    await tx.store.refundRetries.deleteOne({ _id: id }, { session: tx.session });
    await closeCase(tx, caseKey(id, changed.payment), "The refund was made");
    return true;
  });
  const failed = [...returned.values()].find((one) => one.failure !== undefined);
  if (failed) await postpone(context, id, failed.failure);
  return isDone;
}

interface Returned {
  refunded: number;
  failure?: unknown;
}

/**
 * Asks the provider for what is due, of what was taken last first. How much that is its own count says: what it returned
 * may not have been written down. @returns how each charge then stands
 */
async function giveBack({ payments }: Context, { charges, refundDue }: StoredPayment): Promise<Map<string, Returned>> {
  const known: Intent[] = [];
  for (const { intentId } of charges) known.unshift(await payments.intent(intentId));
  let due = refundDue - known.reduce((sum, { refunded }) => sum + refunded, 0);
  const returned = new Map<string, Returned>();
  for (const { id, captured, refunded } of known) {
    const amount = Math.min(due, captured - refunded);
    if (amount <= 0) {
      returned.set(id, { refunded });
      continue;
    }
    try {
      const intent = await giveBackFrom(payments, { id, refunded }, amount);
      returned.set(id, intent);
      due -= amount;
    } catch (failure) {
      returned.set(id, { refunded, failure });
    }
  }
  return returned;
}

/** Keys that are tried where each was used before. */
const MOST_KEYS = 4;

/**
 * The key names how much was returned before, so that of two that set out from there, though for different decisions, one
 * returns something. Where it was used already and a bank has given some of that back since, its next number is new.
 */
async function giveBackFrom(payments: Payments, { id, refunded }: Pick<Intent, "id" | "refunded">, amount: number): Promise<Intent> {
  for (let nth = 1; nth <= MOST_KEYS; nth += 1) {
    const intent = await payments.refund({ intentId: id, amount, key: `${id}:refund-from:${refunded}:${nth}` });
    if (intent.refunded !== refunded) return intent;
  }
  throw new Refusal("wrong_state", "The provider took the refund and returned nothing");
}

/** One case for each decision that something is due. */
const caseKey = (id: Id, { refundDue }: StoredPayment) => `refund_failed:${id}:${refundDue}`;

/** Milliseconds until a refund that was refused is tried again; doubled with each try, six hours at most. */
const FIRST_PAUSE = 30_000;
const LONGEST_PAUSE = 6 * 3_600_000;
/** From so many tries on a person has to look, if the provider is merely not there. */
const PATIENCE = 5;

async function isPausing({ store, clock }: Context, id: Id): Promise<boolean> {
  const retry = await store.refundRetries.findById(id).lean();
  return retry !== null && retry.tryAt > (await clock());
}

/** @throws what made it fail */
async function postpone(context: Context, id: Id, failure: unknown): Promise<never> {
  await transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    const { tries } = await tx.store.refundRetries
      .findOneAndUpdate({ _id: id }, { $inc: { tries: 1 }, $set: { tryAt: tx.now } }, { upsert: true, returnDocument: "after", session: tx.session })
      .orFail()
      .lean();
    const tryAt = new Date(tx.now.getTime() + Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE));
    await tx.store.refundRetries.updateOne({ _id: id }, { $set: { tryAt } }, { session: tx.session });
    const isUnavailable = failure instanceof Refusal && failure.code === "unavailable";
    if (isUnavailable && tries < PATIENCE) return;
    const { refundDue, refunded } = booking.payment;
    const why = failure instanceof Refusal ? failure.message : "The provider refuses it";
    await openCase(tx, booking, { kind: "refund_failed", key: caseKey(id, booking.payment), data: { amount: refundDue - refunded, why } });
  });
  throw failure;
}
