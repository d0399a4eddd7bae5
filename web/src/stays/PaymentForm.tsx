/** Paying for a stay, or for other dates that cost more, with whatever payments go through here. */
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { type Due, dueOf } from "./due.ts";
import { SandboxForm } from "./SandboxForm.tsx";
import { StripeForm } from "./StripeForm.tsx";
import { cleanAddress } from "./StripeReturn.ts";

// Once for a page that was loaded: also where the stay is confirmed by now, and no form is shown.
cleanAddress();

export function PaymentForm({ booking, onWaiting }: { booking: BookingView; onWaiting: (waiting: boolean) => void }) {
  const due = dueOf(booking);
  const { data: intent, error, isFetching, refetch } = useIntent(booking.id, due);
  const again = () => void refetch();
  const id = useId();
  const shared = { booking, due, total: formatMoney(due.amount, due.currency), onWaiting };
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>Pay {shared.total}</h2>
      {intent?.provider === "sandbox" && <SandboxForm key={intent.clientSecret} {...shared} intent={intent} />}
      {intent?.provider === "stripe" && <StripeForm key={intent.clientSecret} {...shared} intent={intent} again={again} />}
      {!intent && isFetching && <p className="soft" role="status">Preparing the payment …</p>}
      {!intent && !isFetching && <Trouble error={error} again={again} />}
      {booking.status === "held" && booking.onRequest && <p className="hint">Nothing is taken from your card until the host accepts, within 24 hours.</p>}
    </section>
  );
}

/** Asked for when the form is shown, because Stripe's fields are made for it. Asked again, it is the same while it can be paid. */
function useIntent(id: string, { name, amount }: Due) {
  return useQuery({
    queryKey: ["payment", id, name, amount],
    queryFn: () => rest.call("pay", { params: { id } }),
    staleTime: Infinity,
    gcTime: 0,
    networkMode: "always",
  });
}
