/** The parts that letters about stays are put together of. */
import type { StoredBooking } from "../../../shared/store/documents.ts";
import type { StoredChange } from "../../../shared/store/money-documents.ts";
import type { Content, Fact, Passage } from "./content.ts";
import type { Arrival, WasChanged } from "./kinds.ts";
import type { Speech } from "./speech.ts";
import type { StaySaid } from "./words/words.ts";

/** A letter's own part: what is the same in all letters joins later. */
export type Part = Pick<Content, "facts"> & Partial<Pick<Content, "passages" | "price" | "after">>;

export function said({ property, checkIn, checkOut }: StoredBooking, { day, date, dates }: Speech): StaySaid {
  const { title, city, checkInFrom, checkOutUntil } = property;
  return {
    title, city,
    day: day(checkIn), checkIn: date(checkIn), checkOut: date(checkOut), dates: dates({ checkIn, checkOut }),
    from: checkInFrom, until: checkOutUntil,
  };
}

/** When a stay begins and ends, on whose clock, and for how many. */
export function stayFacts(booking: StoredBooking, speech: Speech): Fact[] {
  const { words } = speech;
  const { labels } = words;
  const { checkIn, checkOut, from, until } = said(booking, speech);
  return [
    { label: labels.checkIn, value: checkIn, more: words.from(from) },
    { label: labels.checkOut, value: checkOut, more: words.until(until) },
    timesFact(booking, speech),
    { label: labels.guests, value: String(booking.guests) },
  ];
}

export function timesFact({ property, endsAt }: StoredBooking, { words, zone }: Speech): Fact {
  return { label: words.labels.times, value: words.localTime(property.city, zone(endsAt, property.timeZone)) };
}

/** Which nights, where it does not matter any more at what hour. */
export function datesFacts(booking: StoredBooking, speech: Speech): Fact[] {
  const { labels } = speech.words;
  const { title, dates } = said(booking, speech);
  return [{ label: labels.property, value: title }, { label: labels.dates, value: dates }, { label: labels.guests, value: String(booking.guests) }];
}

export function beforeFact({ before }: WasChanged, { words, dates }: Speech): Fact {
  return { label: words.labels.before, value: dates(before), more: words.guests(before.guests) };
}

/** What a booking is to become, and what it is. */
export function askedFacts(booking: StoredBooking, change: StoredChange, { words, dates }: Speech): Fact[] {
  const { labels, guests } = words;
  return [
    { label: labels.asked, value: dates(change), more: guests(change.guests) },
    { label: labels.now, value: dates(booking), more: guests(booking.guests) },
  ];
}

/** Where it is, and what the host says about getting in. */
export function arrival({ address, arrivalNotes }: Arrival, hostName: string, { words }: Speech): { facts: Fact[]; passages: Passage[] } {
  return {
    facts: [{ label: words.labels.address, value: address }],
    passages: arrivalNotes ? [{ title: words.notes(hostName), lines: [arrivalNotes] }] : [],
  };
}

/** What cancelling returns until when, from the booking's latest change on. */
export function terms({ policy, quote, at, property }: StoredBooking, { words, instant, money }: Speech): Passage {
  const { title, until: before, later, now } = words.terms;
  const left = policy.steps.filter(({ until }) => !until || until > at);
  const back = (refund: number) => (refund === 0 ? "nothing" : refund >= quote.total ? "all" : money(refund, quote.currency));
  const lines = left.map(({ until, refund }) => (until ? before(instant(until, property.timeZone), back(refund)) : (left.length > 1 ? later : now)(back(refund))));
  return { title, lines };
}
