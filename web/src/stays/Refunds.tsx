import type { BookingView } from "../../../shared/contract/booking.ts";
import { refundWords } from "./refunds.ts";

/** What goes back to the guest's card, and what went. */
export function Refunds({ booking: { status, payment, quote } }: { booking: BookingView }) {
  if (status === "cancelled" && payment.captured > 0 && payment.refundDue === 0 && payment.refunded === 0) {
    return <p className="notice">No money goes back by the terms of this stay.</p>;
  }
  return refundWords(payment, quote.currency).map(({ text, isDone }) => <p key={text} className={isDone ? "notice good" : "notice lamp"}>{text}</p>);
}
