/** Money is a whole number of minor units beside a currency: 1250 EUR is 12.50, 1250 JPY is 1250, 1250 KWD is 1.250. */
import { z } from "zod";
import { CURRENCIES, DIGITS } from "./currencies.ts";

/** What one property may ask or one booking may cost at most, in minor units: far below what a double holds exactly. */
const MOST = 100_000_000_000;

const KNOWN = new Set(CURRENCIES);

export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be a currency like EUR")
  .refine((code) => KNOWN.has(code), "is not a currency this service knows")
  .meta({ id: "Currency", description: "An ISO 4217 code", example: "EUR" });

export const Amount = z
  .int()
  .min(0)
  .max(MOST)
  .meta({ id: "Amount", description: "Minor units of the currency beside it", example: 12500 });

/** What a whole stay costs, and what moves because of it: many nights at the dearest price. */
export const Total = z
  .int()
  .min(0)
  .max(MOST * 100)
  .meta({ id: "Total", description: "Minor units of the currency beside it", example: 45000 });

/** What a total is made up of. */
export const Change = z
  .int()
  .min(-MOST * 100)
  .max(MOST * 100)
  .meta({ id: "Change", description: "Minor units of the currency beside it, with a sign", example: -4500 });

/** A share of an amount in whole minor units, halves away from zero, worked out exactly. `percent` has two decimals at most. */
export function share(amount: number, percent: number): number {
  const exact = BigInt(Math.abs(amount)) * BigInt(Math.round(percent * 100));
  return Math.sign(amount) * Number((exact + 5000n) / 10_000n);
}

/** How many digits the currency has after its point, by ISO 4217: EUR two, JPY none, KWD three. */
export function minorDigits(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}

/** @param locale of signs and spaces; how many digits there are, it has no say in */
export function formatMoney(amount: number, currency: string, locale?: string): string {
  const digits = minorDigits(currency);
  const value = amount / 10 ** digits;
  const whole = Number.isInteger(value);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(value);
}
