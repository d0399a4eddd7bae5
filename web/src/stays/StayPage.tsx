import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { announce } from "../parts/announce.tsx";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Countdown } from "../parts/Countdown.tsx";
import { NotFoundPage, Page } from "../parts/Page.tsx";
import { QuoteLines } from "../parts/QuoteLines.tsx";
import { paymentWords, StatusTag } from "../parts/StatusTag.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { live, rest } from "../service.ts";
import { useNow } from "../useNow.ts";
import { dayAndTime, inWords, mediumNight, nightsCount, plural, wallTime } from "../words.ts";
import { CancelDialog } from "./CancelDialog.tsx";
import { PaymentForm } from "./PaymentForm.tsx";
import { BookingPicture } from "./StaysPage.tsx";
import { useBooking } from "./useBooking.ts";

export function StayPage({ id }: { id: string }) {
  const [isWaiting, setWaiting] = useState(false);
  const { booking, error, again } = useBooking(id, isWaiting);
  if (booking) return <Shown key={booking.id} booking={booking} onWaiting={setWaiting} />;
  if (error instanceof Refusal) return <NotFoundPage />;
  if (error) return <Page title="This stay can't be shown"><Trouble error={error} again={again} /></Page>;
  return <Page title="Loading" waiting />;
}

/** What the page is about now, in a word. */
function headline(booking: BookingView, isOver: boolean): string {
  if (booking.status === "held") return isOver ? "The hold has ended" : booking.payment.status === "captured" ? "Paid, confirming" : "Pay to confirm your stay";
  if (booking.status === "confirmed") return "Your stay is confirmed";
  if (booking.status === "cancelled") return booking.cancelledBy === "guest" ? "You cancelled this stay" : `Cancelled by the ${booking.cancelledBy === "host" ? "host" : "service"}`;
  if (booking.status === "expired") return "The hold has ended";
  if (booking.status === "released") return "You let these nights go";
  return inWords(booking.status);
}

function Shown({ booking, onWaiting }: { booking: BookingView; onWaiting: (waiting: boolean) => void }) {
  const now = useNow();
  const isOver = booking.status === "held" && booking.holdUntil !== undefined && Date.parse(booking.holdUntil) <= now;
  const title = headline(booking, isOver);
  useTellChange(title);
  const isGone = isOver || booking.status === "expired" || booking.status === "released";
  return (
    <Page title={title} className="stay" key="stay">
      <p className="lead row" data-testid="booking-status" data-status={booking.status} data-payment={booking.payment.status}>
        <StatusTag status={booking.status} /> {booking.propertyTitle}, {booking.city}
      </p>
      <div className="stay-columns">
        <div className="stay-main">
          {booking.status === "held" && !isOver && <Held booking={booking} onWaiting={onWaiting} />}
          {booking.status === "confirmed" && <Confirmed booking={booking} />}
          {isGone && <Again booking={booking} />}
          {booking.payment.refunded > 0 && (
            <p className="notice good">{formatMoney(booking.payment.refunded, booking.quote.currency)} of {formatMoney(booking.payment.captured, booking.quote.currency)} went back to your card.</p>
          )}
          {booking.status === "cancelled" && booking.payment.refunded === 0 && booking.payment.captured > 0 && <p className="notice">No money goes back by the terms of this stay, or the refund is still under way.</p>}
        </div>
        <Summary booking={booking} />
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
      <p><button type="button" className="plain" disabled={release.isPending} onClick={() => release.mutate()}>Release the hold</button> <span className="soft">if you changed your mind</span></p>
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
            <div><dt>Arrive</dt><dd>{mediumNight(booking.checkIn)}, from {booking.checkInFrom}</dd></div>
            <div><dt>Leave</dt><dd>{mediumNight(booking.checkOut)}, until {booking.checkOutUntil}</dd></div>
          </dl>
        ) : <p>The address follows.</p>}
      </section>
      <section className="card" aria-labelledby="terms">
        <h2 id="terms">If your plans change</h2>
        <ul className="terms">{termsOf(booking).map((term) => <li key={term}>{term}</li>)}</ul>
        <button type="button" className="button quiet" onClick={() => setCancelling(true)}>Cancel this stay</button>
      </section>
      {isCancelling && <CancelDialog booking={booking} onClose={() => setCancelling(false)} onCancelled={(cancelled) => live.stays.accept([cancelled])} />}
    </>
  );
}

/** The policy frozen with the hold, as sentences. */
function termsOf({ policy, quote }: BookingView): string[] {
  return policy.steps.map(({ until, refund }) => {
    const back = refund === 0 ? "nothing comes back" : refund >= quote.total ? "everything comes back" : `${formatMoney(refund, quote.currency)} comes back`;
    return until ? `Cancelled before ${dayAndTime(until)}: ${back}` : `Later: ${back}`;
  });
}

function Again({ booking }: { booking: BookingView }) {
  return (
    <div className="card">
      <p>The nights are free for others again{booking.payment.captured > 0 ? "" : ", and nothing was charged"}. They may be free for you, too.</p>
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
        <div><dt>Arrive</dt><dd>{mediumNight(booking.checkIn)}, from {booking.checkInFrom}</dd></div>
        <div><dt>Leave</dt><dd>{mediumNight(booking.checkOut)}, until {booking.checkOutUntil}</dd></div>
        <div><dt>Who</dt><dd>{plural(booking.guests, "guest")}, {nightsCount(booking)}</dd></div>
        <div><dt>Payment</dt><dd>{paymentWords(booking.payment.status)}</dd></div>
      </dl>
      <QuoteLines quote={booking.quote} />
      <p className="soft small">Booking {booking.id} · times on the clock of {booking.timeZone.split("/").at(-1)?.replaceAll("_", " ")}</p>
    </aside>
  );
}
