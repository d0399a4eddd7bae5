import { type Stay, monthOf, nightsOf, outside } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Quote } from "../contract/quote.ts";
import type { StoredBooking, StoredMonth } from "../store/documents.ts";
import { readMonths } from "../store/months.ts";
import { readProperty } from "../store/properties.ts";
import type { Transaction } from "../store/transact.ts";
import { returnable } from "./charges.ts";
import { arrivalAt } from "./deadline.ts";
import { reprice, type Repriced } from "./policy.ts";
import { nightlyPrices, quote } from "./quote.ts";
import { checkMonths, checkStay } from "./stay-rules.ts";

/** What other dates or guests of a booking come to. */
export interface DatesOffer extends Repriced, Stay {
  guests: number;
  quote: Quote;
  prices: number[];
  /** The nights it would have more. */
  added: Stay[];
  months: StoredMonth[];
}

export interface AskedDates extends Stay {
  /** As they are where absent. */
  guests?: number | undefined;
}

/**
 * Works out what other dates cost: nights that stay keep the price they were booked at, fees, discounts and taxes are those
 * of the booking, and only nights that are added cost what they cost now. Whether those are free is not asked.
 *
 * @throws Refusal `wrong_state`, `stay_rule`, `invalid_input` where nothing would change
 */
export async function offerDates(reader: Pick<Transaction, "store"> & Partial<Transaction>, booking: StoredBooking, asked: AskedDates, now: Date): Promise<DatesOffer> {
  const { checkIn, checkOut, guests = booking.guests } = asked;
  refuseUnchangeable(booking, now);
  if (checkIn === booking.checkIn && checkOut === booking.checkOut && guests === booking.guests) {
    throw new Refusal("invalid_input", "These are the dates and guests of the stay already", { fields: [{ field: "checkIn", problem: "must be other dates or guests" }] });
  }
  const stay = { checkIn, checkOut, guests };
  const property = await readProperty(reader, booking.propertyId);
  const added = outside(booking, stay);
  if (added.length > 0 && property.status !== "listed") throw new Refusal("wrong_state", "The property takes no more bookings; the stay can only become shorter");
  checkStay(property, stay, now, booking);
  const months = await readMonths(reader, booking.propertyId, monthOf(checkIn), monthOf(checkOut));
  checkMonths(months, stay, booking);
  const prices = withBooked(booking, stay, nightlyPrices(months, stay));
  const offered = quote({ ...booking.terms, currency: booking.quote.currency }, prices, guests);
  const repriced = reprice({ total: booking.quote.total, policy: booking.policy }, offered.total, { ...booking.property, checkIn }, now);
  // What support has returned does not come back again.
  const difference = Math.max(repriced.difference, 0 - returnable(booking.payment));
  return { ...stay, quote: offered, prices, added, months, ...repriced, difference };
}

function withBooked(booking: StoredBooking, stay: Stay, prices: number[]): number[] {
  const booked = new Map(nightsOf(booking).map((night, index) => [night, booking.prices[index]!]));
  return nightsOf(stay).map((night, index) => booked.get(night) ?? prices[index]!);
}

function refuseUnchangeable(booking: StoredBooking, now: Date): void {
  if (booking.status !== "confirmed") throw new Refusal("wrong_state", `Only a confirmed stay gets other dates; this one is ${booking.status}`);
  if (arrivalAt(booking) <= now) throw new Refusal("wrong_state", "The stay has begun; ask support for other dates");
}
