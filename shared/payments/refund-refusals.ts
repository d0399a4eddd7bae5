/** Why money can't be returned, in the same words whoever the provider is. */
import { Refusal } from "../contract/errors.ts";
import { formatMoney } from "../contract/money.ts";
import type { Intent } from "./payments.ts";

export const nothingTaken = () => new Refusal("wrong_state", "Nothing was taken of this payment, so nothing of it can be returned");

/** Also of one that the cardholder has won: the bank has given the money back then. */
export const disputedAlready = () => new Refusal("wrong_state", "The cardholder has asked this payment back through the bank, so it can't be returned from here too");

export const leftOf = ({ captured, refunded }: Intent) => captured - refunded;

export const allReturned = () => new Refusal("wrong_state", "All of this payment has been returned already");

export function moreThanLeft(intent: Intent): Refusal {
  const left = leftOf(intent);
  return left > 0 ? new Refusal("wrong_state", `No more than ${formatMoney(left, intent.currency, "en")} of this payment is left to return`) : allReturned();
}
