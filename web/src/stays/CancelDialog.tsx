/** Cancelling by guest or host: what goes back is shown, then exactly that is asked for. */
import { useMutation, useQuery } from "@tanstack/react-query";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { deadline, stayDates } from "../words.ts";
import { paidFor } from "./refunds.ts";

interface Props {
  booking: BookingView;
  byHost?: boolean;
  onClose: () => void;
  onCancelled: (booking: BookingView) => void;
}

export function CancelDialog({ booking, byHost = false, onClose, onCancelled }: Props) {
  const terms = useQuery({
    queryKey: ["cancellation", booking.id],
    queryFn: () => rest.call("cancellation", { params: { id: booking.id } }),
    staleTime: 0,
    gcTime: 0,
  });
  const cancel = useMutation({
    mutationFn: (expectedRefund: number) => rest.call("cancel", { params: { id: booking.id }, body: { expectedRefund } }),
    onSuccess: (cancelled) => {
      onCancelled(cancelled);
      announce(byHost ? "The booking is cancelled" : "The stay is cancelled");
      onClose();
    },
    onError: (error) => {
      if (error instanceof Refusal && error.code === "refund_changed") void terms.refetch();
    },
  });
  const what = byHost ? "booking" : "stay";
  const money = (amount: number) => formatMoney(amount, booking.quote.currency);
  const isReady = terms.data !== undefined && !cancel.isPending && !terms.isFetching;
  return (
    <Dialog title={`Cancel this ${what}?`} onClose={onClose}>
      <p>{booking.propertyTitle}<br /><span className="soft">{stayDates(booking)}</span></p>
      {terms.isPending && <p role="status">Working out the refund …</p>}
      <Trouble error={terms.error} again={() => void terms.refetch()} />
      {terms.data && <Refund booking={booking} byHost={byHost} refund={terms.data.refund} />}
      {terms.data?.validUntil && <p className="soft">This holds until {deadline(terms.data.validUntil, booking.timeZone)}; after that less comes back.</p>}
      <Trouble error={cancel.error} />
      <div className="row">
        <button type="button" className="button danger" aria-disabled={!isReady} onClick={() => isReady && cancel.mutate(terms.data.refund)}>
          {cancel.isPending ? "Cancelling …" : terms.data && terms.data.refund > 0 ? `Cancel, ${money(terms.data.refund)} back` : `Cancel the ${what}`}
        </button>
        <button type="button" className="button quiet" onClick={onClose}>Keep the {what}</button>
      </div>
    </Dialog>
  );
}

function Refund({ booking: { quote, payment }, byHost, refund }: { booking: BookingView; byHost: boolean; refund: number }) {
  const money = (amount: number) => formatMoney(amount, quote.currency);
  const paid = paidFor(payment);
  return (
    <dl className="quote">
      <div><dt>{byHost ? "The guest has paid" : "You have paid"}</dt><dd>{money(paid)}</dd></div>
      {refund < paid && <div><dt>{byHost ? "You keep" : "The host keeps"}</dt><dd>{money(paid - refund)}</dd></div>}
      <div className="total"><dt>{byHost ? "Goes back to the guest" : "You get back"}</dt><dd>{money(refund)}</dd></div>
    </dl>
  );
}
