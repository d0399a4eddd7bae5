/** Facts of every kind of letter, of a stay in any of three time zones. */
import { addDays, instantAt, nightsOf } from "../../../shared/contract/dates.ts";
import type { Language } from "../../../shared/contract/user.ts";
import { freezePolicy } from "../../../shared/booking/policy.ts";
import { quote } from "../../../shared/booking/quote.ts";
import type { StoredBooking } from "../../../shared/store/documents.ts";
import type { StoredChange } from "../../../shared/store/money-documents.ts";
import { type LetterFacts, type LetterKind, type Sender } from "../../../workers/mail/letters/kinds.ts";

export const SENDER: Sender = { from: "Vacancy <stays@vacancy.test>", publicUrl: "https://stay.example.com" };

interface Place {
  title: string;
  city: string;
  timeZone: string;
  currency: string;
  /** Minor units. */
  price: number;
  cleaning: number;
  address: string;
  arrivalNotes: string;
  host: string;
}

export const PLACES = {
  porto: { title: "Casa da Ribeira", city: "Porto", timeZone: "Europe/Lisbon", currency: "EUR", price: 12_000, cleaning: 3_550, address: "Rua da Reboleira 12, 4050-492 Porto", arrivalNotes: "The key is at the café next door.\nRing twice, and mind the step.", host: "Ana" },
  newYork: { title: "Loft above the Bowery", city: "New York", timeZone: "America/New_York", currency: "USD", price: 21_000, cleaning: 9_000, address: "190 Bowery, New York, NY 10012", arrivalNotes: "The code of the door comes by message on the day.", host: "Marcus" },
  tokyo: { title: "A machiya in Yanaka", city: "Tokyo", timeZone: "Asia/Tokyo", currency: "JPY", price: 18_000, cleaning: 4_000, address: "Taitō-ku, Yanaka 3-10-5", arrivalNotes: "Shoes stay at the door.", host: "Haruka" },
} satisfies Record<string, Place>;

export type PlaceName = keyof typeof PLACES;

export const CHECK_IN = "2027-03-12";
export const CHECK_OUT = "2027-03-16";
const ID = "6745a1f0c3b2a19087654321";

/** A confirmed stay of four nights in March 2027, of which one costs more. */
export function stayAt(place: PlaceName, change: Partial<StoredBooking> = {}): StoredBooking {
  const { title, city, timeZone, currency, price, cleaning } = PLACES[place];
  const [checkInFrom, checkOutUntil, guests] = ["15:00", "11:00", 3];
  const booked = new Date("2027-01-20T09:00:00Z");
  const terms = { fees: { cleaning, extraGuest: price / 10, guestsIncluded: 2 }, discounts: { weekly: 10, monthly: 20 }, taxes: [{ name: "City tax", perGuestNight: price / 50 }, { name: "VAT", percent: 6 }] };
  const prices = nightsOf({ checkIn: CHECK_IN, checkOut: CHECK_OUT }).map((_, index) => (index === 1 ? price * 1.5 : price));
  const quoted = quote({ currency, ...terms }, prices, guests);
  return {
    _id: ID, propertyId: ID, guestId: ID, hostId: ID,
    status: "confirmed", version: 3, checkIn: CHECK_IN, checkOut: CHECK_OUT, guests,
    endsAt: instantAt(CHECK_OUT, checkOutUntil, timeZone),
    property: { title, city, timeZone, checkInFrom, checkOutUntil },
    terms, prices, quote: quoted,
    policy: freezePolicy("moderate", quoted.total, { checkIn: CHECK_IN, checkInFrom, timeZone }, booked),
    payment: { status: "captured", charges: [{ intentId: "in_1", amount: quoted.total, refunded: 0 }], captured: quoted.total, refunded: 0, refundDue: 0, attempt: 1 },
    createdAt: booked, at: booked,
    ...change,
  };
}

/** 19:30 UTC: 19:30 in Lisbon, 15:30 in New York (summer time began on the 14th), 04:30 of the next day in Tokyo. */
export const DEADLINE = new Date("2027-03-18T19:30:00Z");

/** As many nights, a day later. */
function changeOf({ guests, quote: quoted, prices, policy }: StoredBooking, change: Pick<StoredChange, "awaits" | "difference">): StoredChange {
  return { checkIn: addDays(CHECK_IN, 1), checkOut: addDays(CHECK_OUT, 1), guests, quote: quoted, prices, policy, kept: 0, until: DEADLINE, attempt: 2, ...change };
}

