/** What was paid for a stay and what came back: on the screen, and on paper. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { Refusal } from "../../../shared/contract/errors.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import type { Receipt } from "../../../shared/contract/receipt.ts";
import { NotFoundPage, Page } from "../parts/Page.tsx";
import { lineWords } from "../parts/QuoteLines.tsx";
import { statusWords } from "../parts/StatusTag.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { clock, live, rest } from "../service.ts";
import { useStore } from "../useStore.ts";
import { countryName, dayOnPaper, longNight, nightsCount, placeOfZone, plural } from "../words.ts";

export function ReceiptPage({ id }: { id: string }) {
  /** Asked anew when the booking changes, as by a refund that was made. */
  const version = useStore(live.stays.bookings).items.get(id)?.version;
  const receipt = useQuery({
    queryKey: ["receipt", id, version],
    queryFn: () => rest.call("receipt", { params: { id } }),
    placeholderData: keepPreviousData,
  });
  if (receipt.data) return <Shown receipt={receipt.data} />;
  if (receipt.isPending) return <Page title="Loading" waiting />;
  if (receipt.error instanceof Refusal && receipt.error.code === "wrong_state") return <NothingPaid id={id} />;
  if (receipt.error instanceof Refusal && receipt.error.code !== "internal") return <NotFoundPage also="the stay is another person’s" />;
  return <Page title="This receipt can't be shown"><Trouble error={receipt.error} again={() => void receipt.refetch()} /></Page>;
}

function NothingPaid({ id }: { id: string }) {
  return (
    <Page title="There is no receipt yet">
      <p className="lead">Nothing was paid for this stay. As soon as something is, its receipt is here.</p>
      <p><Link href={`/stays/${id}`} className="button">Back to the stay</Link></p>
    </Page>
  );
}

function Shown({ receipt }: { receipt: Receipt }) {
  return (
    <Page key="receipt" title="Receipt" heading={<><span className="on-paper">Vacancy · </span>Receipt</>} className="receipt">
      <div className="row spread on-screen">
        <Link href={`/stays/${receipt.bookingId}`}>Back to the stay</Link>
        <button type="button" className="button" onClick={() => window.print()}>Print</button>
      </div>
      <article className="card receipt-sheet" aria-label="Receipt">
        <header className="receipt-head">
          <p>Booking <span className="number">{receipt.bookingId}</span></p>
          <p>{statusWords(receipt.status)}</p>
        </header>
        <Parties receipt={receipt} />
        <Price receipt={receipt} />
        <Movements receipt={receipt} />
        <Sums receipt={receipt} />
        <p className="soft small">As of {dayOnPaper(new Date(clock.now()).toISOString(), receipt.timeZone)}. Amounts in {receipt.quote.currency}; dates are those of {placeOfZone(receipt.timeZone)}.</p>
      </article>
    </Page>
  );
}

function Parties({ receipt }: { receipt: Receipt }) {
  const where = [receipt.address, receipt.city, countryName(receipt.country)].filter(Boolean).join(", ");
  return (
    <dl className="rules receipt-parties">
      <div><dt>Guest</dt><dd>{receipt.guestName}</dd></div>
      <div><dt>Host</dt><dd>{receipt.hostName}</dd></div>
      <div><dt>Place</dt><dd>{receipt.propertyTitle}<br /><span className="soft">{where}</span></dd></div>
      <div><dt>Arrival</dt><dd>{longNight(receipt.checkIn)}</dd></div>
      <div><dt>Departure</dt><dd>{longNight(receipt.checkOut)}</dd></div>
      <div><dt>Stay</dt><dd>{nightsCount(receipt)}, {plural(receipt.guests, "guest")}</dd></div>
    </dl>
  );
}

function Price({ receipt: { quote, kept } }: { receipt: Receipt }) {
  const money = (amount: number) => formatMoney(amount, quote.currency);
  return (
    <table className="sums">
      <caption>Price of the stay</caption>
      <thead className="unseen"><tr><th scope="col">What</th><th scope="col">Amount</th></tr></thead>
      <tbody>
        {quote.lines.map((line) => <tr key={line.kind + line.label}><th scope="row">{lineWords(line, quote.currency)}</th><td>{money(line.amount)}</td></tr>)}
        {kept > 0 && <tr><th scope="row">Kept by the host after changes of dates, by the cancellation terms</th><td>{money(kept)}</td></tr>}
      </tbody>
      <tfoot><tr><th scope="row">Total</th><td>{money(quote.total + kept)}</td></tr></tfoot>
    </table>
  );
}

function Movements({ receipt: { movements, quote, timeZone } }: { receipt: Receipt }) {
  return (
    <table className="sums">
      <caption>Payments and refunds</caption>
      <thead><tr><th scope="col">Date</th><th scope="col">What</th><th scope="col">Amount</th></tr></thead>
      <tbody>
        {movements.map(({ at, kind, amount }, index) => (
          <tr key={index}>
            <th scope="row" className="dated">{dayOnPaper(at, timeZone)}</th>
            <td>{kind === "payment" ? "Payment by card" : "Refund to the card"}</td>
            <td>{formatMoney(kind === "payment" ? amount : -amount, quote.currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sums({ receipt: { paid, refunded, refundDue, quote } }: { receipt: Receipt }) {
  const money = (amount: number) => formatMoney(amount, quote.currency);
  return (
    <table className="sums">
      <caption>In all</caption>
      <tbody>
        <tr><th scope="row">Paid</th><td>{money(paid)}</td></tr>
        {refunded > 0 && <tr><th scope="row">Went back to the card</th><td>{money(-refunded)}</td></tr>}
        {refundDue > 0 && <tr><th scope="row">On its way back to the card</th><td>{money(-refundDue)}</td></tr>}
      </tbody>
      <tfoot><tr><th scope="row">{refundDue > 0 ? "Net paid, once it is back" : "Net paid"}</th><td>{money(paid - refunded - refundDue)}</td></tr></tfoot>
    </table>
  );
}
