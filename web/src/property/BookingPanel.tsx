/** From chosen dates to a hold: the quote with its lines, what stands in the way, and the button. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { isUnknown } from "../../../shared/contract/client/rest.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { PublicMonth } from "../../../shared/contract/month.ts";
import type { Property } from "../../../shared/contract/property.ts";
import { type OfferedQuote, Quote } from "../../../shared/contract/quote.ts";
import type { Stay } from "../../../shared/contract/dates.ts";
import type { Choice } from "../calendar/choose.ts";
import { Gone } from "../calendar/Gone.tsx";
import { type Calendar, goneNights } from "../calendar/nights.ts";
import { GuestsField } from "../parts/GuestsField.tsx";
import { signInPath } from "../parts/Only.tsx";
import { QuoteLines } from "../parts/QuoteLines.tsx";
import { saying } from "../parts/saying.ts";
import { live, rest, session } from "../service.ts";
import { Terms } from "../stays/Terms.tsx";
import { useStore } from "../useStore.ts";
import { WishDates } from "../wishes/WishDates.tsx";
import { WishPart } from "../wishes/WishPart.tsx";
import { mediumNight, nightsCount, plural, stayDates } from "../words.ts";

interface Props {
  property: Property;
  calendar: Calendar;
  choice: Choice;
  guests: number;
  /** Changes with each change of the months: the quote is asked anew. */
  monthsVersion: string;
  loading: boolean;
  onChoice: (choice: Choice) => void;
  onGuests: (guests: number) => void;
}

export function BookingPanel({ property, calendar, choice, guests, monthsVersion, loading, onChoice, onGuests }: Props) {
  const { checkIn, checkOut } = choice;
  const stay = checkIn && checkOut ? { checkIn, checkOut } : undefined;
  const hold = useHold(property.id);
  const title = useRef<HTMLHeadingElement>(null);
  /** The button pressed goes with the choice: the focus goes to what is chosen now. */
  const choose = (next: Choice) => {
    onChoice(next);
    title.current?.focus({ preventScroll: true });
  };
  const gone = stay && !loading && !hold.isPending && !hold.isSuccess ? goneNights(calendar, stay) : [];
  return (
    <section id="panel" className="panel card" aria-labelledby="panel-title">
      <h2 id="panel-title" tabIndex={-1} ref={title}>{stay ? stayDates(stay) : "Choose your dates"}</h2>
      <p className="panel-under">
        {stay ? <>{nightsCount(stay)} · <button type="button" className="plain" onClick={() => choose({})}>Clear dates</button></>
          : checkIn ? `Arriving ${mediumNight(checkIn)}. Now the day you leave.`
          : `From ${formatMoney(property.basePrice, property.currency)} a night. Pick the day you arrive in the calendar.`}
      </p>
      <GuestsField value={guests} most={property.capacity} onChange={onGuests} />
      <p className="hint">Sleeps {plural(property.capacity, "guest")}</p>
      {stay && gone.length > 0 && <Gone calendar={calendar} stay={stay} gone={gone} onChoice={choose} />}
      {stay && gone.length > 0 && <WishPart key={`${stay.checkIn}/${stay.checkOut}`} property={property} stay={stay} guests={guests} />}
      {stay && gone.length === 0 && <Offer property={property} stay={stay} guests={guests} monthsVersion={monthsVersion} hold={hold} />}
      {!stay && <WishDates calendar={calendar} onChoice={choose} />}
    </section>
  );
}

type Hold = ReturnType<typeof useHold>;

function useHold(propertyId: string) {
  const [, go] = useLocation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ stay, guests, quote }: { stay: Stay; guests: number; quote: Quote }) =>
      rest.call("hold", { body: { propertyId, ...stay, guests, expectedTotal: quote.total } }),
    onSuccess: (booking) => {
      live.stays.accept([booking]);
      go(`/stays/${booking.id}`);
    },
    onError: (error, { stay, guests }) => {
      if (!(error instanceof Refusal)) return;
      const months = z.array(PublicMonth).safeParse(error.more["months"]);
      if (months.success) live.availability.accept(months.data);
      const quote = Quote.safeParse(error.more["quote"]);
      if (!quote.success) return;
      queries.setQueriesData({ queryKey: ["quote", propertyId, stay, guests] }, (known: OfferedQuote | undefined) => known && { ...known, ...quote.data });
      // The terms have other amounts now too.
      void queries.invalidateQueries({ queryKey: ["quote", propertyId, stay, guests] });
    },
  });
}

function Offer({ property, stay, guests, monthsVersion, hold }: { property: Property; stay: Stay; guests: number; monthsVersion: string; hold: Hold }) {
  const state = useStore(session);
  const [path] = useLocation();
  const [shownFor, setShownFor] = useState("");
  const quote = useQuery({
    queryKey: ["quote", property.id, stay, guests, monthsVersion],
    queryFn: ({ signal }) => rest.call("quote", { params: { id: property.id }, query: { ...stay, guests } }, { signal }),
    placeholderData: keepPreviousData,
    // One's own hold takes the nights: asked then, the quote would be refused.
    enabled: !hold.isPending && !hold.isSuccess,
  });
  const wish = `${stay.checkIn}/${stay.checkOut}/${guests}`;
  const problem = shownFor === wish ? hold.error : null;
  if (quote.error) return <div className="notice bad" role="alert"><p>{saying(quote.error)}</p></div>;
  if (!quote.data) return <div className="quote-waiting" role="status">Working out the price …</div>;
  const { data } = quote;
  const isGuest = state.status === "signed-in" && state.user.roles.includes("guest");
  const next = `${path}?checkIn=${stay.checkIn}&checkOut=${stay.checkOut}&guests=${guests}`;
  return (
    <>
      <div className={quote.isPlaceholderData ? "ageing" : ""} aria-busy={quote.isPlaceholderData}><QuoteLines quote={data} /></div>
      <div className="offer-terms">
        <h3>If your plans change</h3>
        <Terms policy={data.policy} whole={data.total} currency={data.currency} timeZone={property.timeZone} />
      </div>
      {problem && (
        <div className="notice bad" role="alert">
          <p>{problem instanceof Refusal && problem.code === "price_changed" ? `The price has changed: it is now ${formatMoney(data.total, data.currency)}. Hold again if it suits you.` : saying(problem)}</p>
          {isUnknown(problem) && <p>Press again: you will not hold twice.</p>}
        </div>
      )}
      {isGuest ? (
        <button
          type="button"
          className="button big"
          aria-disabled={hold.isPending || quote.isPlaceholderData}
          onClick={() => {
            if (hold.isPending || quote.isPlaceholderData) return;
            setShownFor(wish);
            hold.mutate({ stay, guests, quote: data });
          }}
        >
          {hold.isPending ? "Holding …" : `Hold for ${plural(Math.max(1, Math.round(data.holdSeconds / 60)), "minute")}`}
        </button>
      ) : state.status === "signed-in" ? <p className="notice">This account can’t book. Sign out, and in again as a guest.</p>
        : <Link href={signInPath(next)} className="button big">Sign in to hold</Link>}
      <p className="hint">Nobody else can take these nights while you hold them. You pay in the next step.</p>
    </>
  );
}
