/** Saying that a guest has arrived, or has not: offered from the moment on at which the service takes it. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { clock, live, rest } from "../service.ts";
import { useNow } from "../useNow.ts";
import { plural, stayDates } from "../words.ts";
import { canCheckIn, canMiss, sharesOfNoShow } from "./arrival.ts";

interface Props {
  booking: BookingView;
  /** The guest's name, where it is known. */
  guest: string | undefined;
  /** After it was said. */
  onDone?: (booking: BookingView) => void;
}

/** Nothing where it is too early, or too late. */
export function Arrival({ booking, guest = "the guest", onDone }: Props) {
  const [isMissing, setMissing] = useState(false);
  const now = useNow();
  const checkIn = useMutation({
    mutationFn: () => rest.call("checkIn", { params: { id: booking.id } }),
    onSuccess: (arrived) => {
      announce(`${guest} is checked in`);
      live.hosting.accept([arrived]);
      onDone?.(arrived);
    },
  });
  if (!canCheckIn(booking, now)) return null;
  const about = `${guest}, ${stayDates(booking)}`;
  return (
    <div className="answer">
      <div className="row">
        <button type="button" className="button" aria-label={`Check in ${about}`} aria-disabled={checkIn.isPending} onClick={() => checkIn.isPending || checkIn.mutate()}>Check in</button>
        {canMiss(booking, now) && <button type="button" className="button quiet" aria-label={`No-show: ${about}`} onClick={() => setMissing(true)}>No-show</button>}
      </div>
      <Trouble error={checkIn.error} />
      {isMissing && <NoShowDialog booking={booking} guest={guest} onClose={() => setMissing(false)} onDone={onDone} />}
    </div>
  );
}

function NoShowDialog({ booking, guest, onClose, onDone }: { booking: BookingView; guest: string; onClose: () => void; onDone: Props["onDone"] }) {
  const miss = useMutation({
    mutationFn: () => rest.call("noShow", { params: { id: booking.id } }),
    onSuccess: (missed) => {
      announce("The booking is a no-show: its nights are free again");
      live.hosting.accept([missed]);
      onClose();
      onDone?.(missed);
    },
  });
  const { kept, returned } = sharesOfNoShow(booking, clock.now());
  const money = (amount: number) => formatMoney(amount, booking.quote.currency);
  return (
    <Dialog title={`Did ${guest} not come?`} onClose={onClose}>
      <p>{booking.propertyTitle}<br /><span className="soft">{stayDates(booking)} · {plural(booking.guests, "guest")}</span></p>
      <p>The booking ends as a no-show and its nights are free for others at once. This can’t be undone.</p>
      <dl className="quote">
        <div><dt>Kept, by the terms of this stay</dt><dd>{money(kept)}</dd></div>
        <div className="total"><dt>Goes back to the guest</dt><dd>{money(returned)}</dd></div>
      </dl>
      <Trouble error={miss.error} />
      <div className="row">
        <button type="button" className="button danger" aria-disabled={miss.isPending} onClick={() => miss.isPending || miss.mutate()}>{miss.isPending ? "Ending the stay …" : "It is a no-show"}</button>
        <button type="button" className="button quiet" onClick={onClose}>Still waiting</button>
      </div>
    </Dialog>
  );
}
