/** A stay that is the guest's: how to arrive, the terms, and what can still be changed. */
import { useState } from "react";
import { Link } from "wouter";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { live } from "../service.ts";
import { useNow } from "../useNow.ts";
import { clockTime, mediumNight } from "../words.ts";
import { CancelDialog } from "./CancelDialog.tsx";
import { canChangeDates } from "./changeWords.ts";
import { paidFor } from "./refunds.ts";
import { StayFile } from "./StayFile.tsx";
import { Terms } from "./Terms.tsx";

export function Confirmed({ booking }: { booking: BookingView }) {
  const [isCancelling, setCancelling] = useState(false);
  const now = useNow();
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
        <StayFile booking={booking} />
      </section>
      <section className="card" aria-labelledby="terms">
        <h2 id="terms">If your plans change</h2>
        <Terms policy={booking.policy} whole={paidFor(booking.payment)} currency={booking.quote.currency} timeZone={booking.timeZone} />
        {booking.status === "confirmed" && (
          <div className="row on-screen">
            {canChangeDates(booking, now) && <Link href={`/stays/${booking.id}?dates`} className="button quiet">Change dates</Link>}
            <button type="button" className="button quiet" onClick={() => setCancelling(true)}>Cancel this stay</button>
          </div>
        )}
      </section>
      {isCancelling && <CancelDialog booking={booking} onClose={() => setCancelling(false)} onCancelled={(cancelled) => live.stays.accept([cancelled])} />}
    </>
  );
}
