import type { Alert } from "../../../shared/contract/events.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { plural, stayDates } from "../words.ts";

const TITLES: Record<Alert["type"], string> = {
  "booking.requested": "A guest asks to book",
  "booking.withdrawn": "Request taken back",
  "booking.held": "Being booked now",
  "booking.confirmed": "New booking",
  "booking.cancelled": "Booking cancelled",
  "booking.expired": "Not booked: the time to pay ran out",
  "booking.released": "Not booked: the guest let go",
};

/** What happened, and about which stay: in one line where it is said aloud or notified, in parts where it is shown. */
export function alertWords({ type, booking }: Alert): { title: string; text: string; facts: string } {
  const { quote } = booking;
  const facts = `${stayDates(booking)} · ${plural(booking.guests, "guest")} · ${formatMoney(quote.total, quote.currency)}`;
  // What the host was asked for and has not answered ends as a hold does, but for another reason.
  const title = type === "booking.expired" && booking.payment.status === "voided" ? "Not booked: no answer in time" : TITLES[type];
  return { title, text: `${booking.propertyTitle}, ${facts.replaceAll(" · ", ", ")}`, facts };
}
