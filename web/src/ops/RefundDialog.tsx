/** Returning a part of what was paid; the booking stays. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { isUnknown } from "../../../shared/contract/client/rest.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { moneyText } from "../money.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Area, Field } from "../parts/Field.tsx";
import { formText } from "../parts/formText.ts";
import { fieldProblems } from "../parts/saying.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { rest } from "../service.ts";
import { stayDates } from "../words.ts";
import { readRefund } from "./refundAmount.ts";

interface Props {
  booking: BookingView;
  /** What can be returned, in minor units. */
  most: number;
  onClose: () => void;
  onRefunded: (booking: BookingView) => void;
}

export function RefundDialog({ booking, most, onClose, onRefunded }: Props) {
  const { currency } = booking.quote;
  const [amount, setAmount] = useState("");
  const [problems, setProblems] = useState<{ amount?: string; reason?: string }>({});
  const refund = useMutation({
    mutationFn: (body: { amount: number; reason: string }) => rest.call("opsRefund", { params: { id: booking.id }, body }),
    onSuccess: (refunded, { amount: returned }) => {
      announce(`${formatMoney(returned, currency)} goes back to the guest`);
      onRefunded(refunded);
      onClose();
    },
  });
  // Where it is not known whether it was made, only the very same is sent again: it is made once.
  const isOpen = refund.isError && isUnknown(refund.error);
  useFocusWrong(problems);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (refund.isPending) return;
    if (isOpen) return refund.mutate(refund.variables);
    const reason = formText(new FormData(event.currentTarget), "reason");
    const read = readRefund(amount, currency, most);
    const wrong = {
      ...(read === undefined && { amount: `An amount in ${currency}, up to ${formatMoney(most, currency)}` }),
      ...(reason.length < 3 && { reason: "Say why, in three letters or more" }),
    };
    setProblems(wrong);
    if (read !== undefined && reason.length >= 3) refund.mutate({ amount: read, reason });
  }
  const refused = fieldProblems(refund.error);
  return (
    <Dialog title="Return money to the guest" onClose={onClose}>
      <p>{booking.propertyTitle}<br /><span className="soft">{stayDates(booking)}</span></p>
      <p>The booking stays as it is. At most {formatMoney(most, currency)} can be returned.</p>
      <form className="form" onSubmit={submit} noValidate>
        <div className="row fields refund-amount">
          <Field label={`Amount, ${currency}`} name="amount" inputMode="decimal" autoComplete="off" value={amount} readOnly={isOpen} onChange={(event) => setAmount(event.target.value)} problem={problems.amount ?? refused["amount"]} />
          <button type="button" className="button quiet" aria-disabled={isOpen} onClick={() => isOpen || setAmount(moneyText(most, currency))}>All that is left</button>
        </div>
        <Area label="Reason" name="reason" rows={3} maxLength={500} readOnly={isOpen} hint="Kept in the booking’s history" problem={problems.reason ?? refused["reason"]} />
        <Trouble error={refund.error} />
        {isOpen && <p className="notice lamp">Whether it was made is not known. Send the same again to find out: it is made once.</p>}
        <div className="row">
          <button type="submit" className="button danger" aria-disabled={refund.isPending}>{refund.isPending ? "Returning …" : isOpen ? "Send again" : "Return it"}</button>
          <button type="button" className="button quiet" onClick={onClose}>Close</button>
        </div>
      </form>
    </Dialog>
  );
}
