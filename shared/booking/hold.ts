import { instantAt } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { NewHold } from "../contract/booking.ts";
import type { Quote } from "../contract/quote.ts";
import type { StoredBooking, StoredProperty } from "../store/documents.ts";
import { booksAtOnce } from "../store/freshness.ts";
import { liveHoldsOf } from "../store/holders.ts";
import { newId } from "../store/ids.ts";
import { claimNights } from "../store/months.ts";
import { readListed } from "../store/properties.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import type { Actor, Context } from "./context.ts";
import { withCurrentMonths } from "./current-months.ts";
import { freezePolicy } from "./policy.ts";
import { quoteStay } from "./quote-stay.ts";

/**
 * Holds a stay for `holdSeconds`: from now on its nights are nobody else's until it is paid, released or over.
 *
 * @throws Refusal `nights_taken` with the months as they are now, `stay_rule`, `price_changed` with the quote, `not_found`,
 *   `too_many_holds`
 */
export async function hold(context: Context, actor: Actor & { id: Id }, input: NewHold): Promise<StoredBooking> {
  const { propertyId } = input;
  const holding = async (tx: Transaction) => {
    await refuseAnother(tx, actor.id, context.mostHolds);
    const property = await readListed(tx, propertyId);
    const { quote, prices } = await quoteStay(tx, property, input, tx.now);
    if (input.expectedTotal !== undefined && input.expectedTotal !== quote.total) {
      throw new Refusal("price_changed", "Look at the price again before you hold", { quote });
    }
    const booking = newBooking(property, actor.id, input, { quote, prices }, tx.now, context.holdSeconds);
    const months = await claimNights(tx, propertyId, input, { id: booking._id, kind: "hold", units: 1, until: booking.holdUntil });
    await tx.store.bookings.create([booking], { session: tx.session });
    await recordBooking(tx, "booking.held", { actor, role: "guest" }, booking, { months });
    return booking;
  };
  return withCurrentMonths(context, propertyId, input, () => transact(context, holding, propertyId));
}

/** @throws Refusal `too_many_holds` with the seconds until the first of them ends */
async function refuseAnother(tx: Transaction, guestId: Id, most = Infinity): Promise<void> {
  if (most === Infinity) return; // many at once would meet for nothing
  const ends = await liveHoldsOf(tx, guestId);
  if (ends.length < most) return;
  const retryAfter = Math.max(1, Math.ceil((ends[ends.length - most]!.getTime() - tx.now.getTime()) / 1000));
  throw new Refusal("too_many_holds", `You may hold ${most} stays at once: pay one or let one go`, { retryAfter });
}

function newBooking(property: StoredProperty, guestId: Id, input: NewHold, { quote, prices }: { quote: Quote; prices: number[] }, now: Date, holdSeconds: number) {
  const { title, city, timeZone, rules, cancellationPolicy, fees, discounts, taxes } = property;
  const { checkInFrom, checkOutUntil } = rules;
  return {
    _id: newId(),
    propertyId: property._id,
    guestId,
    hostId: property.hostId,
    status: "held",
    version: 1,
    checkIn: input.checkIn,
    checkOut: input.checkOut,
    guests: input.guests,
    ...(!booksAtOnce(property, now) && { onRequest: true }),
    endsAt: instantAt(input.checkOut, checkOutUntil, timeZone),
    holdUntil: new Date(now.getTime() + holdSeconds * 1000),
    property: { title, city, timeZone, checkInFrom, checkOutUntil },
    terms: { fees, discounts, taxes },
    prices,
    quote,
    policy: freezePolicy(cancellationPolicy, quote.total, { checkIn: input.checkIn, checkInFrom, timeZone }, now),
    payment: { status: "none", charges: [], captured: 0, refunded: 0, refundDue: 0, attempt: 0 },
    createdAt: now,
    at: now,
  } as const satisfies StoredBooking;
}
