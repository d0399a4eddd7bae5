import { daysIn, dayOf, monthOf, nightsOf, type Stay } from "../contract/dates.ts";
import { formatMoney } from "../contract/money.ts";
import type { Quote, QuoteLine } from "../contract/quote.ts";
import type { StoredMonth, StoredProperty } from "../store/documents.ts";
import { priceOf } from "../views/month.ts";

/** Each night's price, in the order of the nights. The months must cover the stay. */
function nightlyPrices(months: StoredMonth[], stay: Stay): number[] {
  const byMonth = new Map(months.map((month) => [month.month, month]));
  return nightsOf(stay).map((night) => {
    const month = byMonth.get(monthOf(night));
    if (!month || dayOf(night) > daysIn(month.month)) throw new RangeError(`no month covers ${night}`);
    return priceOf(month, dayOf(night));
  });
}

/** Nights of one price are one line, in the order in which the prices first come. */
function nightLines(prices: number[], currency: string): QuoteLine[] {
  const counts = new Map<number, number>();
  for (const price of prices) counts.set(price, (counts.get(price) ?? 0) + 1);
  return [...counts].map(([price, count]) => ({
    kind: "nights",
    label: `${count} ${count === 1 ? "night" : "nights"} × ${formatMoney(price, currency, "en")}`,
    amount: price * count,
  }));
}

/** What the stay costs, in minor units of the property's currency. Says nothing about whether it can be had. */
export function quote(property: Pick<StoredProperty, "currency" | "fees">, months: StoredMonth[], stay: Stay): Quote {
  const { currency, fees } = property;
  const lines = nightLines(nightlyPrices(months, stay), currency);
  if (fees.cleaning > 0) lines.push({ kind: "cleaning", label: "Cleaning", amount: fees.cleaning });
  return { currency, lines, total: lines.reduce((sum, { amount }) => sum + amount, 0) };
}
