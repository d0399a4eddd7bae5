/** A hold: its time, its payment, and the terms one pays on. */
import { useMutation } from "@tanstack/react-query";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { Countdown } from "../parts/Countdown.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { live, rest } from "../service.ts";
import { wallTime } from "../words.ts";
import { PaymentForm } from "./PaymentForm.tsx";
import { Terms } from "./Terms.tsx";
import { useLastMinute } from "./useLastMinute.ts";

export function Held({ booking, onWaiting }: { booking: BookingView; onWaiting: (waiting: boolean) => void }) {
  const release = useMutation({
    mutationFn: () => rest.call("release", { params: { id: booking.id } }),
    onSuccess: (released) => live.stays.accept([released]),
  });
  useLastMinute(booking.holdUntil);
  const { total, currency } = booking.quote;
  return (
    <>
      {booking.holdUntil && (
        <div className="hold-clock">
          <Countdown until={booking.holdUntil} />
          <p>These nights are yours until {wallTime(booking.holdUntil)}. Nobody else can take them while you pay.</p>
        </div>
      )}
      <PaymentForm booking={booking} onWaiting={onWaiting} />
      <section className="card" aria-labelledby="terms">
        <h2 id="terms">If your plans change</h2>
        <Terms policy={booking.policy} whole={total} currency={currency} timeZone={booking.timeZone} />
      </section>
      <Trouble error={release.error} />
      <p><button type="button" className="plain" aria-disabled={release.isPending} onClick={() => release.isPending || release.mutate()}>{release.isPending ? "Releasing …" : "Release the hold"}</button> <span className="soft">if you changed your mind</span></p>
    </>
  );
}
