/**
 * What Stripe counts in. Its minor units are not always ours: it knows which currencies have none or three digits, gives
 * ISK and UGX two that are always 00, and gives all others two (COP, HUF or IDR, which are written without elsewhere).
 * From its page on currencies. Sent as they are, our amounts of those would be charged as a hundredth.
 */
import { Refusal } from "../../contract/errors.ts";
import { formatMoney, minorDigits } from "../../contract/money.ts";

const WITHOUT_DIGITS = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "));
const THREE_DIGITS = new Set("BHD JOD KWD OMR TND".split(" "));
const ALWAYS_WHOLE = new Set(["ISK", "UGX"]);

function digitsOf(currency: string): number {
  if (WITHOUT_DIGITS.has(currency)) return 0;
  return THREE_DIGITS.has(currency) ? 3 : 2;
}

/** Stripe's amounts of the currency are multiples of this. */
function stepOf(currency: string): number {
  if (ALWAYS_WHOLE.has(currency)) return 100;
  return THREE_DIGITS.has(currency) ? 10 : 1;
}

/** A power of ten is exact only as a whole number: to make smaller is to divide. */
function shifted(amount: number, digits: number): number {
  return digits < 0 ? amount / 10 ** -digits : amount * 10 ** digits;
}

const shiftOf = (currency: string) => digitsOf(currency) - minorDigits(currency);

/** @throws Refusal `wrong_state` where Stripe can't take exactly this: 1.234 KWD, for instance */
export function toStripe(amount: number, currency: string): number {
  const asked = shifted(amount, shiftOf(currency));
  if (Number.isSafeInteger(asked) && asked % stepOf(currency) === 0) return asked;
  throw new Refusal("wrong_state", `${formatMoney(amount, currency, "en")} can't be paid by card: the last digit must be 0`);
}

/**
 * What to return, where half of a price may be no amount of Stripe's: the next one above. What was paid is one, and so is
 * what is left of it, so that this is never more.
 */
export function toRefund(amount: number, currency: string): number {
  const step = stepOf(currency);
  return Math.ceil(shifted(amount, shiftOf(currency)) / step) * step;
}

/** A part of our unit, which only somebody's own hand at Stripe returns, counts as a whole: then never too much is returned. */
export function fromStripe(amount: number, currency: string): number {
  return Math.ceil(shifted(amount, -shiftOf(currency)));
}
