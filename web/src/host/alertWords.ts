import type { Alert } from "../../../shared/contract/events.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { plural, stayDates } from "../words.ts";

const TITLES: Record<Alert["type"], string> = {
  "booking.held": "Somebody is booking",
  "booking.confirmed": "New booking",
  "booking.cancelled": "Booking cancelled",
  "booking.expired": "Hold ended without payment",
  "booking.released": "Hold let go",
};

export function alertWords({ type, booking }: Alert): { title: string; text: string } {
  const { quote } = booking;
  return {
    title: TITLES[type],
    text: `${booking.propertyTitle}, ${stayDates(booking)}, ${plural(booking.guests, "guest")}, ${formatMoney(quote.total, quote.currency)}`,
  };
}
