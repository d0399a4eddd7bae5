import type { BookingStatus, BookingView, PaymentStatus } from "../../../shared/contract/booking.ts";
import { inWords } from "../words.ts";

const TONE: Partial<Record<BookingStatus, string>> = { held: "lamp", confirmed: "good", checked_in: "good", requested: "lamp" };

/** Where the name of the status alone would puzzle. */
const WORDS: Partial<Record<BookingStatus, string>> = { expired: "Ran out", released: "Let go", withdrawn: "Taken back" };

export const statusWords = (status: BookingStatus): string => WORDS[status] ?? inWords(status);

export function StatusTag({ status }: { status: BookingStatus }) {
  return <span className={`tag ${TONE[status] ?? ""}`} data-status={status}>{statusWords(status)}</span>;
}

const PAID: Record<PaymentStatus, string> = {
  none: "Not paid yet", pending: "Not paid yet", requires_action: "Waiting for confirmation", authorised: "Authorised",
  captured: "Paid", partly_refunded: "Partly refunded", refunded: "Refunded", voided: "Not charged", failed: "Payment failed", disputed: "Disputed",
};

/** What has come to nothing is not “to be paid” any more. */
const OVER: readonly BookingStatus[] = ["released", "expired", "declined", "withdrawn", "cancelled"];

export function paymentWords({ status, payment }: Pick<BookingView, "status" | "payment">): string {
  const isUnpaid = payment.status === "none" || payment.status === "pending" || payment.status === "requires_action" || payment.status === "failed";
  if (payment.refundDue > payment.refunded) return "Refund under way";
  return isUnpaid && OVER.includes(status) ? "Nothing charged" : PAID[payment.status];
}
