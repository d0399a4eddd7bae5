/**
 * What Stripe counts in. It keeps to ISO 4217, as we do, but for a few, by its page on currencies: ISK and UGX have two
 * digits there that are always 00, MGA has none, and of three digits it knows five currencies, whose last is always 0. Sent
 * as they are, our amounts of those would be charged as a hundredth or a hundredfold, or not at all.
 */
import { Refusal } from "../../contract/errors.ts";
import { formatMoney, minorDigits } from "../../contract/money.ts";

const OTHER_DIGITS = new Map([["ISK", 2], ["UGX", 2], ["MGA", 0]]);

/** Stripe's amounts of the currency are multiples of this. */
const STEPS = new Map([["ISK", 100], ["UGX", 100], ...["BHD", "JOD", "KWD", "OMR", "TND"].map((currency) => [currency, 10] as const)]);

const stepOf = (currency: string) => STEPS.get(currency) ?? 1;

/** How many digits more than we Stripe writes. */
const shiftOf = (currency: string) => (OTHER_DIGITS.get(currency) ?? minorDigits(currency)) - minorDigits(currency);

/** A power of ten is exact only as a whole number: to make smaller is to divide. */
function shifted(amount: number, digits: number): number {
  return digits < 0 ? amount / 10 ** -digits : amount * 10 ** digits;
}

/** IQD or LYD: Stripe's page doesn't say in what it would count them, and a guess may take ten times the price. */
const isUncertain = (currency: string) => minorDigits(currency) > 2 && !STEPS.has(currency);

/** @throws Refusal `wrong_state` where Stripe can't take exactly this: 1.234 KWD, for instance, or any IQD */
export function toStripe(amount: number, currency: string): number {
  if (isUncertain(currency)) throw new Refusal("wrong_state", `${currency} can't be paid by card`);
  const asked = shifted(amount, shiftOf(currency));
  if (Number.isSafeInteger(asked) && asked % stepOf(currency) === 0) return asked;
  throw new Refusal("wrong_state", `${formatMoney(amount, currency, "en")} can't be paid by card: its last digits must be 0`);
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
