import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { IntentStatus } from "../payments/payments.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { BY_SYSTEM, type Context } from "./context.ts";
import { settle } from "./settle.ts";

/** Of a booking that ended unpaid, what its payment can be when nobody has ended that yet. */
export const VOIDABLE = { status: ["released", "expired", "declined", "withdrawn"], payment: ["pending", "requires_action", "failed", "authorised"] } as const;

function isVoidable({ status, payment }: StoredBooking): boolean {
  return VOIDABLE.status.some((ended) => ended === status) && VOIDABLE.payment.some((open) => open === payment.status);
}

/**
 * Ends the intent of a booking that ended unpaid, so that nobody pays it any more. One that is being paid at this moment
 * can't be ended and comes late; one that was paid, or authorised as the hold ended, is settled first.
 */
export async function voidPayment(context: Context, id: Id): Promise<void> {
  const { intentId } = (await readBooking(context, id)).payment;
  if (!intentId) return;
  const status = await statusOf(context, intentId);
  if (status === "requires_capture") await settle(context, intentId);
  if (!isVoidable(await readBooking(context, id))) return;
  const ended = status === "unknown" ? "canceled" : (await context.payments.cancelIntent(intentId)).status;
  if (ended === "succeeded") return settle(context, intentId);
  if (ended !== "canceled") return;
  await transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    if (!isVoidable(booking) || booking.payment.intentId !== intentId) return;
    const { problem: _problem, ...payment } = booking.payment;
    const voided = await changeBooking(tx, booking, { payment: { ...payment, status: "voided" } });
    await recordBooking(tx, "payment.voided", BY_SYSTEM, voided);
  });
}

/** An intent that the provider doesn't know, one of another account for instance, is one that nobody can pay. */
async function statusOf({ payments }: Context, intentId: string): Promise<IntentStatus | "unknown"> {
  try {
    return (await payments.intent(intentId)).status;
  } catch (error) {
    if (error instanceof Refusal && error.code === "not_found") return "unknown";
    throw error;
  }
}

/**
 * Ends the intents of changes that were dropped. One that was paid in the meantime is settled: its money goes back, or the
 * change is made after all where it has merely lapsed.
 */
export async function endAbandoned(context: Context, id: Id): Promise<void> {
  const { abandoned = [] } = (await readBooking(context, id)).payment;
  for (const intentId of abandoned) {
    const isKnown = (await statusOf(context, intentId)) !== "unknown";
    const status = isKnown ? (await context.payments.cancelIntent(intentId)).status : "canceled";
    if (status === "succeeded") await settle(context, intentId);
    else if (status !== "canceled") continue;
    await transact(context, async (tx) => {
      const booking = await readBooking(tx, id);
      const { abandoned: before = [], ...payment } = booking.payment;
      const left = before.filter((one) => one !== intentId);
      if (left.length === before.length) return;
      const ended = await changeBooking(tx, booking, { payment: { ...payment, ...(left.length > 0 && { abandoned: left }) } });
      await recordBooking(tx, "payment.voided", BY_SYSTEM, ended);
    });
  }
}
