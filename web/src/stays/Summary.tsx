/** A booking in short, beside whatever is to be done with it. */
import { Link } from "wouter";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { QuoteLines } from "../parts/QuoteLines.tsx";
import { paymentWords } from "../parts/StatusTag.tsx";
import { clockTime, mediumNight, nightsCount, placeOfZone, plural } from "../words.ts";
import { BookingPicture } from "./StaysPage.tsx";

export function Summary({ booking }: { booking: BookingView }) {
  return (
    <aside className="card summary" aria-label="Your stay">
      <BookingPicture booking={booking} />
      <h2><Link href={`/properties/${booking.propertyId}`}>{booking.propertyTitle}</Link></h2>
      <dl className="rules">
        <div><dt>Arrive</dt><dd>{mediumNight(booking.checkIn)}, <span className="whole">from {clockTime(booking.checkInFrom)}</span></dd></div>
        <div><dt>Leave</dt><dd>{mediumNight(booking.checkOut)}, <span className="whole">until {clockTime(booking.checkOutUntil)}</span></dd></div>
        <div><dt>Stay</dt><dd>{nightsCount(booking)}, {plural(booking.guests, "guest")}</dd></div>
        <div>
          <dt>Payment</dt>
          <dd>{paymentWords(booking)}{booking.payment.captured > 0 && <span className="on-screen"> · <Link href={`/stays/${booking.id}/receipt`}>Receipt</Link></span>}</dd>
        </div>
      </dl>
      <QuoteLines quote={booking.quote} />
      <p className="soft small">Arrival and departure on the clock of {placeOfZone(booking.timeZone)}.<br />Booking number <span className="number">{booking.id}</span></p>
    </aside>
  );
}
