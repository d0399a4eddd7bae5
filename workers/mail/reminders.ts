/** Letters that a booking calls for by its dates, as it is now: they move with a change of dates and go with a cancellation. Pure. */
import { Temporal } from "temporal-polyfill";
import { addDays, type Night } from "../../shared/contract/dates.ts";
import { arrivalAt } from "../../shared/booking/deadline.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { ReminderKind } from "./letters/kinds.ts";

export interface Reminder {
  kind: ReminderKind;
  /** Names the booking and the date that it is of. */
  key: string;
  at: Date;
  /** From here on it is of no use any more. */
  until: Date;
}

/** On the property's clock. */
const CHECK_IN_HOUR = "10:00";
const CHECK_OUT_HOUR = "18:00";

const MINUTE = 60_000;
/** So long before a hold ends its guest is told, where the hold lasts for twice as long at least. */
const HOLD_NOTICE = 3 * MINUTE;

/**
 * @param since when the booking got the dates it has: what lay before that is not sent after it
 * @param days before check-in
 */
export function remindersOf(booking: StoredBooking, since: Date, days: readonly number[]): Reminder[] {
  return [...ofHold(booking), ...ofArrival(booking, days), ...ofDeparture(booking)].filter(({ at }) => at > since);
}

function ofHold({ _id, status, holdUntil, createdAt }: StoredBooking): Reminder[] {
  if (status !== "held" || !holdUntil || holdUntil.getTime() - createdAt.getTime() < 2 * HOLD_NOTICE) return [];
  return [{ kind: "hold_ending", key: `${_id}:hold_ending:${holdUntil.toISOString()}`, at: new Date(holdUntil.getTime() - HOLD_NOTICE), until: holdUntil }];
}

/** One that is late is of use until the next is due. */
function ofArrival(booking: StoredBooking, days: readonly number[]): Reminder[] {
  const { _id, status, checkIn, property: { timeZone } } = booking;
  if (status !== "confirmed") return [];
  let until = arrivalAt(booking);
  return [...days].sort((a, b) => a - b).map((before) => {
    const at = hourOn(addDays(checkIn, -before), CHECK_IN_HOUR, timeZone);
    const reminder = { kind: "check_in_reminder" as const, key: `${_id}:check_in_reminder:${checkIn}:${before}`, at, until };
    until = at;
    return reminder;
  });
}

function ofDeparture({ _id, status, checkOut, endsAt, property: { timeZone } }: StoredBooking): Reminder[] {
  if (status !== "confirmed" && status !== "checked_in") return [];
  return [{ kind: "check_out_reminder", key: `${_id}:check_out_reminder:${checkOut}`, at: hourOn(addDays(checkOut, -1), CHECK_OUT_HOUR, timeZone), until: endsAt }];
}

/** On a date that a place left out (Apia, 30 December 2011) it is that hour of the day before, and not of the day itself that is to come. */
export function hourOn(date: Night, hour: string, timeZone: string): Date {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(hour));
  return new Date(local.toZonedDateTime(timeZone, { disambiguation: "earlier" }).epochMilliseconds);
}
