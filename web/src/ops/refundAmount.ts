/** What support can return of a booking, and an amount as it is typed. Pure. */
import type { BookingStatus, BookingView } from "../../../shared/contract/booking.ts";
import type { Case } from "../../../shared/contract/case.ts";
import { parseMoney } from "../money.ts";

type Paid = Pick<BookingView, "payment">;
type Found = Pick<Case, "kind" | "status" | "data">;

/** A bank gave a refund back, and nobody tries it again: what the provider refuses says why, and is tried. */
const isGivenBack = ({ kind, status, data }: Found) => kind === "refund_failed" && status === "open" && data["why"] === undefined;

/** What was taken and is not due back already, in minor units; what a bank gave back can be returned anew. @param cases the booking's */
export function returnable({ payment: { captured, refunded, refundDue } }: Paid, cases: readonly Found[] = []): number {
  return captured - (cases.some(isGivenBack) ? refunded : refundDue);
}

/** What is not booked yet is released, withdrawn or declined, which returns or takes nothing. */
const UNBOOKED: readonly BookingStatus[] = ["held", "requested"];

/** While a payment is disputed the bank decides about it, and refuses to return it by other ways. */
export function canRefund(booking: Paid & Pick<BookingView, "status">, cases: readonly Found[]): boolean {
  return returnable(booking, cases) > 0 && !UNBOOKED.includes(booking.status) && booking.payment.status !== "disputed";
}

/** @param most minor units @returns minor units; nothing where it is no amount of the currency, is nothing, or more than `most` */
export function readRefund(text: string, currency: string, most: number): number | undefined {
  const amount = parseMoney(text, currency);
  return amount !== undefined && amount > 0 && amount <= most ? amount : undefined;
}
