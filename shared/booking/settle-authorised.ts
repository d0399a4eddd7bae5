import { changeBooking, readBooking } from "../store/bookings.ts";
import type { Intent } from "../payments/payments.ts";
import { claimNights } from "../store/months.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { BY_SYSTEM, type Context } from "./context.ts";
import { ANSWER_WITHIN, arrivalAt } from "./deadline.ts";
import { lapse } from "./lapse.ts";
import { isLost, refuseIfLost } from "./lost.ts";

/** What a card was authorised for can be asked of the host; what can't be had any more is ended, and the authorisation with it. */
export async function settleAuthorised(context: Context, intent: Intent): Promise<void> {
  try {
    await transact(context, (tx) => request(tx, intent));
  } catch (error) {
    if (!isLost(error)) throw error;
    await transact(context, (tx) => endUnpaid(tx, intent));
  }
}

async function request(tx: Transaction, intent: Intent): Promise<void> {
  const booking = await readBooking(tx, intent.bookingId);
  // Asked already, or over: a notice that comes again must not ask again. Its payment is ended.
  if (booking.requestUntil || (booking.status !== "held" && booking.status !== "expired")) return;
  await refuseIfLost(tx, booking);
  // Booked on the day itself, after guests could come, until the stay is over.
  const begins = [arrivalAt(booking), booking.endsAt].find((moment) => moment > tx.now) ?? booking.endsAt;
  const ends = [tx.now.getTime() + ANSWER_WITHIN, begins.getTime(), intent.authorisedUntil?.getTime() ?? Infinity];
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
