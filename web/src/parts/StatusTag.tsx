import type { BookingStatus, PaymentStatus } from "../../../shared/contract/booking.ts";
import { inWords } from "../words.ts";

const TONE: Partial<Record<BookingStatus, string>> = { held: "lamp", confirmed: "good", checked_in: "good", requested: "lamp" };

export function StatusTag({ status }: { status: BookingStatus }) {
  return <span className={`tag ${TONE[status] ?? ""}`} data-status={status}>{inWords(status)}</span>;
}

const PAID: Record<PaymentStatus, string> = {
  none: "Not paid yet", pending: "Payment under way", requires_action: "Waiting for your confirmation", authorised: "Authorised",
  captured: "Paid", partly_refunded: "Partly refunded", refunded: "Refunded", voided: "Not charged", failed: "Payment failed", disputed: "Disputed",
};

export const paymentWords = (status: PaymentStatus) => PAID[status];
