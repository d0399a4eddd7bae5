/** Other dates, or another number of guests, that a guest asks for: in words for the host. Pure. */
import type { BookingView, PendingChange } from "../../../shared/contract/booking.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { nightsCount, plural, stayDates } from "../words.ts";

type Sight = Pick<BookingView, "checkIn" | "checkOut" | "guests">;

const sightOf = (one: Sight) => `${stayDates(one)} · ${nightsCount(one)} · ${plural(one.guests, "guest")}`;

/** How it is, how it would be, and what that comes to. */
export function changeLines(booking: Pick<BookingView, "checkIn" | "checkOut" | "guests" | "quote">, change: PendingChange): { label: string; text: string }[] {
  const { currency } = booking.quote;
  return [
    { label: "Now", text: sightOf(booking) },
    { label: "Asked for", text: sightOf(change) },
    { label: "Difference", text: differenceText(change.difference, currency) },
  ];
}

function differenceText(difference: number, currency: string): string {
  if (difference === 0) return "None, the price stays the same";
  const money = formatMoney(Math.abs(difference), currency);
  return difference > 0 ? `${money} more, for the guest to pay` : `${money} less, which goes back to the guest`;
}

/** In one line: for an alert, and for the ear. */
export function changeText(change: PendingChange): string {
  const { difference, quote } = change;
  const money = difference === 0 ? "the same price" : `${formatMoney(Math.abs(difference), quote.currency)} ${difference > 0 ? "more" : "less"}`;
  return `${stayDates(change)} · ${plural(change.guests, "guest")} · ${money}`;
}
