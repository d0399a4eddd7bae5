/** Cancelling by guest or host: what goes back is shown, then exactly that is asked for. */
import { useMutation, useQuery } from "@tanstack/react-query";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { dayAndTime, stayDates } from "../words.ts";

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
      announce("The stay is cancelled");
      onClose();
    },
    onError: (error) => {
      if (error instanceof Refusal && error.code === "refund_changed") void terms.refetch();
    },
  });
  const money = (amount: number) => formatMoney(amount, booking.quote.currency);
  return (
    <Dialog title="Cancel this stay?" onClose={onClose}>
      <p>{booking.propertyTitle}, {stayDates(booking)}</p>
      {terms.isPending && <p role="status">Working out the refund …</p>}
      <Trouble error={terms.error} again={() => void terms.refetch()} />
      {terms.data && (
        <>
          <dl className="quote">
            {terms.data.lines.map(({ label, amount }) => <div key={label}><dt>{label}</dt><dd>{money(amount)}</dd></div>)}
            <div className="total"><dt>{byHost ? "Goes back to the guest" : "You get back"}</dt><dd>{money(terms.data.refund)}</dd></div>
          </dl>
          {terms.data.validUntil && <p className="soft">So until {dayAndTime(terms.data.validUntil)}; after that it is less.</p>}
        </>
      )}
      <Trouble error={cancel.error} />
      <div className="row">
        <button type="button" className="button danger" disabled={!terms.data || cancel.isPending || terms.isFetching} onClick={() => terms.data && cancel.mutate(terms.data.refund)}>
          {cancel.isPending ? "Cancelling …" : terms.data && terms.data.refund > 0 ? `Cancel, ${money(terms.data.refund)} back` : "Cancel the stay"}
        </button>
        <button type="button" className="button quiet" onClick={onClose}>Keep the stay</button>
      </div>
    </Dialog>
  );
}
