import type { BookingView } from "../../../shared/contract/booking.ts";

/** What a booking is to be paid for just now: the stay itself, or what other dates cost more. */
export interface Due {
  /** Tells one payment of a booking from the next. */
  name: string;
  amount: number;
  currency: string;
  /** Why the latest try failed, where it did. */
  problem: string | undefined;
  /** Whether the bank waits for the guest; `undefined` where the booking does not say. */
  asks: boolean | undefined;
}

export function dueOf({ status, payment, change, quote: { total, currency } }: BookingView): Due {
  if (status !== "held" && change) {
    const { checkIn, checkOut, guests, until, difference, problem } = change;
    return { name: [checkIn, checkOut, guests, until].join(" "), amount: difference, currency, problem, asks: undefined };
  }
  const problem = payment.status === "failed" ? (payment.problem ?? "The card was declined") : undefined;
  return { name: "stay", amount: total, currency, problem, asks: payment.status === "requires_action" };
}
