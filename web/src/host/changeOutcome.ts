/** What became of other dates that a guest asked for. Pure. */
import type { BookingView } from "../../../shared/contract/booking.ts";

type Sight = Pick<BookingView, "checkIn" | "checkOut" | "guests">;

/** @param asked as it rang @param now the booking's latest state */
export function requestOutcome(asked: BookingView, now: BookingView): "open" | "accepted" | "changed" | "over" {
  const wanted = asked.change;
  if (now.change && (!wanted || isSameStay(now.change, wanted))) return now.change.awaits === "host" ? "open" : "accepted";
  return wanted && isSameStay(now, wanted) ? "changed" : "over";
}

const isSameStay = (a: Sight, b: Sight) => a.checkIn === b.checkIn && a.checkOut === b.checkOut && a.guests === b.guests;
