import { dayOf, monthOf, nightsOf, type Stay } from "../contract/dates.ts";
import { formatMoney, share } from "../contract/money.ts";
import { type Discounts, SERVICE_FEE_PERCENT } from "../contract/property.ts";
import type { Quote, QuoteLine } from "../contract/quote.ts";
import type { StoredMonth, StoredProperty } from "../store/documents.ts";
import { priceOf } from "../views/month.ts";

type Priced = Pick<StoredProperty, "currency" | "fees" | "discounts" | "taxes">;

/** Nights from which a stay counts as one of a week, or of a month. */
const WEEK = 7;
const MONTH = 28;

/** Each night's price, in the order of the nights. The months must cover the stay. */
export function nightlyPrices(months: StoredMonth[], stay: Stay): number[] {
  const byMonth = new Map(months.map((month) => [month.month, month]));
  return nightsOf(stay).map((night) => {
    const month = byMonth.get(monthOf(night));
    if (!month) throw new RangeError(`no month covers ${night}`);
    return priceOf(month, dayOf(night));
  });
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;
const sumOf = (lines: QuoteLine[]) => lines.reduce((sum, { amount }) => sum + amount, 0);

/** Nights of one price are one line, in the order in which the prices first come. */
function nightLines(prices: number[], currency: string): QuoteLine[] {
  const counts = new Map<number, number>();
  for (const price of prices) counts.set(price, (counts.get(price) ?? 0) + 1);
  return [...counts].map(([price, count]) => ({
    kind: "nights",
    label: `${plural(count, "night")} × ${formatMoney(price, currency, "en")}`,
    amount: price * count,
  }));
}

/** The longer discount takes the place of the shorter; where it is none, the shorter stays. */
function discountLines(nights: QuoteLine[], count: number, { weekly, monthly }: Discounts): QuoteLine[] {
  const [name, percent] = count >= MONTH && monthly > 0 ? ["Monthly", monthly] : count >= WEEK ? ["Weekly", weekly] : ["", 0];
  const amount = share(sumOf(nights), percent as number);
  return amount > 0 ? [{ kind: "discount", label: `${name} discount, ${percent} %`, amount: -amount }] : [];
}

function feeLines({ fees, currency }: Priced, count: number, guests: number): QuoteLine[] {
  const extra = Math.max(0, guests - fees.guestsIncluded);
  const lines: QuoteLine[] = [
    {
      kind: "extra_guests",
      label: `${plural(extra, "extra guest")} × ${plural(count, "night")} × ${formatMoney(fees.extraGuest, currency, "en")}`,
      amount: extra * count * fees.extraGuest,
    },
    { kind: "cleaning", label: "Cleaning", amount: fees.cleaning },
  ];
  return lines.filter(({ amount }) => amount > 0);
}

function taxLines({ taxes, currency }: Priced, taxed: number, guestNights: number): QuoteLine[] {
  const lines = taxes.map(({ name, percent, perGuestNight }): QuoteLine => ({
    kind: "tax",
    label: perGuestNight === undefined ? `${name}, ${percent} %` : `${name}, ${formatMoney(perGuestNight, currency, "en")} a guest and night`,
    amount: perGuestNight === undefined ? share(taxed, percent ?? 0) : perGuestNight * guestNights,
  }));
  return lines.filter(({ amount }) => amount > 0);
}

/**
 * What nights of these prices cost, in minor units of the terms' currency; every line is rounded for itself, and the total
 * is their sum. Says nothing about whether they can be had.
 */
export function quote(terms: Priced, prices: number[], guests: number): Quote {
  const { currency, discounts } = terms;
  const nights = nightLines(prices, currency);
  const discounted = [...nights, ...discountLines(nights, prices.length, discounts)];
  const ofHost = [...discounted, ...feeLines(terms, prices.length, guests)];
  const service = share(sumOf(discounted), SERVICE_FEE_PERCENT);
  const lines: QuoteLine[] = [
    ...ofHost,
    ...(service > 0 ? [{ kind: "service", label: "Service fee", amount: service } as const] : []),
    ...taxLines(terms, sumOf(ofHost), guests * prices.length),
  ];
  return { currency, lines, total: sumOf(lines) };
}
