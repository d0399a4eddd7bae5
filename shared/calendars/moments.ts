/** Dates and times of calendars as nights of a property. */
import { LRUCache } from "lru-cache";
import { addDays, instantAt, localDate, type Night, type Stay } from "../contract/dates.ts";
import { FeedProblem } from "./feed-problem.ts";

/** A date is the same everywhere; anything else is an instant. */
export type Moment = { date: Night } | { at: Date };

/** As the parser gives it; a date where a time should be comes with an empty one. */
const WRITTEN = /^(\d{4}-\d{2}-\d{2})(?:T::|T(\d{2}:\d{2})(?::\d{2})?(Z)?)?$/;

/**
 * @param zone of the time; the property's own where it is none that is known, as a time of no zone is meant to be
 * @throws FeedProblem
 */
export function momentOf(value: unknown, zone: string | undefined, timeZone: string): Moment {
  const [, date, time, utc] = WRITTEN.exec(String(value)) ?? [];
  try {
    if (date !== undefined && time === undefined) return { date: addDays(date, 0) };
    if (date !== undefined && time !== undefined) return { at: instantAt(date, time, utc ? "UTC" : (known(zone) ?? timeZone)) };
  } catch {
    // 30 February, or 25 o'clock
  }
  throw new FeedProblem("A date of it can't be read");
}

/** `/example.org/2026/Europe/Paris` is Europe/Paris, too. */
function known(zone: string | undefined): string | undefined {
  const name = zone?.split("/").slice(-3).join("/");
  return [zone, name, name?.split("/").slice(-2).join("/")].find((one) => one !== undefined && one !== "" && isZone(one));
}

/** Looking a zone up takes a tenth of a millisecond, and a calendar names few, again and again. */
const zones = new LRUCache<string, boolean>({ max: 500 });

function isZone(name: string): boolean {
  const kept = zones.get(name);
  if (kept !== undefined) return kept;
  let is = true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    is = false;
  }
  if (name.length < 100) zones.set(name, is);
  return is;
}

export const dateOf = (moment: Moment, timeZone: string): Night => ("date" in moment ? moment.date : localDate(moment.at, timeZone));

const LASTS = /^P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/;

/** @param lasts as in `P3DT12H`. @throws FeedProblem */
export function after(start: Moment, lasts: string): Moment {
  const parts = LASTS.exec(lasts);
  if (!parts) throw new FeedProblem("How long an event of it lasts can't be read");
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  if ("date" in start) return { date: addDays(start.date, 7 * weeks + days) };
  return { at: new Date(start.at.getTime() + ((((7 * weeks + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000) };
}

/** The nights between; `undefined` where it is over on the day on which it begins. A date alone is one night. */
export function nightsBetween(start: Moment, end: Moment | undefined, timeZone: string): Stay | undefined {
  const checkIn = dateOf(start, timeZone);
  const checkOut = end && dateOf(end, timeZone);
  if (checkOut !== undefined && checkOut > checkIn) return { checkIn, checkOut };
  return "date" in start ? { checkIn, checkOut: addDays(checkIn, 1) } : undefined;
}
