import { formatMoney } from "../../../shared/contract/money.ts";
import type { Quote, QuoteLine } from "../../../shared/contract/quote.ts";
import { plural } from "../words.ts";

/** The service words a line once for all; here the price is written as the other amounts beside it. */
export function lineWords({ kind, label, amount }: QuoteLine, currency: string): string {
  const nights = kind === "nights" ? Number(/^(\d+) nights? ×/.exec(label)?.[1]) : Number.NaN;
  return nights > 0 ? `${plural(nights, "night")} × ${formatMoney(amount / nights, currency)}` : label;
}

export function QuoteLines({ quote, total = "Total" }: { quote: Quote; total?: string }) {
  return (
    <dl className="quote">
      {quote.lines.map((line) => (
        <div key={line.kind + line.label}>
          <dt>{lineWords(line, quote.currency)}</dt>
          <dd>{formatMoney(line.amount, quote.currency)}</dd>
        </div>
      ))}
      <div className="total">
        <dt>{total}</dt>
        <dd>{formatMoney(quote.total, quote.currency)}</dd>
      </div>
    </dl>
  );
}
