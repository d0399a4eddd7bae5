import { monthOf, type Stay } from "../contract/dates.ts";
import type { Quote } from "../contract/quote.ts";
import type { StoredMonth, StoredProperty } from "../store/documents.ts";
import { readMonths } from "../store/months.ts";
import type { Transaction } from "../store/transact.ts";
import { nightlyPrices, quote } from "./quote.ts";
import { checkMonths, checkStay } from "./stay-rules.ts";

/**
 * What a stay costs where the property's rules allow it; whether its nights are free is not asked.
 *
 * @throws Refusal `stay_rule`
 */
export async function quoteStay(
  reader: Pick<Transaction, "store"> & Partial<Transaction>,
  property: StoredProperty,
  stay: Stay & { guests: number },
  now: Date,
): Promise<{ quote: Quote; prices: number[]; months: StoredMonth[] }> {
  checkStay(property, stay, now);
  const months = await readMonths(reader, property._id, monthOf(stay.checkIn), monthOf(stay.checkOut));
  checkMonths(months, stay);
  const prices = nightlyPrices(months, stay);
  return { quote: quote(property, prices, stay.guests), prices, months };
}
