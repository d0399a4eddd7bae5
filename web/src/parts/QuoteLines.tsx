import { formatMoney } from "../../../shared/contract/money.ts";
import type { Quote } from "../../../shared/contract/quote.ts";

export function QuoteLines({ quote }: { quote: Quote }) {
  return (
    <dl className="quote">
      {quote.lines.map(({ kind, label, amount }) => (
        <div key={kind + label}>
          <dt>{label}</dt>
          <dd>{formatMoney(amount, quote.currency)}</dd>
        </div>
      ))}
      <div className="total">
        <dt>Total</dt>
        <dd>{formatMoney(quote.total, quote.currency)}</dd>
      </div>
    </dl>
  );
}
