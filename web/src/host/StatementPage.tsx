/** One month as it is kept: on the page and on paper. */
import "../style/earnings.css";
import "../style/statement.css";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { addMonths, localDate, Month, monthOf } from "../../../shared/contract/dates.ts";
import { COMMISSION_PERCENT, type EarnedStay, type Earnings, type EarningsMonth } from "../../../shared/contract/earnings.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { columnMoney } from "../money.ts";
import { NotFoundPage, Page } from "../parts/Page.tsx";
import { StatusTag } from "../parts/StatusTag.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { clock, session } from "../service.ts";
import { useMedia } from "../useMedia.ts";
import { useStore } from "../useStore.ts";
import { dayAndTime, monthTitle, plural, shortId, stayDates } from "../words.ts";
import { earningsQuery } from "./EarningsPage.tsx";
import { statementsOf } from "./earnings.ts";
import { currencyName } from "./earningsNames.ts";

export default function StatementPage({ month }: { month: string }) {
  return Month.safeParse(month).success ? <Statement month={month} /> : <NotFoundPage />;
}

function Statement({ month }: { month: Month }) {
  const state = useStore(session);
  const read = useQuery(earningsQuery({ from: month, to: month }));
  if (read.isPending) return <Page title="Loading" waiting />;
  const statements = (read.data && statementsOf(read.data)[0]?.statements) ?? [];
  const isRunning = month >= monthOf(localDate(new Date(clock.now()), "UTC"));
  return (
    <Page key={month} title={`Statement, ${monthTitle(month)}`} className="statement-page">
      <div className="row spread">
        <p className="lead">{state.status === "signed-in" && state.user.name}<span className="on-paper"> · Vacancy, {dayAndTime(new Date(clock.now()).toISOString())}</span></p>
        <div className="row">
          <Link className="turn" href={`/host/earnings/${addMonths(month, -1)}`} aria-label={`Statement of ${monthTitle(addMonths(month, -1))}`}>‹</Link>
          <Link className="turn" href={`/host/earnings/${addMonths(month, 1)}`} aria-label={`Statement of ${monthTitle(addMonths(month, 1))}`}>›</Link>
          {statements.length > 0 && <button type="button" className="button quiet" onClick={() => window.print()}>Print</button>}
        </div>
      </div>
      <Trouble error={read.error} again={() => void read.refetch()} />
      {isRunning && statements.length > 0 && <p className="notice lamp">The month is not over: more may come.</p>}
      {read.data && statements.length === 0 && <p className="empty">Nothing {isRunning ? "has been" : "was"} earned in {monthTitle(month)}{isRunning ? " yet" : ""}.</p>}
      {statements.map((statement) => <InCurrency key={statement.currency} statement={statement} />)}
      {read.data && <ToCome upcoming={read.data.upcoming} />}
      <p className="soft small">Payout = earned − commission of {COMMISSION_PERCENT} % + taxes, which are passed on to you. Below zero is what went back to a guest of what you had earned before.</p>
      <p><Link href="/host/earnings">All earnings</Link></p>
    </Page>
  );
}

function ToCome({ upcoming }: Pick<Earnings, "upcoming">) {
  if (upcoming.length === 0) return null;
  return <p>Still to come in this month, if nothing changes: {upcoming.map(({ currency, stays, payout }) => `${formatMoney(payout, currency)} from ${plural(stays, "stay")}`).join(", ")}.</p>;
}

const COLUMNS = [["earned", "Earned"], ["commission", "Commission"], ["taxes", "Taxes"], ["payout", "Payout"]] as const;

function InCurrency({ statement }: { statement: EarningsMonth }) {
  const { currency, stays, refunded } = statement;
  const title = `in-${currency}`;
  // Where there is no room beside the amounts, the stay stands above them.
  const isWide = useMedia("(min-width: 46rem)");
  return (
    <section className="card statement" aria-labelledby={title} data-currency={currency}>
      <h2 id={title}>{currencyName(currency)} <span className="soft">{currency}</span></h2>
      <table className="statement-table" data-wide={isWide} aria-labelledby={title}>
        <thead>
          <tr>{isWide && <th scope="col">Stay</th>}{COLUMNS.map(([name, label]) => <th key={name} scope="col">{label}</th>)}</tr>
        </thead>
        {stays.map((stay, at) => (
          <tbody key={`${stay.bookingId}-${at}`} data-booking={stay.bookingId}>
            <Line isWide={isWide} amounts={stay} currency={currency}><StayWords stay={stay} /></Line>
          </tbody>
        ))}
        <tfoot>
          <Line isWide={isWide} amounts={statement} currency={currency}>{plural(stays.length, "stay")}</Line>
        </tfoot>
      </table>
      {refunded > 0 && <p>Refunded to guests in this month: <strong>{formatMoney(refunded, currency)}</strong></p>}
    </section>
  );
}

function StayWords({ stay }: { stay: EarnedStay }) {
  return (
    <>
      <strong>{stay.guestName}</strong>{stay.status !== "completed" && <> <StatusTag status={stay.status} /></>}<br />
      {stay.propertyTitle}<br />
      <span className="soft small">{stayDates(stay)} · {shortId(stay.bookingId)}</span>
    </>
  );
}

type Amounts = Pick<EarnedStay, "earned" | "commission" | "taxes" | "payout">;

function Line({ isWide, amounts, currency, children }: { isWide: boolean; amounts: Amounts; currency: string; children: ReactNode }) {
  // Commission is what goes off: so it is written.
  const written = { ...amounts, commission: 0 - amounts.commission };
  const cells = COLUMNS.map(([name]) => <td key={name} data-name={name} data-below={(name !== "commission" && written[name] < 0) || undefined}>{columnMoney(written[name], currency)}</td>);
  if (isWide) return <tr><th scope="row">{children}</th>{cells}</tr>;
  return (
    <>
      <tr><th scope="rowgroup" colSpan={COLUMNS.length}>{children}</th></tr>
      <tr>{cells}</tr>
    </>
  );
}
