/** Other dates that are not the guest's yet: the host is asked for them, or they wait for the payment. */
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { BookingView, PendingChange as Pending } from "../../../shared/contract/booking.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import type { Quote } from "../../../shared/contract/quote.ts";
import { Countdown } from "../parts/Countdown.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { live, rest } from "../service.ts";
import { useNow } from "../useNow.ts";
import { dayAndTime, wallTime } from "../words.ts";
import { differenceWords, wishWords } from "./changeWords.ts";
import { PaymentForm } from "./PaymentForm.tsx";
import { useLastMinute } from "./useLastMinute.ts";

interface Props {
  booking: BookingView;
  change: Pending;
  onWaiting: (waiting: boolean) => void;
  onTakingBack: (isTaking: boolean) => void;
}

export function PendingChange({ booking, change, onWaiting, onTakingBack }: Props) {
  const isOver = Date.parse(change.until) <= useNow();
  const withdraw = useMutation({
    mutationFn: () => rest.call("withdraw", { params: { id: booking.id } }),
    onMutate: () => onTakingBack(true),
    onSuccess: (withdrawn) => live.stays.accept([withdrawn]),
    onError: () => onTakingBack(false),
  });
  const takeBack = !isOver && <TakeBack change={change} isGoing={withdraw.isPending} error={withdraw.error} onPress={() => withdraw.mutate()} />;
  if (change.awaits === "host") return <AsksHost booking={booking} change={change} isOver={isOver}>{takeBack}</AsksHost>;
  return (
    <>
      {isOver ? <p className="notice">The time to pay for the new dates is over.</p> : <PayUntil until={change.until} />}
      <section className="card" aria-labelledby="change">
        <h2 id="change">Your new dates</h2>
        <NowAndThen booking={booking} change={change} />
      </section>
      {!isOver && <PaymentForm booking={booking} onWaiting={onWaiting} />}
      {takeBack}
    </>
  );
}

function TakeBack({ change: { awaits }, isGoing, error, onPress }: { change: Pending; isGoing: boolean; error: unknown; onPress: () => void }) {
  const [going, name, after] = awaits === "host" ? ["Taking it back …", "Take it back", "if you changed your mind"] : ["Dropping it …", "Drop the change", "and keep your stay as it is"];
  return (
    <>
      <Trouble error={error} />
      <p><button type="button" className="plain" aria-disabled={isGoing} onClick={() => isGoing || onPress()}>{isGoing ? going : name}</button> <span className="soft">{after}</span></p>
    </>
  );
}

/** From so long before on, the time alone says it, in milliseconds. */
const SOON_MS = 12 * 3_600_000;

function PayUntil({ until }: { until: string }) {
  const isSoon = Date.parse(until) - useNow() < SOON_MS;
  useLastMinute(until);
  return (
    <div className="hold-clock">
      <Countdown until={until} />
      <p>The new dates are held for you until {isSoon ? wallTime(until) : dayAndTime(until)}. Your stay stays as it is until you have paid.</p>
    </div>
  );
}

function AsksHost({ booking, change, isOver, children }: Pick<Props, "booking" | "change"> & { isOver: boolean; children: ReactNode }) {
  return (
    <section className="card" aria-labelledby="change">
      <h2 id="change">{isOver ? "The host did not answer in time" : "The host has been asked for other dates"}</h2>
      <NowAndThen booking={booking} change={change} />
      {!isOver && <p>They can answer until {dayAndTime(change.until)}, and the new dates are held for you until then. Your stay stays as it is unless they agree{change.difference > 0 ? "; nothing is charged before" : ""}.</p>}
      {children}
    </section>
  );
}

function NowAndThen({ booking, change }: Pick<Props, "booking" | "change">) {
  const money = (quote: Quote) => formatMoney(quote.total, quote.currency);
  return (
    <>
      <dl className="rules now-and-then">
        <div><dt>Now</dt><dd>{wishWords(booking)} <span className="whole soft">for {money(booking.quote)}</span></dd></div>
        <div><dt>Then</dt><dd><strong>{wishWords(change)}</strong> <span className="whole soft">for {money(change.quote)}</span></dd></div>
      </dl>
      <p className="difference">{differenceWords({ difference: change.difference, asksHost: change.awaits === "host" }, change.quote.currency)}.</p>
    </>
  );
}
