import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { announce } from "../parts/announce.tsx";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Countdown } from "../parts/Countdown.tsx";
import { NotFoundPage, Page, useHeadingAfter } from "../parts/Page.tsx";
import { QuoteLines } from "../parts/QuoteLines.tsx";
import { paymentWords, StatusTag } from "../parts/StatusTag.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { clock, live, rest } from "../service.ts";
import { useNow } from "../useNow.ts";
import { clockTime, deadline, inWords, mediumNight, nightsCount, plural, wallTime } from "../words.ts";
import { CancelDialog } from "./CancelDialog.tsx";
import { PaymentForm } from "./PaymentForm.tsx";
import { BookingPicture } from "./StaysPage.tsx";
import { Requested } from "./Requested.tsx";
import { useBooking } from "./useBooking.ts";

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
  if (booking.status === "expired") return booking.payment.status === "voided" ? "The host did not answer in time" : "The hold has ended";
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
  const title = headline(booking, isOver);
  useTellChange(title);
  useHeadingAfter(title);
  const isGone = isOver || OVER.includes(booking.status);
  return (
    <Page title={title} className="stay" key="stay">
      <p className="lead row" data-testid="booking-status" data-status={booking.status} data-payment={booking.payment.status}>
        <StatusTag status={isOver ? "expired" : booking.status} /> <span>{booking.propertyTitle}, {booking.city}</span>
      </p>
      <div className="stay-columns">
        <div className="stay-main">
          {booking.status === "held" && !isOver && <Held booking={booking} onWaiting={onWaiting} />}
          {booking.status === "requested" && <Requested booking={booking} />}
          {(booking.status === "confirmed" || booking.status === "checked_in") && <Confirmed booking={booking} />}
          {booking.payment.refunded > 0 && (
            <p className="notice good">{formatMoney(booking.payment.refunded, booking.quote.currency)} of {formatMoney(booking.payment.captured, booking.quote.currency)} went back to your card.</p>
          )}
          {booking.status === "cancelled" && booking.payment.refunded === 0 && booking.payment.captured > 0 && <p className="notice">No money goes back by the terms of this stay, or the refund is still under way.</p>}
          {isGone && <Again booking={booking} />}
          {booking.status === "completed" && (
            <div className="card">
              <p>You stayed from {mediumNight(booking.checkIn)} to {mediumNight(booking.checkOut)}.</p>
              <p><Link className="button" href={`/properties/${booking.propertyId}?guests=${booking.guests}`}>Stay here again</Link></p>
            </div>
          )}
        </div>
        <Summary booking={isOver ? { ...booking, status: "expired" } : booking} />
      </div>
      <ConnectionNotice of="/bookings" />
    </Page>
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

function Held({ booking, onWaiting }: { booking: BookingView; onWaiting: (waiting: boolean) => void }) {
  const release = useMutation({
    mutationFn: () => rest.call("release", { params: { id: booking.id } }),
    onSuccess: (released) => live.stays.accept([released]),
  });
  const isLastMinute = Date.parse(booking.holdUntil ?? "") - useNow() < 60_000;
  useEffect(() => {
    if (isLastMinute) announce("Less than a minute is left to pay");
  }, [isLastMinute]);
  return (
    <>
      {booking.holdUntil && (
        <div className="hold-clock">
          <Countdown until={booking.holdUntil} />
          <p>These nights are yours until {wallTime(booking.holdUntil)}. Nobody else can take them while you pay.</p>
        </div>
      )}
      <PaymentForm booking={booking} onWaiting={onWaiting} />
      <Trouble error={release.error} />
      <p><button type="button" className="plain" aria-disabled={release.isPending} onClick={() => release.isPending || release.mutate()}>{release.isPending ? "Releasing …" : "Release the hold"}</button> <span className="soft">if you changed your mind</span></p>
    </>
  );
}

function Confirmed({ booking }: { booking: BookingView }) {
  const [isCancelling, setCancelling] = useState(false);
  return (
    <>
      <section className="card arrival" aria-labelledby="arrival">
        <h2 id="arrival">Your arrival</h2>
        {booking.arrival ? (
          <dl className="rules">
            <div><dt>Address</dt><dd className="address">{booking.arrival.address}</dd></div>
            {booking.arrival.notes && <div><dt>How to get in</dt><dd className="address">{booking.arrival.notes}</dd></div>}
            <div><dt>Arrive</dt><dd>{mediumNight(booking.checkIn)}, <span className="whole">from {clockTime(booking.checkInFrom)}</span></dd></div>
            <div><dt>Leave</dt><dd>{mediumNight(booking.checkOut)}, <span className="whole">until {clockTime(booking.checkOutUntil)}</span></dd></div>
          </dl>
        ) : <p>The address follows.</p>}
      </section>
      <section className="card" aria-labelledby="terms">
        <h2 id="terms">If your plans change</h2>
        <ul className="terms">{termsOf(booking).map((term) => <li key={term}>{term}</li>)}</ul>
        {booking.status === "confirmed" && <button type="button" className="button quiet" onClick={() => setCancelling(true)}>Cancel this stay</button>}
      </section>
      {isCancelling && <CancelDialog booking={booking} onClose={() => setCancelling(false)} onCancelled={(cancelled) => live.stays.accept([cancelled])} />}
    </>
  );
}

/** What is left of the policy frozen with the hold, as sentences. */
function termsOf({ policy, quote, timeZone }: BookingView): string[] {
  const steps = policy.steps.filter(({ until }) => !until || Date.parse(until) > clock.now());
  return steps.map(({ until, refund }) => {
    const back = refund === 0 ? "nothing comes back" : refund >= quote.total ? "everything comes back" : `${formatMoney(refund, quote.currency)} comes back`;
    return until ? `Cancel before ${deadline(until, timeZone)}, and ${back}` : `Cancel ${steps.length > 1 ? "later" : "now or later"}, and ${back}`;
  });
}

function Again({ booking }: { booking: BookingView }) {
  return (
    <div className="card">
      <p>The nights are free for others again{booking.payment.captured > 0 ? "" : ", and nothing was charged"}. You can still have them while nobody else takes them.</p>
      <p><Link className="button" href={`/properties/${booking.propertyId}?checkIn=${booking.checkIn}&checkOut=${booking.checkOut}&guests=${booking.guests}`}>Look at these dates again</Link></p>
    </div>
  );
}

function Summary({ booking }: { booking: BookingView }) {
  return (
    <aside className="card summary" aria-label="Your stay">
      <BookingPicture booking={booking} />
      <h2><Link href={`/properties/${booking.propertyId}`}>{booking.propertyTitle}</Link></h2>
      <dl className="rules">
        <div><dt>Arrive</dt><dd>{mediumNight(booking.checkIn)}, <span className="whole">from {clockTime(booking.checkInFrom)}</span></dd></div>
        <div><dt>Leave</dt><dd>{mediumNight(booking.checkOut)}, <span className="whole">until {clockTime(booking.checkOutUntil)}</span></dd></div>
        <div><dt>Stay</dt><dd>{nightsCount(booking)}, {plural(booking.guests, "guest")}</dd></div>
        <div><dt>Payment</dt><dd>{paymentWords(booking)}</dd></div>
      </dl>
      <QuoteLines quote={booking.quote} />
      <p className="soft small">Arrival and departure on the clock of {booking.timeZone.split("/").at(-1)?.replaceAll("_", " ")}.<br />Booking number <span className="number">{booking.id}</span></p>
    </aside>
  );
}
