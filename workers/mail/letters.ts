/** What letters about stays say. Pure: who it is for, what it is about, and out comes the letter. */
import { daysBetween, type Night } from "../../shared/contract/dates.ts";
import { formatMoney } from "../../shared/contract/money.ts";
import type { StoredBooking, StoredProperty } from "../../shared/store/documents.ts";
import { letter, type Recipient } from "./letter.ts";
import type { Letter } from "./mailer.ts";

export function confirmationLetter(user: Recipient, booking: StoredBooking, property: StoredProperty, link: string): Letter {
  const { checkIn, checkOut, quote, property: held } = booking;
  const nights = daysBetween(checkIn, checkOut);
  return letter(user, `Confirmed: ${held.title}, ${longDate(checkIn)}`, [
    `Your stay at ${held.title} in ${held.city} is confirmed.`,
    `Check-in: ${longDate(checkIn)}, from ${held.checkInFrom}`,
    `Check-out: ${longDate(checkOut)}, until ${held.checkOutUntil} (times in ${held.timeZone})`,
    `${nights} ${nights === 1 ? "night" : "nights"}, ${booking.guests} ${booking.guests === 1 ? "guest" : "guests"}`,
    ...quote.lines.map(({ label, amount }) => `${label}: ${formatMoney(amount, quote.currency, "en")}`),
    `Paid: ${formatMoney(booking.payment.captured, quote.currency, "en")}`,
    `Address: ${property.address}`,
    ...(property.arrivalNotes ? [property.arrivalNotes] : []),
  ], { label: "See your stay", url: link });
}

export function cancellationLetter(user: Recipient, booking: StoredBooking, link: string): Letter {
  const { checkIn, quote, property: held, payment, cancelledBy } = booking;
  const by = cancelledBy === "host" ? " by its host" : cancelledBy === "support" ? " by our support" : "";
  const refund = payment.refundDue > 0 ? `${formatMoney(payment.refundDue, quote.currency, "en")} is on its way back to you.` : "Nothing is returned.";
  return letter(user, `Cancelled: ${held.title}, ${longDate(checkIn)}`, [
    `Your stay at ${held.title} in ${held.city} from ${longDate(checkIn)} was cancelled${by}.`,
    refund,
  ], { label: "See your stay", url: link });
}

/** A night has no time zone, so it is written as the day of UTC it names. */
function longDate(night: Night): string {
  return new Intl.DateTimeFormat("en", { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${night}T00:00:00Z`));
}