const UNSUBSCRIBE = "https://stay.example.com/api/letters/unsubscribe?token=abc.def";

/** @param recipientName of the guest, or the host */
export function factsFor(kind: LetterKind, language: Language, place: PlaceName, names = { guest: "Ada Lovelace", host: PLACES[place].host }): LetterFacts {
  const isHost = kind.startsWith("host_");
  const recipient = { name: isHost ? names.host : names.guest, email: isHost ? "host@example.com" : "ada@example.com", language };
  const { address, arrivalNotes } = PLACES[place];
  const booking = stayAt(place);
  const { total } = booking.quote;
  const link = `https://stay.example.com/stays/${ID}`;
  const unpaid = { ...booking.payment, status: "none" as const, charges: [], captured: 0 };
  const refund = Math.floor(total / 2);
  const cancelled = stayAt(place, { status: "cancelled", cancelledBy: "guest", payment: { ...booking.payment, refundDue: refund } });
  const stay = { recipient, link, booking };
  const withHost = { ...stay, hostName: names.host };
  const property = { address, arrivalNotes };
  const toHost = { recipient, link: "https://stay.example.com/host", guestName: names.guest, unsubscribe: UNSUBSCRIBE };
  const before = { checkIn: addDays(CHECK_IN, -7), checkOut: addDays(CHECK_OUT, -7), guests: 2, total: total - 5_000 };
  const change = { before, difference: 5_000 };
  switch (kind) {
    case "verification": case "reset": case "new_email": case "password_changed":
      return { kind, recipient, link: `${SENDER.publicUrl}/verify-email?token=eyJhbGciOiJIUzI1NiJ9.abc` };
    case "email_changed":
      return { kind, recipient };
    case "confirmation": case "accepted":
      return { kind, ...withHost, property };
    case "requested":
      return { kind, ...withHost, booking: { ...booking, status: "requested", requestUntil: DEADLINE, payment: unpaid } };
    case "declined":
      return { kind, ...withHost, booking: { ...booking, status: "declined", payment: unpaid } };
    case "request_expired":
      return { kind, ...withHost, booking: { ...booking, status: "expired", payment: unpaid } };
    case "not_captured":
      return { kind, ...withHost, booking: { ...booking, status: "expired", acceptedAt: booking.at, payment: { ...unpaid, status: "failed", problem: "Your card was declined" } } };
    case "change_to_pay":
      return { kind, ...withHost, booking: { ...booking, change: changeOf(booking, { awaits: "payment", difference: 5_000 }) } };
    case "change_declined":
      return { kind, ...withHost };
    case "hold_ending":
      return { kind, ...stay, unsubscribe: UNSUBSCRIBE, booking: { ...booking, status: "held", holdUntil: DEADLINE, payment: unpaid } };
    case "check_in_reminder":
      return { kind, ...withHost, property, days: 7, unsubscribe: UNSUBSCRIBE };
    case "check_out_reminder":
      return { kind, ...withHost, unsubscribe: UNSUBSCRIBE };
    case "changed":
      return { kind, ...withHost, property, change };
    case "cancelled":
      return { kind, ...stay, booking: cancelled, refund };
    case "receipt":
      return { kind, ...stay, booking: { ...booking, status: "completed" } };
    case "refunded":
      return { kind, ...stay, booking: { ...booking, payment: { ...booking.payment, refundDue: refund, refundOpen: true } }, refund };
    case "host_booked":
      return { kind, ...toHost, booking };
    case "host_requested":
      return { kind, ...toHost, booking: { ...booking, status: "requested", requestUntil: DEADLINE, payment: unpaid } };
    case "host_not_captured":
      return { kind, ...toHost, booking: { ...booking, status: "expired", acceptedAt: booking.at, payment: { ...unpaid, status: "failed", problem: "Your card was declined" } } };
    case "host_cancelled":
      return { kind, ...toHost, booking: cancelled };
    case "host_change_requested":
      return { kind, ...toHost, booking: { ...booking, change: changeOf(booking, { awaits: "host", difference: 0 }) } };
    case "host_changed":
      return { kind, ...toHost, booking, change };
    case "wish_freed":
      return { kind, recipient, link: `${SENDER.publicUrl}/properties/${ID}?checkIn=${CHECK_IN}`, unsubscribe: UNSUBSCRIBE, wish: { title: booking.property.title, city: booking.property.city, checkIn: CHECK_IN, checkOut: CHECK_OUT } };
  }
}
