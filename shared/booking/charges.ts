/** What becomes of a payment: taken, due back, given back. Pure. */
import type { Intent } from "../payments/payments.ts";
import type { StoredBooking } from "../store/documents.ts";
import type { StoredCharge, StoredPayment } from "../store/money-documents.ts";
import { refundAt } from "./policy.ts";

/** @returns with the sums of its charges, and as the state that they are in */
export function withCharges(payment: StoredPayment, charges: StoredCharge[]): StoredPayment {
  const sum = (of: "amount" | "refunded") => charges.reduce((total, charge) => total + charge[of], 0);
  const [captured, refunded] = [sum("amount"), sum("refunded")];
  const returned = refunded === 0 ? "captured" : refunded < captured ? "partly_refunded" : "refunded";
  return { ...payment, charges, captured, refunded, status: charges.some(({ disputed }) => disputed) ? "disputed" : returned };
}

/** Was taken: there is nothing to end any more. A stay's own intent is kept also where it is another than the one that was known. */
export function withCharge({ problem: _problem, abandoned = [], ...payment }: StoredPayment, { id, amount }: Intent): StoredPayment {
  const left = abandoned.filter((intentId) => intentId !== id);
  return withCharges({ ...payment, ...(left.length > 0 && { abandoned: left }) }, [...payment.charges, { intentId: id, amount, refunded: 0 }]);
}

/** Makes so much more of it due back, in minor units. */
export function withRefund(payment: StoredPayment, amount: number): StoredPayment {
  return amount > 0 ? { ...payment, refundDue: payment.refundDue + amount, refundOpen: true } : payment;
}

/** Nothing is taken by it any more; a worker ends it. */
export function withAbandoned(payment: StoredPayment, intentId: string | undefined): StoredPayment {
  return intentId === undefined ? payment : { ...payment, abandoned: [...(payment.abandoned ?? []), intentId] };
}

export function chargeOf({ charges }: StoredPayment, intentId: string): StoredCharge | undefined {
  return charges.find((charge) => charge.intentId === intentId);
}

/** What was taken and is not due back, in minor units. */
export function returnable({ captured, refundDue }: StoredPayment): number {
  return captured - refundDue;
}

/** What the guest's own cancelling returns at `now`, in minor units: what the policy says, and never more than there is. */
export function refundByPolicy({ policy, payment }: StoredBooking, now: Date): number {
  return Math.min(refundAt(policy, now).refund, returnable(payment));
}
