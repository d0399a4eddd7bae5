/** What a stay costs and what became of its money, in a language. A quote's own labels are English. */
import { daysBetween } from "../../../shared/contract/dates.ts";
import type { QuoteLine } from "../../../shared/contract/quote.ts";
import { shareOut } from "../../../shared/store/balances.ts";
import type { StoredBooking } from "../../../shared/store/documents.ts";
import type { Content, Price } from "./content.ts";
import type { Speech } from "./speech.ts";

type Priced = Pick<StoredBooking, "quote" | "prices" | "terms" | "guests" | "checkIn" | "checkOut">;

/** The lines of a stay's quote. What can't be said in the language keeps its label. */
export function quoteLines(stay: Priced, speech: Speech): Price[] {
  const { currency, lines } = stay.quote;
  const money = (amount: number) => speech.money(amount, currency);
  return lines.map((line, index) => ({ label: labelOf(line, index, stay, speech, money), amount: money(line.amount) }));
}

/** Nights of one price are one line, and those lines come first. */
function labelOf(line: QuoteLine, index: number, { prices, terms, guests, ...stay }: Priced, { words, percent }: Speech, money: (amount: number) => string): string {
  const { price: said } = words;
  const count = daysBetween(stay.checkIn, stay.checkOut);
  switch (line.kind) {
    case "nights": {
      const price = [...new Set(prices)][index];
      return price === undefined ? line.label : said.nights(prices.filter((one) => one === price).length, money(price));
    }
    case "discount":
      return line.label.startsWith("Monthly") ? said.monthly(percent(terms.discounts.monthly)) : said.weekly(percent(terms.discounts.weekly));
    case "extra_guests":
      return said.extraGuests(guests - terms.fees.guestsIncluded, count, money(terms.fees.extraGuest));
    case "tax": {
      const tax = terms.taxes.find(({ name }) => line.label.startsWith(`${name}, `));
      if (!tax) return line.label;
      return tax.perGuestNight === undefined ? said.tax(tax.name, percent(tax.percent ?? 0)) : said.taxPerGuest(tax.name, money(tax.perGuestNight));
    }
    case "cleaning":
    case "service":
      return said[line.kind];
  }
}

/** What a stay costs, with its sum. */
export function priceOf(booking: StoredBooking, speech: Speech): NonNullable<Content["price"]> {
  const { labels } = speech.words;
  const { quote } = booking;
  return { title: labels.price, lines: [...quoteLines(booking, speech), { label: labels.total, amount: speech.money(quote.total, quote.currency), isSum: true }] };
}

/** The same with what was paid and what came back; of a stay that did not take place, only that. */
export function receiptOf(booking: StoredBooking, speech: Speech): NonNullable<Content["price"]> {
  const { labels } = speech.words;
  const { quote, payment, status } = booking;
  const { captured, refunded, refundDue } = payment;
  const isOver = status === "completed";
  const price = priceOf(booking, speech);
  const returning = Math.max(0, refundDue - refunded);
  const kept = isOver ? captured - Math.max(refunded, refundDue) - quote.total : 0;
  const moved = [[labels.kept, Math.max(0, kept)], [labels.paid, captured], [labels.returned, -refunded], [labels.returning, -returning]] as const;
  const lines = moved.filter(([, amount]) => amount !== 0).map(([label, amount]) => ({ label, amount: speech.money(amount, quote.currency) }));
  return isOver ? { title: price.title, lines: [...price.lines, ...lines] } : { title: labels.payment, lines };
}

/** What a host earns with a stay as it stands, or would if it were paid: minor units. */
export function earningsOf({ quote, payment, status }: StoredBooking): number {
  const kept = status === "cancelled" ? payment.captured - payment.refundDue : quote.total;
  return shareOut(quote, kept).host;
}
