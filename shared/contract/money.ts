/** Money is a whole number of minor units beside a currency: 1250 EUR is 12.50, 1250 JPY is 1250, 1250 KWD is 1.250. */
import { z } from "zod";

/** What one property may ask or one booking may cost at most, in minor units: far below what a double holds exactly. */
const MOST = 1_000_000_000;

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be a currency like EUR")
  .refine((code) => CURRENCIES.has(code), "is not a currency this service knows")
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

/**
 * A share of an amount in whole minor units, halves away from zero. `percent` has two decimals at most, so the product is
 * a whole number that a double holds exactly.
 */
export function share(amount: number, percent: number): number {
  const exact = Math.abs(amount) * Math.round(percent * 100);
  return Math.sign(amount) * Math.floor((exact + 5000) / 10_000);
}

/** How many digits the currency has after its point: EUR two, JPY none, KWD three. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

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
