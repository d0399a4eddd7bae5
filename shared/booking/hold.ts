import { monthOf } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { NewHold } from "../contract/booking.ts";
import type { Quote } from "../contract/quote.ts";
import type { StoredBooking, StoredProperty } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { newId } from "../store/ids.ts";
import { claimNights, readMonths } from "../store/months.ts";
import { readListed } from "../store/properties.ts";
import { transact } from "../store/transact.ts";
import { publicMonth } from "../views/month.ts";
import { acting, type Actor, type Context } from "./context.ts";
import { freezePolicy } from "./policy.ts";
import { quoteStay } from "./quote-stay.ts";

/**
 * Holds a stay for `holdSeconds`: from now on its nights are nobody else's until it is paid, released or over.
 *
 * @throws Refusal `nights_taken` with the months as they are now, `stay_rule`, `price_changed` with the quote, `not_found`
 */
export async function hold(context: Context, actor: Actor & { id: Id }, input: NewHold): Promise<StoredBooking> {
  try {
    return await transact(context, async (tx) => {
      const property = await readListed(tx, input.propertyId);
      const { quote } = await quoteStay(tx, property, input, tx.now);
      if (input.expectedTotal !== undefined && input.expectedTotal !== quote.total) {
        throw new Refusal("price_changed", "Look at the price again before you hold", { quote });
      }
      const booking = newBooking(property, actor.id, input, quote, tx.now, context.holdSeconds);
      const months = await claimNights(tx, property._id, input, { id: booking._id, kind: "hold", units: 1, until: booking.holdUntil });
      await tx.store.bookings.create([booking], { session: tx.session });
      await record(tx, {
        type: "booking.held", actor: acting(actor, "guest"), propertyId: property._id, hostId: property.hostId,
        guestId: actor.id, bookingId: booking._id, months, booking, data: {},
      });
      return booking;
    }, input.propertyId);
  } catch (error) {
    if (error instanceof Refusal && error.code === "nights_taken") {
      const months = await readMonths(context, input.propertyId, monthOf(input.checkIn), monthOf(input.checkOut));
      throw new Refusal("nights_taken", error.message, { months: months.map(publicMonth) });
    }
    throw error;
  }
}

function newBooking(property: StoredProperty, guestId: Id, input: NewHold, quote: Quote, now: Date, holdSeconds: number) {
  const { title, city, timeZone, rules, cancellationPolicy } = property;
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
    holdUntil: new Date(now.getTime() + holdSeconds * 1000),
    property: { title, city, timeZone, checkInFrom, checkOutUntil },
    quote,
    policy: freezePolicy(cancellationPolicy, quote.total, { checkIn: input.checkIn, checkInFrom, timeZone }, now),
    payment: { status: "none", captured: 0, refunded: 0, refundDue: 0, attempt: 0 },
    createdAt: now,
    at: now,
  } as const satisfies StoredBooking;
}
