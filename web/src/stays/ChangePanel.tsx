/** From other dates to a change: what they cost beside what was paid, the terms they would have, and the button. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "wouter";
import { isUnknown } from "../../../shared/contract/client/rest.ts";
import type { BookingView, DatesOffer } from "../../../shared/contract/booking.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import type { Property } from "../../../shared/contract/property.ts";
import type { Choice } from "../calendar/choose.ts";
import { Gone } from "../calendar/Gone.tsx";
import { type Calendar, goneNights } from "../calendar/nights.ts";
import { GuestsField } from "../parts/GuestsField.tsx";
import { QuoteLines } from "../parts/QuoteLines.tsx";
import { saying } from "../parts/saying.ts";
import { rest } from "../service.ts";
import { mediumNight, nightsCount, plural, stayDates } from "../words.ts";
import type { Changing } from "./ChangeDates.tsx";
import { changeLabel, differenceWords, isSameStay, type Wish } from "./changeWords.ts";
import { paidFor } from "./refunds.ts";
import { Terms } from "./Terms.tsx";

interface Props {
  booking: BookingView;
  property: Property;
  calendar: Calendar;
  choice: Choice;
  guests: number;
  /** Changes with each change of the months: the offer is asked anew. */
  monthsVersion: string;
  loading: boolean;
  change: Changing;
  onChoice: (choice: Choice) => void;
  onGuests: (guests: number) => void;
}

export function ChangePanel({ booking, property, calendar, choice: { checkIn, checkOut }, guests, monthsVersion, loading, change, onChoice, onGuests }: Props) {
  const wish = checkIn && checkOut ? { checkIn, checkOut, guests } : undefined;
  const isAsBefore = wish !== undefined && isSameStay(wish, booking);
  const title = useRef<HTMLHeadingElement>(null);
  /** The button pressed goes with the choice: the focus goes to what is chosen now. */
  const choose = (next: Choice) => {
    onChoice(next);
    title.current?.focus({ preventScroll: true });
  };
  const gone = wish && !loading && !change.isPending && !change.isSuccess ? goneNights(calendar, wish) : [];
  return (
    <section id="offer" className="panel card" aria-labelledby="offer-title">
      <h2 id="offer-title" tabIndex={-1} ref={title}>{wish ? stayDates(wish) : "Choose the new dates"}</h2>
      <p className="panel-under">
        {isAsBefore ? `${nightsCount(wish)}, as you have booked them. Choose others in the calendar.`
          : wish ? <>{nightsCount(wish)} · <button type="button" className="plain" onClick={() => choose({ checkIn: booking.checkIn, checkOut: booking.checkOut })}>Back to my dates</button></>
          : checkIn ? `Arriving ${mediumNight(checkIn)}. Now the day you leave.` : "Pick the day you arrive in the calendar."}
      </p>
      <GuestsField value={guests} most={Math.max(property.capacity, booking.guests)} onChange={onGuests} />
      <p className="hint">Sleeps {plural(property.capacity, "guest")}</p>
      {wish && gone.length > 0 && <Gone calendar={calendar} stay={wish} gone={gone} onChoice={choose} />}
      {wish && !isAsBefore && gone.length === 0 && <Offer booking={booking} wish={wish} monthsVersion={monthsVersion} change={change} />}
      <Link href={`/stays/${booking.id}`} replace className="button quiet">Keep my dates</Link>
    </section>
  );
}

function Offer({ booking, wish, monthsVersion, change }: { booking: BookingView; wish: Wish; monthsVersion: string; change: Changing }) {
  const [shownFor, setShownFor] = useState("");
  const offer = useQuery({
    queryKey: ["dates", booking.id, wish, monthsVersion, booking.version],
    queryFn: ({ signal }) => rest.call("dates", { params: { id: booking.id }, query: wish }, { signal }),
    placeholderData: keepPreviousData,
    // The change itself takes the nights: asked then, the offer would be refused.
    enabled: !change.isPending && !change.isSuccess,
  });
  const asked = `${wish.checkIn}/${wish.checkOut}/${wish.guests}`;
  const problem = shownFor === asked ? change.error : null;
  if (offer.error) return <div className="notice bad" role="alert"><p>{saying(offer.error)}</p></div>;
  if (!offer.data) return <div className="quote-waiting" role="status">Working out the price …</div>;
  const { data } = offer;
  const isReady = !change.isPending && !offer.isFetching;
  return (
    <>
      <div className={offer.isPlaceholderData ? "ageing offer" : "offer"} aria-busy={offer.isPlaceholderData}><Offered booking={booking} offer={data} /></div>
      {problem && (
        <div className="notice bad" role="alert">
          <p>{problem instanceof Refusal && problem.code === "price_changed" ? "The price has changed since you looked. Look at it again, and go on if it suits you." : saying(problem)}</p>
          {isUnknown(problem) && <p>Press again: nothing is changed or paid twice.</p>}
        </div>
      )}
      <button
        type="button"
        className="button big"
        aria-disabled={!isReady}
        onClick={() => {
          if (!isReady) return;
          setShownFor(asked);
          change.mutate({ wish, expectedDifference: data.difference });
        }}
      >
        {change.isPending ? (data.asksHost ? "Asking …" : "Changing …") : changeLabel(data, data.quote.currency)}
      </button>
      <p className="hint">{whatFollows(data)}</p>
    </>
  );
}

function whatFollows({ difference, asksHost }: DatesOffer): string {
  if (asksHost) return `Your dates stay as they are until the host agrees${difference > 0 ? "; nothing is charged before" : ""}.`;
  return difference > 0 ? "The new nights are held for you while you pay. Your dates stay as they are until then." : "Your dates are changed at once.";
}

function Offered({ booking, offer: { quote, difference, kept, policy, asksHost } }: { booking: BookingView; offer: DatesOffer }) {
  const money = (amount: number) => formatMoney(amount, quote.currency);
  const paid = paidFor(booking.payment);
  return (
    <>
      <QuoteLines quote={quote} total="New price" />
      <dl className="quote paid">
        {paid < booking.quote.total && <div><dt>Price of your dates now</dt><dd>{money(booking.quote.total)}</dd></div>}
        <div><dt>You have paid</dt><dd>{money(paid)}</dd></div>
        {paid > booking.quote.total && <div><dt>Of that the host kept for earlier dates</dt><dd>{money(paid - booking.quote.total)}</dd></div>}
        {kept > 0 && <div><dt>The host keeps, by the cancellation terms</dt><dd>{money(kept)}</dd></div>}
      </dl>
      <p className="difference" role="status">{differenceWords({ difference, asksHost }, quote.currency)}.</p>
      <div className="offer-terms">
        <h3>If your plans change again</h3>
        <Terms policy={policy} whole={paid + difference} currency={quote.currency} timeZone={booking.timeZone} />
      </div>
    </>
  );
}
