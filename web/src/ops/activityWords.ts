import type { Activity } from "../../../shared/contract/events.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { inWords, stayDates } from "../words.ts";

/** booking.confirmed → Booking confirmed */
export const typeWords = inWords;

/** One line about an event: what it concerns, and what its data says. */
export function activityWords({ booking, data }: Activity): string {
  const about = booking && `${booking.propertyTitle}, ${stayDates(booking)}, ${formatMoney(booking.quote.total, booking.quote.currency)}`;
  const { currency = booking?.quote.currency, ...facts } = data;
  const said = Object.entries(facts).flatMap(([name, value]) => {
    if (typeof value === "number" && typeof currency === "string" && /amount|refund|total|price/i.test(name)) return [`${inWords(name).toLowerCase()} ${formatMoney(value, currency)}`];
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [`${inWords(name).toLowerCase()} ${value}`] : [];
  });
  return [about, ...said.slice(0, 4)].filter(Boolean).join(" · ");
}
