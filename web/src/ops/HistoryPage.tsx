import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { Link } from "wouter";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import type { Activity } from "../../../shared/contract/events.ts";
import { mergeRecent } from "../../../shared/contract/client/recent.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { parseMoney } from "../money.ts";
import { announce } from "../parts/announce.tsx";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Area, Field } from "../parts/Field.tsx";
import { NotFoundPage, Page, useHeadingAfter } from "../parts/Page.tsx";
import { QuoteLines } from "../parts/QuoteLines.tsx";
import { paymentWords, StatusTag } from "../parts/StatusTag.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { live, rest } from "../service.ts";
import { useStore } from "../useStore.ts";
import { nightsCount, plural, shortId, stayDates } from "../words.ts";
import { ActivityRow } from "./ActivityRow.tsx";
import { formText } from "../parts/formText.ts";

export default function HistoryPage({ id }: { id: string }) {
  const read = useQuery({ queryKey: ["ops-history", id], queryFn: async () => (await rest.call("opsHistory", { params: { id } })).items });
  const followed = useFollowed(id);
  // First to last: the list is kept latest first.
  const history = [...mergeRecent(read.data ?? [], followed, 1_000).list].reverse();
  const booking = latestView(history);
  if (read.isPending) return <Page title="Loading" waiting />;
  if (read.error instanceof Refusal) return <NotFoundPage also="there is no booking of that number" />;
  return (
    <Page key="history" title={booking ? `${booking.propertyTitle}, ${stayDates(booking)}` : `Booking ${shortId(id)}`} heading={booking?.propertyTitle} className="ops">
      <p className="lead row">{booking && <span>{stayDates(booking)} · booking {shortId(booking.id)}</span>} <Link className="small" href="/ops">Back to the feed</Link></p>
      <Trouble error={read.error} again={() => void read.refetch()} />
      <div className="ops-columns">
        <section aria-labelledby="history-title">
          <h2 id="history-title">History</h2>
          <ol className="feed" role="list" aria-label="History">{history.map((activity) => <ActivityRow key={activity.id} activity={activity} />)}</ol>
        </section>
        {booking && <Facts booking={booking} />}
      </div>
      <ConnectionNotice of="/ops" />
    </Page>
  );
}

function latestView(history: readonly Activity[]): BookingView | undefined {
  return history.map(({ booking }) => booking).filter((view) => view !== undefined).reduce<BookingView | undefined>((best, view) => (best && best.version > view.version ? best : view), undefined);
}

/** What happens to this booking while one looks. */
function useFollowed(id: string): readonly Activity[] {
  const { list } = useStore(live.operations.feed);
  useEffect(() => {
    const leave = live.operations.follow();
    void live.operations.filter({ bookingId: id }).catch(() => undefined);
    return leave;
  }, [id]);
  return list.filter((activity) => activity.bookingId === id);
}

function Facts({ booking }: { booking: BookingView }) {
  const [isCancelling, setCancelling] = useState(false);
  const { currency } = booking.quote;
  useHeadingAfter(booking.status);
  const property = useQuery({ queryKey: ["property", booking.propertyId], queryFn: () => rest.call("property", { params: { id: booking.propertyId } }), staleTime: 60_000 });
  return (
    <aside className="card summary ops-facts" aria-label="The booking">
      <p className="row" data-testid="booking-status" data-status={booking.status} data-payment={booking.payment.status}><StatusTag status={booking.status} /> {paymentWords(booking)}</p>
      <dl className="rules">
        <div><dt>Stay</dt><dd>{stayDates(booking)}, {nightsCount(booking)}, {plural(booking.guests, "guest")}</dd></div>
        <div><dt>Paid</dt><dd>{formatMoney(booking.payment.captured, currency)}</dd></div>
        <div><dt>Refunded</dt><dd>{formatMoney(booking.payment.refunded, currency)}</dd></div>
        <div><dt>Property</dt><dd><Link href={`/properties/${booking.propertyId}`}>{booking.propertyTitle}</Link></dd></div>
        <div><dt>Host</dt><dd>{property.data && <>{property.data.hostName}<br /></>}<Link href={`/ops?personId=${booking.hostId}`} aria-label={`What the host ${booking.hostId} did`}><code>{booking.hostId}</code></Link></dd></div>
        <div><dt>Guest</dt><dd><Link href={`/ops?personId=${booking.guestId}`} aria-label={`What the guest ${booking.guestId} did`}><code>{booking.guestId}</code></Link></dd></div>
        <div><dt>Booking</dt><dd><code>{booking.id}</code></dd></div>
      </dl>
      <QuoteLines quote={booking.quote} />
      {booking.status === "confirmed" && <button type="button" className="button danger" onClick={() => setCancelling(true)}>Cancel booking</button>}
      {isCancelling && <OpsCancelDialog booking={booking} onClose={() => setCancelling(false)} />}
    </aside>
  );
}

function OpsCancelDialog({ booking, onClose }: { booking: BookingView; onClose: () => void }) {
  const { currency } = booking.quote;
  const [problems, setProblems] = useState<{ reason?: string; refund?: string }>({});
  const cancel = useMutation({
    mutationFn: (body: { reason: string; refund?: number }) => rest.call("opsCancel", { params: { id: booking.id }, body }),
    onSuccess: () => {
      announce("The booking is cancelled");
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
      ...(typed && (refund === undefined || refund > booking.payment.captured) && { refund: `An amount up to ${formatMoney(booking.payment.captured, currency)}` }),
    };
    setProblems(wrong);
    if (cancel.isPending) return;
    if (Object.keys(wrong).length === 0) cancel.mutate({ reason, ...(refund !== undefined && { refund }) });
  }
  useFocusWrong(problems);
  const left = formatMoney(booking.payment.captured - booking.payment.refunded, currency);
  return (
    <Dialog title="Cancel this booking?" onClose={onClose}>
      <p>{booking.propertyTitle}<br /><span className="soft">{stayDates(booking)}</span></p>
      <form className="form" onSubmit={submit} noValidate>
        <Area label="Reason" name="reason" rows={3} maxLength={500} hint="Kept in the booking’s history" problem={problems.reason} />
        <Field label={`Refund, ${currency}`} name="refund" inputMode="decimal" hint={`Leave it empty to return all that was paid, ${left}`} problem={problems.refund} />
        <Trouble error={cancel.error} />
        <div className="row">
          <button type="submit" className="button danger" aria-disabled={cancel.isPending}>{cancel.isPending ? "Cancelling …" : "Cancel booking"}</button>
          <button type="button" className="button quiet" onClick={onClose}>Keep it</button>
        </div>
      </form>
    </Dialog>
  );
}
