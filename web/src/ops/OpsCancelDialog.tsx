/** Cancelling by support, who decides what goes back. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { parseMoney } from "../money.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Area, Field } from "../parts/Field.tsx";
import { formText } from "../parts/formText.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { rest } from "../service.ts";
import { stayDates } from "../words.ts";
import { returnable } from "./refundAmount.ts";

export function OpsCancelDialog({ booking, onClose, onCancelled }: { booking: BookingView; onClose: () => void; onCancelled: (booking: BookingView) => void }) {
  const { currency } = booking.quote;
  const most = returnable(booking);
  const [problems, setProblems] = useState<{ reason?: string; refund?: string }>({});
  const cancel = useMutation({
    mutationFn: (body: { reason: string; refund?: number }) => rest.call("opsCancel", { params: { id: booking.id }, body }),
    onSuccess: (cancelled) => {
      announce("The booking is cancelled");
      onCancelled(cancelled);
      onClose();
    },
  });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const reason = formText(form, "reason");
    const typed = formText(form, "refund");
    const refund = typed ? parseMoney(typed, currency) : undefined;
    const wrong = {
      ...(reason.length < 3 && { reason: "Say why, in three letters or more" }),
      ...(typed && (refund === undefined || refund > most) && { refund: `An amount up to ${formatMoney(most, currency)}` }),
    };
    setProblems(wrong);
    if (cancel.isPending) return;
    if (Object.keys(wrong).length === 0) cancel.mutate({ reason, ...(refund !== undefined && { refund }) });
  }
  useFocusWrong(problems);
  return (
    <Dialog title="Cancel this booking?" onClose={onClose}>
      <p>{booking.propertyTitle}<br /><span className="soft">{stayDates(booking)}</span></p>
      <form className="form" onSubmit={submit} noValidate>
        <Area label="Reason" name="reason" rows={3} maxLength={500} hint="Kept in the booking’s history" problem={problems.reason} />
        <Field label={`Refund, ${currency}`} name="refund" inputMode="decimal" hint={`Leave it empty to return all that is left, ${formatMoney(most, currency)}`} problem={problems.refund} />
        <Trouble error={cancel.error} />
        <div className="row">
          <button type="submit" className="button danger" aria-disabled={cancel.isPending}>{cancel.isPending ? "Cancelling …" : "Cancel booking"}</button>
          <button type="button" className="button quiet" onClick={onClose}>Keep it</button>
        </div>
      </form>
    </Dialog>
  );
}
