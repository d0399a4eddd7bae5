/** A stay that the host is asked for: nothing is charged yet, and the guest can take it back. */
import { useMutation } from "@tanstack/react-query";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { live, rest } from "../service.ts";
import { dayAndTime } from "../words.ts";
import { Terms } from "./Terms.tsx";

export function Requested({ booking }: { booking: BookingView }) {
  const withdraw = useMutation({
    mutationFn: () => rest.call("withdraw", { params: { id: booking.id } }),
    onSuccess: (withdrawn) => live.stays.accept([withdrawn]),
  });
  const total = formatMoney(booking.quote.total, booking.quote.currency);
  return (
    <section className="card" aria-labelledby="asked">
      <h2 id="asked">The host has been asked</h2>
      <p>These nights are kept for you{booking.requestUntil && <> until {dayAndTime(booking.requestUntil)}</>}. If the host accepts, {total} is taken from your card; until then nothing is.</p>
      <h3>If your plans change</h3>
      <Terms policy={booking.policy} whole={booking.quote.total} currency={booking.quote.currency} timeZone={booking.timeZone} />
      <Trouble error={withdraw.error} />
      <p><button type="button" className="button quiet" aria-disabled={withdraw.isPending} onClick={() => withdraw.isPending || withdraw.mutate()}>{withdraw.isPending ? "Taking it back …" : "Take the request back"}</button></p>
    </section>
  );
}
