import "../style/earnings.css";
import "../style/earnings-chart.css";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link, useSearchParams } from "wouter";
import { localDate, monthOf } from "../../../shared/contract/dates.ts";
import { COMMISSION_PERCENT, type Earnings } from "../../../shared/contract/earnings.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { clock, live, rest } from "../service.ts";
import { monthTitle, plural } from "../words.ts";
import { EarningsChart, EarningsLegend, EarningsTable } from "./EarningsChart.tsx";
import { type Ledger, ledgersOf, type Period, periodOf, statementsOf, yearsAround } from "./earnings.ts";
import { currencyName, shortMonth } from "./earningsNames.ts";

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const earningsQuery = (period: Period) => ({
  queryKey: ["host-earnings", period],
  queryFn: () => rest.call("hostEarnings", { query: period }),
});

export default function EarningsPage() {
  const [search] = useSearchParams();
  const year = search.get("year");
  const thisMonth = monthOf(localDate(new Date(clock.now()), here));
  const period = periodOf(year, thisMonth);
  // While another year is read, the one before stays in sight.
  const read = useQuery({ ...earningsQuery(period), placeholderData: (before) => before });
  const { refetch } = read;
  // A booking that comes, changes or goes changes what is to come.
  useEffect(() => live.hosting.onRing(() => void refetch()), [refetch]);
  if (read.isPending) return <Page title="Loading" waiting />;
  const ledgers = read.data && ledgersOf(read.data, period);
  return (
    <Page key="earnings" title="Earnings" className="earnings">
      <Years thisMonth={thisMonth} period={period} />
      <Trouble error={read.error} again={() => void refetch()} />
      {ledgers?.length === 0 && <p className="empty">Nothing earned and nothing to come from {monthTitle(period.from)} to {monthTitle(period.to)}.</p>}
      {ledgers && ledgers.length > 0 && (
        <>
          <EarningsLegend />
          <div className="earnings-ledgers" aria-busy={read.isPlaceholderData}>
            {ledgers.map((ledger) => <LedgerCard key={ledger.currency} ledger={ledger} thisMonth={thisMonth} isAlone={ledgers.length === 1} earnings={read.data} />)}
          </div>
          <Statements earnings={read.data} />
        </>
      )}
      <ConnectionNotice of="/host" />
    </Page>
  );
}

function Years({ thisMonth, period }: { thisMonth: string; period: Period }) {
  const isYear = period.from.endsWith("-01") && period.to.endsWith("-12");
  const links = [{ href: "/host/earnings", label: "Around now", isNow: !isYear }, ...yearsAround(thisMonth, period.from).map((one) => ({ href: `/host/earnings?year=${one}`, label: one, isNow: isYear && period.from.startsWith(one) }))];
  return (
    <div className="row spread earnings-head">
      <nav className="tabs" aria-label="Time">
        {links.map(({ href, label, isNow }) => <Link key={href} href={href} aria-current={isNow ? "true" : undefined}>{label}</Link>)}
      </nav>
      <p className="soft" aria-live="polite">{monthTitle(period.from)} to {monthTitle(period.to)}</p>
    </div>
  );
}

function LedgerCard({ ledger, thisMonth, isAlone, earnings }: { ledger: Ledger; thisMonth: string; isAlone: boolean; earnings: Earnings }) {
  const { currency, total } = ledger;
  const money = (amount: number) => formatMoney(amount, currency);
  const stated = new Set(statementsOf(earnings).map(({ month }) => month));
  return (
    <section className="card earnings-ledger" aria-labelledby={`in-${currency}`} data-currency={currency}>
      <h2 id={`in-${currency}`}>{currencyName(currency)} <span className="soft">{currency}</span></h2>
      <dl className="earnings-totals">
        <div><dt>Payout</dt><dd>{money(total.payout)}</dd></div>
        <div><dt>To come</dt><dd>{money(total.upcoming)}</dd></div>
        <div><dt>Refunded</dt><dd>{money(total.refunded)}</dd></div>
      </dl>
      <EarningsChart ledger={ledger} thisMonth={thisMonth} />
      <details open={isAlone}>
        <summary>In numbers<span className="unseen">: {currencyName(currency)}, month by month</span></summary>
        <EarningsTable ledger={ledger} stated={stated} />
      </details>
    </section>
  );
}

function Statements({ earnings }: { earnings: Earnings }) {
  const months = statementsOf(earnings);
  return (
    <section className="earnings-statements" aria-labelledby="statements">
      <h2 id="statements">Statements</h2>
      <p className="soft">A stay is earned in the month in which it ends, or in which it is cancelled and money stays with you. Of what you earn before taxes, {COMMISSION_PERCENT} % is our commission; taxes are passed on to you, who owe them.</p>
      {months.length === 0 && <p className="empty">Nothing has been earned yet in these months.</p>}
      <ul role="list">
        {months.map(({ month, statements }) => (
          <li key={month} className="card whole-link row head base">
            <div>
              <h3><Link href={`/host/earnings/${month}`} aria-label={`Statement of ${monthTitle(month)}`}>{shortMonth(month)}</Link></h3>
              <p className="soft small">{plural(statements.reduce((count, { stays }) => count + stays.length, 0), "stay")}</p>
            </div>
            <p className="earnings-amounts">{statements.map(({ currency, payout }) => <span key={currency}>{formatMoney(payout, currency)}</span>)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
