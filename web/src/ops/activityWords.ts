import type { Activity } from "../../../shared/contract/events.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { inWords, stayDates } from "../words.ts";

/** booking.confirmed → Booking confirmed */
export const typeWords = inWords;

/** One line about an event: what it concerns, and what its data says. */
export function activityWords({ booking, data }: Activity): string {
  const about = booking && `${booking.propertyTitle}, ${stayDates(booking)}, ${formatMoney(booking.quote.total, booking.quote.currency)}`;
  const said = Object.entries(data).flatMap(([name, value]) => {
    if (typeof value === "number" && booking && /amount|refund|total/i.test(name)) return [`${inWords(name).toLowerCase()} ${formatMoney(value, booking.quote.currency)}`];
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [`${inWords(name).toLowerCase()} ${value}`] : [];
  });
  return [about, ...said.slice(0, 4)].filter(Boolean).join(" · ");
}
