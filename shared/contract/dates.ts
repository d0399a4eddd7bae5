/**
 * Nights, months and instants.
 *
 * A night is a local date of the property (`2026-12-24`), a month is `2026-12`: neither is ever a `Date`, because a
 * `Date` belongs to a time zone and a night belongs to the property. An instant crosses the wire as ISO 8601 in UTC.
 */
import { Temporal } from "temporal-polyfill";
import { z } from "zod";

export type Night = string;
export type Month = string;

/** Rolls an impossible date over and compares: 30 February comes back as another day. */
function isRealDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

export const Night = z
  .string()
  .regex(/^2\d{3}-\d{2}-\d{2}$/, "must be a date like 2026-12-24")
  .refine(isRealDate, "is not a date of the calendar")
  .meta({ id: "Night", format: "date", description: "A local date of the property on which someone sleeps", example: "2026-12-24" });

export const Month = z
  .string()
  .regex(/^2\d{3}-(0[1-9]|1[0-2])$/, "must be a month like 2026-12")
  .meta({ id: "Month", description: "A calendar month in the property's time zone", example: "2026-12" });

export const Instant = z.iso
  .datetime()
  .meta({ id: "Instant", description: "A moment, ISO 8601 in UTC", example: "2026-11-24T08:00:00.000Z" });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const TimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)+$|^UTC$/, "must be an IANA name like Europe/Paris")
  .refine(isTimeZone, "is not a time zone this service knows")
  .meta({ id: "TimeZone", description: "An IANA time zone", example: "Europe/Paris" });

/** `HH:MM` on a wall clock of the property. */
export const WallTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time like 15:00")
  .meta({ id: "WallTime", description: "A time of day on the property's clock", example: "15:00" });

/** The nights of a stay are `checkIn … checkOut − 1`. */
export interface Stay {
  checkIn: Night;
  checkOut: Night;
}

export function addDays(night: Night, days: number): Night {
  return Temporal.PlainDate.from(night).add({ days }).toString();
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Night, to: Night): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "days" }).days;
}

export function monthOf(night: Night): Month {
  return night.slice(0, 7);
}

/** Day of the month, 1 to 31. */
export function dayOf(night: Night): number {
  return Number(night.slice(8, 10));
}

export function nightOf(month: Month, day: number): Night {
  return `${month}-${String(day).padStart(2, "0")}`;
}

export function daysIn(month: Month): number {
  return Temporal.PlainYearMonth.from(month).daysInMonth;
}

export function addMonths(month: Month, months: number): Month {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}

/** Every month from `from` to `to`, both included; empty when `to` is earlier. */
export function monthsBetween(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

export function nightsOf({ checkIn, checkOut }: Stay): Night[] {
  const nights: Night[] = [];
  for (let night = checkIn; night < checkOut; night = addDays(night, 1)) nights.push(night);
  return nights;
}

/** A run of nights cut at the ends of months: `from` and `to` are days of the month, `to` excluded (it can be 32). */
export interface MonthRun {
  month: Month;
  from: number;
  to: number;
}

/** The stay as runs of nights, one a month. A stay over New Year yields two. */
export function runsOf({ checkIn, checkOut }: Stay): MonthRun[] {
  return monthsBetween(monthOf(checkIn), monthOf(addDays(checkOut, -1))).map((month) => ({
    month,
    from: month === monthOf(checkIn) ? dayOf(checkIn) : 1,
    to: month === monthOf(checkOut) ? dayOf(checkOut) : daysIn(month) + 1,
  }));
}

/** What of `other` lies outside `stay`: nothing, or a run of nights before it, or after it, or both. */
export function outside(stay: Stay, other: Stay): Stay[] {
  const before = { checkIn: other.checkIn, checkOut: other.checkOut < stay.checkIn ? other.checkOut : stay.checkIn };
  const after = { checkIn: other.checkIn > stay.checkOut ? other.checkIn : stay.checkOut, checkOut: other.checkOut };
  return [before, after].filter(({ checkIn, checkOut }) => checkIn < checkOut);
}

/** The property's local date at an instant. */
export function localDate(at: Date, timeZone: string): Night {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/**
 * The instant of a wall clock's time on a local date. Where the clock is set forward over that time the instant is the
 * later reading, where it is set back the earlier one (`disambiguation: "compatible"` of Temporal).
 */
export function instantAt(night: Night, time: string, timeZone: string): Date {
  const local = Temporal.PlainDate.from(night).toPlainDateTime(Temporal.PlainTime.from(time));
  return new Date(local.toZonedDateTime(timeZone, { disambiguation: "compatible" }).epochMilliseconds);
}
