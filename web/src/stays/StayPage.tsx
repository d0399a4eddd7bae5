import { useEffect, useRef, useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { announce } from "../parts/announce.tsx";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { NotFoundPage, Page, useHeadingAfter } from "../parts/Page.tsx";
import { StatusTag } from "../parts/StatusTag.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { useNow } from "../useNow.ts";
import { inWords, mediumNight } from "../words.ts";
import { ChangeDates } from "./ChangeDates.tsx";
import { canChangeDates } from "./changeWords.ts";
import { Confirmed } from "./Confirmed.tsx";
import { Held } from "./Held.tsx";
import { PendingChange } from "./PendingChange.tsx";
import { Refunds } from "./Refunds.tsx";
import { Requested } from "./Requested.tsx";
import { Summary } from "./Summary.tsx";
import { useBooking } from "./useBooking.ts";
import { useChangeNews } from "./useChangeNews.ts";

export function StayPage({ id }: { id: string }) {
  const [isWaiting, setWaiting] = useState(false);
  const { booking, error, again } = useBooking(id, isWaiting);
  if (booking) return <Shown key={booking.id} booking={booking} onWaiting={setWaiting} />;
  if (error instanceof Refusal) return <NotFoundPage also="the stay is another person’s" />;
  if (error) return <Page title="This stay can't be shown"><Trouble error={error} again={again} /></Page>;
  return <Page title="Loading" waiting />;
}

/** The nights can be looked for again. */
const OVER: readonly BookingView["status"][] = ["expired", "released", "cancelled", "declined", "withdrawn"];

/** What the page is about now, in a word. */
function headline(booking: BookingView, isOver: boolean): string {
  if (booking.status === "held") return isOver ? "The hold has ended" : booking.payment.status === "captured" ? "Paid, confirming" : booking.onRequest ? "Pay, and the host is asked" : "Pay to confirm your stay";
  if (booking.status === "confirmed") return "Your stay is confirmed";
  if (booking.status === "cancelled") return booking.cancelledBy === "guest" ? "You cancelled this stay" : `Cancelled by the ${booking.cancelledBy === "host" ? "host" : "service"}`;
  if (booking.status === "expired") return !booking.requestUntil ? "The hold has ended" : booking.payment.status === "failed" ? "The payment could not be taken" : "The host did not answer in time";
  if (booking.status === "released") return "You let these nights go";
  if (booking.status === "completed") return "Your stay is over";
  if (booking.status === "requested") return "Waiting for the host";
  if (booking.status === "declined") return "The host declined";
  if (booking.status === "withdrawn") return "You took the request back";
  if (booking.status === "checked_in") return "You have arrived";
  return inWords(booking.status);
}

function Shown({ booking, onWaiting }: { booking: BookingView; onWaiting: (waiting: boolean) => void }) {
  const now = useNow();
  const isOver = booking.status === "held" && booking.holdUntil !== undefined && Date.parse(booking.holdUntil) <= now;
  const [search] = useSearchParams();
  const isChanging = search.has("dates") && canChangeDates(booking, now);
  const words = headline(booking, isOver);
  const title = isChanging ? "Change your dates" : words;
  useTellChange(words);
  const { news, onTakingBack } = useChangeNews(booking);
  useHeadingAfter([title, booking.change?.awaits, news?.text].join());
  return (
    <Page title={title} className="stay" key="stay">
      <p className="lead row" data-testid="booking-status" data-status={booking.status} data-payment={booking.payment.status}>
        <StatusTag status={isOver ? "expired" : booking.status} /> <span>{booking.propertyTitle}, {booking.city}</span>
      </p>
      {isChanging ? <ChangeDates booking={booking} /> : (
        <div className="stay-columns">
          <div className="stay-main">
            {booking.status === "confirmed" && news && news.tone !== "spoken" && <p className={`notice ${news.tone}`} data-testid="change-news">{news.text}</p>}
            {booking.change && <PendingChange booking={booking} change={booking.change} onWaiting={onWaiting} onTakingBack={onTakingBack} />}
            <About booking={booking} isOver={isOver} onWaiting={onWaiting} />
          </div>
          <Summary booking={isOver ? { ...booking, status: "expired" } : booking} />
        </div>
      )}
      <ConnectionNotice of="/bookings" />
    </Page>
  );
}

/** What the status asks for, or says. */
function About({ booking, isOver, onWaiting }: { booking: BookingView; isOver: boolean; onWaiting: (waiting: boolean) => void }) {
  return (
    <>
      {booking.status === "held" && !isOver && <Held booking={booking} onWaiting={onWaiting} />}
      {booking.status === "requested" && <Requested booking={booking} />}
      <Refunds booking={booking} />
      {(booking.status === "confirmed" || booking.status === "checked_in") && <Confirmed booking={booking} />}
      {(isOver || OVER.includes(booking.status)) && <Again booking={booking} />}
      {booking.status === "completed" && (
        <div className="card">
          <p>You stayed from {mediumNight(booking.checkIn)} to {mediumNight(booking.checkOut)}.</p>
          <p><Link className="button" href={`/properties/${booking.propertyId}?guests=${booking.guests}`}>Stay here again</Link></p>
        </div>
      )}
    </>
  );
}

/** A change that arrives while one looks is also said; the state at the beginning is not. */
function useTellChange(title: string): void {
  const before = useRef(title);
  useEffect(() => {
    if (before.current !== title) announce(title);
    before.current = title;
  }, [title]);
}

function Again({ booking }: { booking: BookingView }) {
  return (
    <div className="card">
      <p>The nights are free for others again{booking.payment.captured > 0 ? "" : ", and nothing was charged"}. You can still have them while nobody else takes them.</p>
      <p><Link className="button" href={`/properties/${booking.propertyId}?checkIn=${booking.checkIn}&checkOut=${booking.checkOut}&guests=${booking.guests}`}>Look at these dates again</Link></p>
    </div>
  );
}
