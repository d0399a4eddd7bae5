/** A request, to book or for other dates, answered where it rang. */
import { useMutation } from "@tanstack/react-query";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { announce } from "../parts/announce.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { live, rest } from "../service.ts";
import { deadline } from "../words.ts";
import { changeLines } from "./changeWords.ts";

/** Of the booking's latest state; nothing where it is not to be answered any more. */
export function Answer({ booking, about, onAnswered }: { booking: BookingView; about: string; onAnswered: (answered: BookingView) => void }) {
  const { change } = booking;
  const isAsked = booking.status === "requested" || change?.awaits === "host";
  const answer = useMutation({
    mutationFn: (how: "accept" | "decline") => rest.call(how, { params: { id: booking.id } }),
    onSuccess: (answered, how) => {
      if (change) announce(how === "accept" ? "The change is accepted" : "The change is declined: the booking stays as it is");
      onAnswered(answered);
      live.hosting.accept([answered]);
    },
  });
  if (!isAsked) return change ? <Unpaid booking={booking} /> : null;
  const press = (how: "accept" | "decline") => () => answer.isPending || answer.mutate(how);
  const what = change ? "the change: " : "";
  return (
    <div className="answer">
      {change && <dl className="rules change">{changeLines(booking, change).map(({ label, text }) => <div key={label}><dt>{label}</dt><dd>{text}</dd></div>)}</dl>}
      <div className="row">
        <button type="button" className="button" aria-label={`Accept ${what}${about}`} aria-disabled={answer.isPending} onClick={press("accept")}>Accept</button>
        <button type="button" className="button quiet" aria-label={`Decline ${what}${about}`} aria-disabled={answer.isPending} onClick={press("decline")}>Decline</button>
        {change && <span className="soft small">Declined, the booking stays as it is.</span>}
      </div>
      <Trouble error={answer.error} />
    </div>
  );
}

/** The dates change when the guest has paid what they cost more. */
function Unpaid({ booking: { change, timeZone } }: { booking: BookingView }) {
  if (!change) return null;
  return <p className="soft small">Waits until {deadline(change.until, timeZone)} for the guest to pay {formatMoney(change.difference, change.quote.currency)} more; the added nights are held until then.</p>;
}
