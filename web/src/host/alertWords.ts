import type { BookingView } from "../../../shared/contract/booking.ts";
import type { Alert } from "../../../shared/contract/events.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { plural, stayDates } from "../words.ts";
import { requestOutcome } from "./changeOutcome.ts";
import { changeText } from "./changeWords.ts";

const TITLES: Record<Alert["type"], string> = {
  "booking.requested": "A guest asks to book",
  "booking.withdrawn": "Request taken back",
  "booking.held": "Being booked now",
  "booking.confirmed": "New booking",
  "booking.cancelled": "Booking cancelled",
  "booking.expired": "Not booked: the time to pay ran out",
  "booking.released": "Not booked: the guest let go",
  "booking.change_requested": "A guest asks for other dates",
  "booking.changed": "Booking changed",
};

/** What became of other dates that were asked for. */
const OUTCOMES: Record<Exclude<ReturnType<typeof requestOutcome>, "open">, string> = {
  accepted: "Change accepted, to be paid",
  changed: TITLES["booking.changed"],
  over: "Change asked for: nothing changed",
};

/** Nights can stay as they are, and only the number of guests be another. */
function askWords({ checkIn, checkOut, change }: BookingView): string {
  return change && change.checkIn === checkIn && change.checkOut === checkOut ? "A guest asks to change the number of guests" : TITLES["booking.change_requested"];
}

function titleOf({ type, booking }: Pick<Alert, "type" | "booking">): string {
  // What the host was asked for and has not answered ends as a hold does, but for another reason.
  if (type === "booking.expired" && booking.requestUntil) return "Not booked: no answer in time";
  return type === "booking.change_requested" ? askWords(booking) : TITLES[type];
}

/** What happened, and about which stay: in one line where it is said aloud or notified, in parts where it is shown. */
export function alertWords({ type, booking }: Alert): { title: string; text: string; facts: string } {
  const { quote } = booking;
  const facts = type === "booking.change_requested" && booking.change ? changeText(booking.change) : `${stayDates(booking)} · ${plural(booking.guests, "guest")} · ${formatMoney(quote.total, quote.currency)}`;
  return { title: titleOf({ type, booking }), text: `${booking.propertyTitle}, ${facts.replaceAll(" · ", ", ")}`, facts };
}

/** What it is called by now, where the host or the guest has gone on since. @param now the booking's latest state */
export function titleNow(alert: Alert, now: BookingView): string {
  if (alert.type === "booking.requested" && now.status === "declined") return "You declined";
  const outcome = alert.type === "booking.change_requested" ? requestOutcome(alert.booking, now) : "open";
  return outcome === "open" ? titleOf(alert) : OUTCOMES[outcome];
}
