/** A booking as support sees it, with what can be done about it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { changeText } from "../host/changeWords.ts";
import { useHeadingAfter } from "../parts/Page.tsx";
import { QuoteLines } from "../parts/QuoteLines.tsx";
import { paymentWords, StatusTag } from "../parts/StatusTag.tsx";
import { rest } from "../service.ts";
import { dayAndTime, nightsCount, plural, stayDates } from "../words.ts";
import { OpsCancelDialog } from "./OpsCancelDialog.tsx";
import { canRefund, returnable } from "./refundAmount.ts";
import { RefundDialog } from "./RefundDialog.tsx";
import { useCases } from "./useCases.ts";

interface Props {
  booking: BookingView;
  /** What an answer carried, which the feed may tell only later. */
  onChanged: (booking: BookingView) => void;
}

export function BookingFacts({ booking, onChanged }: Props) {
  const [doing, setDoing] = useState<"cancel" | "refund">();
  const cases = useCases({ bookingId: booking.id }).items;
  const hasRefund = canRefund(booking, cases);
  const { currency } = booking.quote;
  const { captured, refunded, refundDue } = booking.payment;
  const money = (amount: number) => formatMoney(amount, currency);
  useHeadingAfter(booking.status);
  const property = useQuery({ queryKey: ["property", booking.propertyId], queryFn: () => rest.call("property", { params: { id: booking.propertyId } }), staleTime: 60_000 });
  return (
    <aside className="card summary ops-facts" aria-label="The booking">
      <p className="row" data-testid="booking-status" data-status={booking.status} data-payment={booking.payment.status}><StatusTag status={booking.status} /> {paymentWords(booking)}</p>
      <dl className="rules">
        <div><dt>Stay</dt><dd>{stayDates(booking)}, {nightsCount(booking)}, {plural(booking.guests, "guest")}</dd></div>
        {booking.change && <div><dt>Asked for</dt><dd>{changeText(booking.change)}<br /><span className="soft">{booking.change.awaits === "host" ? "The host is asked" : "To be paid"} until {dayAndTime(booking.change.until)}</span></dd></div>}
        <div><dt>Paid</dt><dd>{money(captured)}</dd></div>
        <div><dt>Refunded</dt><dd>{money(refunded)}{refundDue > refunded && <span className="soft"> · {money(refundDue - refunded)} on its way</span>}</dd></div>
        <div><dt>Property</dt><dd><Link href={`/properties/${booking.propertyId}`}>{booking.propertyTitle}</Link></dd></div>
        <div><dt>Host</dt><dd>{property.data && <>{property.data.hostName}<br /></>}<Link href={`/ops/users?q=${booking.hostId}`} aria-label={`The host ${booking.hostId}`}><code>{booking.hostId}</code></Link></dd></div>
        <div><dt>Guest</dt><dd><Link href={`/ops/users?q=${booking.guestId}`} aria-label={`The guest ${booking.guestId}`}><code>{booking.guestId}</code></Link></dd></div>
        <div><dt>Booking</dt><dd><code>{booking.id}</code></dd></div>
      </dl>
      <QuoteLines quote={booking.quote} />
      {booking.payment.status === "disputed" && <p className="notice lamp">The bank decides about this payment. Until it has, nothing of it can be returned from here.</p>}
      {(hasRefund || booking.status === "confirmed") && (
        <div className="row">
          {hasRefund && <button type="button" className="button quiet" onClick={() => setDoing("refund")}>Refund a part</button>}
          {booking.status === "confirmed" && <button type="button" className="button danger" onClick={() => setDoing("cancel")}>Cancel booking</button>}
        </div>
      )}
      {doing === "refund" && <RefundDialog booking={booking} most={returnable(booking, cases)} onClose={() => setDoing(undefined)} onRefunded={onChanged} />}
      {doing === "cancel" && <OpsCancelDialog booking={booking} onClose={() => setDoing(undefined)} onCancelled={onChanged} />}
    </aside>
  );
}
