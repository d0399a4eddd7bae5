/** What goes back to a card, and what went. Pure. */
import type { BookingView } from "../../../shared/contract/booking.ts";
import { formatMoney } from "../../../shared/contract/money.ts";

type Payment = Pick<BookingView["payment"], "captured" | "refunded" | "refundDue">;

/** What is decided and not on the card yet. What was returned by hand is more than was decided. */
export const onItsWay = ({ refunded, refundDue }: Payment): number => Math.max(0, refundDue - refunded);

/** What the guest's money is now: paid, without what goes back. */
export const paidFor = ({ captured, refunded, refundDue }: Payment): number => captured - Math.max(refunded, refundDue);

export function refundWords(payment: Payment, currency: string): { text: string; isDone: boolean }[] {
  const money = (amount: number) => formatMoney(amount, currency);
  const coming = onItsWay(payment);
  return [
    ...(payment.refunded > 0 ? [{ text: `${money(payment.refunded)} of ${money(payment.captured)} went back to your card.`, isDone: true }] : []),
    ...(coming > 0 ? [{ text: `${money(coming)} is on its way back to your card.`, isDone: false }] : []),
  ];
}
