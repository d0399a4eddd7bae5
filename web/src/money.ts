/** Money as it is typed: in major units, with a point or a comma. */
import { minorDigits } from "../../shared/contract/money.ts";

/** `"12.5"` EUR → 1250. Nothing where it is no amount of that currency, or more than can be counted exactly. */
export function parseMoney(text: string, currency: string): number | undefined {
  const digits = minorDigits(currency);
  const match = /^(\d{1,14})(?:[.,](\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const fraction = match[2] ?? "";
  if (fraction.length > digits) return undefined;
  const amount = Number(match[1]) * 10 ** digits + Number(fraction.padEnd(digits, "0") || 0);
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/** 1250 EUR → `"12.50"`, for a field that can be edited. */
export function moneyText(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  return (amount / 10 ** digits).toFixed(amount % 10 ** digits === 0 ? 0 : digits);
}

/**
 * For where there is room for five signs: 118 EUR → `"118"`, 1890 NOK → `"1,890"`, 65 000 CLP → `"65K"`. Shortened as the
 * page's English does: other languages take up to nine signs for it (`1,01 Mio.`).
 */
export function shortPrice(amount: number, currency: string, locale?: string): string {
  const value = amount / 10 ** minorDigits(currency);
  if (value >= 9_999.5) return new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 }).format(value);
  return new Intl.NumberFormat(locale, { maximumFractionDigits: value < 100 ? 1 : 0 }).format(value);
}

/** 123450 EUR → `"1,234.50"`: for columns whose currency stands above them, so that points lie under points. */
export function columnMoney(amount: number, currency: string, locale?: string): string {
  const digits = minorDigits(currency);
  const written = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative" }).format(amount / 10 ** digits);
  return written.replace("-", "−");
}
