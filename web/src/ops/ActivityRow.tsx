import { memo } from "react";
import { Link } from "wouter";
import type { Activity } from "../../../shared/contract/events.ts";
import { dayAndTime, inWords, wallTimeSeconds } from "../words.ts";
import { activityWords, typeWords } from "./activityWords.ts";

interface Props {
  activity: Activity;
  /** Filter by what this row is about; absent where that is fixed. */
  onNarrow?: (more: { propertyId?: string; bookingId?: string; personId?: string }) => void;
}

const toneOf = (type: Activity["type"]) => (type === "payment.failed" || type.startsWith("case.") ? "bad" : type.startsWith("payment.") ? "good" : undefined);
const isToday = (at: string) => new Date(at).toDateString() === new Date().toDateString();

export const ActivityRow = memo(function ActivityRow({ activity, onNarrow }: Props) {
  const { type, at, actor, bookingId, propertyId, guestId, userId } = activity;
  const personId = guestId ?? userId ?? actor.id;
  return (
    <li className="activity" data-type={type} data-activity={activity.id}>
      <time dateTime={at} title={dayAndTime(at)}>{isToday(at) ? wallTimeSeconds(at) : dayAndTime(at)}</time>
      <div>
        <p><strong className="activity-type" data-tone={toneOf(type)}>{typeWords(type)}</strong> <span className="soft">by {actor.role === "system" ? "the service" : inWords(actor.role).toLowerCase()}</span></p>
        <p>{activityWords(activity)}</p>
        <p className="activity-links small">
          {onNarrow && bookingId && <Link href={`/ops/bookings/${bookingId}`} aria-label={`Follow booking ${bookingId}`}>Follow booking {bookingId.slice(-6)}</Link>}
          {onNarrow && propertyId && <button type="button" className="plain" aria-label={`Only property ${propertyId}`} onClick={() => onNarrow({ propertyId })}>only property {propertyId.slice(-6)}</button>}
          {onNarrow && personId && <button type="button" className="plain" aria-label={`Only person ${personId}`} onClick={() => onNarrow({ personId })}>only person {personId.slice(-6)}</button>}
        </p>
      </div>
    </li>
  );
});
