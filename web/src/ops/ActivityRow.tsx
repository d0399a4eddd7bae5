import { memo } from "react";
import { Link } from "wouter";
import type { Activity } from "../../../shared/contract/events.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { dayAndTime, shortId, stayDates, wallTimeSeconds } from "../words.ts";
import { activityWords, typeWords } from "./activityWords.ts";

export interface Narrowing {
  propertyId?: string;
  bookingId?: string;
  personId?: string;
}

interface Props {
  activity: Activity;
  /** Of the property it concerns, where it is known. */
  title?: string | undefined;
  /** Filter by what this row is about; absent where that is fixed. */
  onNarrow?: (more: Narrowing) => void;
}

const GOOD: readonly Activity["type"][] = ["booking.confirmed", "payment.captured", "case.resolved"];
const BAD: readonly Activity["type"][] = ["payment.failed", "payment.refund_failed", "payment.disputed", "case.opened"];
const toneOf = (type: Activity["type"]) => (BAD.includes(type) ? "bad" : GOOD.includes(type) ? "good" : undefined);
const isToday = (at: string) => new Date(at).toDateString() === new Date().toDateString();

export const ActivityRow = memo(function ActivityRow({ activity, title, onNarrow }: Props) {
  const { type, at, actor, booking, bookingId } = activity;
  const words = activityWords(activity);
  return (
    <li className="activity" data-type={type} data-activity={activity.id}>
      <time dateTime={at} title={dayAndTime(at)}>{isToday(at) ? wallTimeSeconds(at) : dayAndTime(at)}</time>
      <div>
        <p>
          <strong className="activity-type" data-tone={toneOf(type)}>{typeWords(type)}</strong>
          <span className="soft"> by {actor.role === "system" ? "the service" : actor.role === "guest" ? "the guest" : actor.role === "host" ? "the host" : actor.role}</span>
          {words && <> · {words}</>}
        </p>
        {onNarrow && (
          <>
            {(booking ?? title) && <p className="soft">{booking ? `${booking.propertyTitle} · ${stayDates(booking)} · ${formatMoney(booking.quote.total, booking.quote.currency)}` : title}</p>}
            <p className="activity-links small">
              {bookingId && <Link href={`/ops/bookings/${bookingId}`} aria-label={`Booking ${shortId(bookingId)}: its history`}>Booking {shortId(bookingId)}</Link>}
              <Only activity={activity} title={booking?.propertyTitle ?? title} onNarrow={onNarrow} />
            </p>
          </>
        )}
      </div>
    </li>
  );
});

function Only({ activity: { propertyId, guestId, userId, hostId, actor }, title, onNarrow }: { activity: Activity; title: string | undefined; onNarrow: (more: Narrowing) => void }) {
  const personId = guestId ?? userId ?? hostId ?? actor.id;
  const person = guestId ? "guest" : userId ? "person" : hostId ? "host" : "person";
  return (
    <>
      {propertyId && <button type="button" className="only" aria-label={`Only the property ${title ?? shortId(propertyId)}`} onClick={() => onNarrow({ propertyId })}>This property only</button>}
      {personId && <button type="button" className="only" aria-label={`Only the ${person} ${shortId(personId)}`} onClick={() => onNarrow({ personId })}>This {person} only</button>}
    </>
  );
}
