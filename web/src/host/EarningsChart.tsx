/** What one currency brought, month by month. Drawn for the eye; the table beside it says the same. */
import { Link } from "wouter";
import { formatMoney } from "../../../shared/contract/money.ts";
import { columnMoney, shortPrice } from "../money.ts";
import { monthTitle } from "../words.ts";
import { columnOf, scaleOf } from "./chart.ts";
import type { Ledger, MonthSum } from "./earnings.ts";
import { plainMonth, shortMonth } from "./earningsNames.ts";

export function EarningsChart({ ledger: { currency, months }, thisMonth }: { ledger: Ledger; thisMonth: string }) {
  const scale = scaleOf(months);
  const above = (amount: number) => `${((amount - scale.bottom) / (scale.top - scale.bottom)) * 100}%`;
  return (
    <div className="earnings-chart" aria-hidden="true">
      <div className="earnings-plot">
        {scale.ticks.map((tick) => (
          <div key={tick} className="earnings-tick" data-zero={tick === 0 || undefined} style={{ bottom: above(tick) }}><span>{signed(tick, currency)}</span></div>
        ))}
        <div className="earnings-columns">
          {months.map((sum) => (
            <div key={sum.month} className="earnings-column" title={columnWords(sum, currency)}>
              {columnOf(sum, scale).map(({ kind, bottom, height }) => <i key={kind} data-kind={kind} style={{ bottom: `${bottom}%`, height: `${height}%` }} />)}
            </div>
          ))}
        </div>
      </div>
      <div className="earnings-names">
        {months.map(({ month }, at) => (
          <div key={month} data-now={month === thisMonth || undefined}>{plainMonth(month).slice(0, 1)}<span>{plainMonth(month).slice(1)}</span>{(at === 0 || month.endsWith("-01")) && <small>{month.slice(0, 4)}</small>}</div>
        ))}
      </div>
    </div>
  );
}

const signed = (amount: number, currency: string) => (amount < 0 ? `−${shortPrice(-amount, currency)}` : shortPrice(amount, currency));

function columnWords({ month, payout, upcoming, refunded }: MonthSum, currency: string): string {
  const money = (amount: number) => formatMoney(amount, currency);
  const parts = [payout !== 0 && `${money(payout)} payout`, upcoming > 0 && `${money(upcoming)} to come`, refunded > 0 && `${money(refunded)} refunded`].filter(Boolean);
  return `${monthTitle(month)}: ${parts.join(", ") || "nothing"}`;
}

export function EarningsLegend() {
  return (
    <ul className="legend earnings-legend" aria-label="What the bars mean">
      <li><i data-kind="payout" />Payout</li>
      <li><i data-kind="upcoming" />To come, if nothing changes</li>
      <li><i data-kind="refunded" />Refunded to guests</li>
    </ul>
  );
}

/** The same in numbers. @param stated the months that have a statement */
export function EarningsTable({ ledger: { currency, months, total }, stated }: { ledger: Ledger; stated: ReadonlySet<string> }) {
  const money = (amount: number) => (amount === 0 ? <span className="soft">–</span> : columnMoney(amount, currency));
  return (
    <table className="earnings-table">
      <caption className="unseen">Payout, what is to come and what was refunded in {currency}, by month</caption>
      <thead>
        <tr><th scope="col">Month</th><th scope="col">Payout</th><th scope="col">To come</th><th scope="col">Refunded</th></tr>
      </thead>
      <tbody>
        {months.map(({ month, payout, upcoming, refunded }) => (
          <tr key={month}>
            <th scope="row">{stated.has(month) ? <Link href={`/host/earnings/${month}`} aria-label={`${monthTitle(month)}: statement`}>{shortMonth(month)}</Link> : shortMonth(month)}</th>
            <td>{money(payout)}</td><td>{money(upcoming)}</td><td>{money(refunded)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr><th scope="row">In all</th><td>{money(total.payout)}</td><td>{money(total.upcoming)}</td><td>{money(total.refunded)}</td></tr>
      </tfoot>
    </table>
  );
}
