/** When an event that repeats does so. Whole days alone count here, so each day is looked at once: no rule takes longer. */
import { FeedProblem } from "./feed-problem.ts";

/** RFC 5545's RRULE, as it is parsed. */
export interface Rule {
  freq: string;
  interval?: number;
  count?: number;
  /** A date. */
  until?: string;
  byday?: string | string[];
  bymonthday?: number | number[];
  bymonth?: number | number[];
  wkst?: unknown;
}

const KNOWN = new Set(["freq", "interval", "count", "until", "byday", "bymonthday", "bymonth", "wkst"]);
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const DAY = 86_400_000;
/** Days from an event's first time to what is looked at. */
const MOST_DAYS = 20_000;

export interface Window {
  /** Days since 1970, `to` excluded. */
  from: number;
  to: number;
  most: number;
}

export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;
export const dateOfDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The dates on which it begins within the window, the first one of all included. @throws FeedProblem where the rule is none of days */
export function repetitions(first: string, rule: Rule, { from, to, most }: Window): string[] {
  const fits = matcher(first, rule);
  const start = dayNumber(first);
  if (to - start > MOST_DAYS) throw new FeedProblem("An event of it repeats since too long ago");
  const last = Math.min(to, rule.until === undefined ? Infinity : dayNumber(rule.until) + 1);
  const found: string[] = [];
  let count = 0;
  // Without a count nothing depends on what was before.
  for (let day = rule.count === undefined ? Math.max(start, from) : start; day < last && found.length < most && count < (rule.count ?? Infinity); day += 1) {
    if (day !== start && !fits(day)) continue;
    count += 1;
    if (day >= from) found.push(dateOfDay(day));
  }
  return found;
}

interface Parts {
  day: number;
  month: number;
  year: number;
  weekday: number;
  /** Of the month. */
  days: number;
}

function partsOf(number: number): Parts {
  const at = new Date(number * DAY);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  return { day: at.getUTCDate(), month: month + 1, year, weekday: at.getUTCDay(), days: new Date(Date.UTC(year, month + 1, 0)).getUTCDate() };
}

const listOf = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : [value].flat() as T[]);

function matcher(first: string, rule: Rule): (day: number) => boolean {
  const unknown = Object.keys(rule).some((key) => !KNOWN.has(key));
  if (unknown || !["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].includes(rule.freq)) throw new FeedProblem("An event of it repeats in a way that is not understood here");
  const { freq, interval = 1 } = rule;
  const start = dayNumber(first);
  const begin = partsOf(start);
  const [months, monthDays, weekdays] = [listOf(rule.bymonth), listOf(rule.bymonthday), listOf(rule.byday).map(weekdayOf)];
  const weekStart = weekStartOf(rule.wkst);
  const week = (day: number) => Math.floor((day + 4 - weekStart) / 7); // 1 January 1970 was a Thursday
  const inPeriod: (day: number, parts: Parts) => boolean = {
    DAILY: (day: number, _parts: Parts) => (day - start) % interval === 0,
    WEEKLY: (day: number, _parts: Parts) => (week(day) - week(start)) % interval === 0,
    MONTHLY: (_day: number, { year, month }: Parts) => ((year - begin.year) * 12 + month - begin.month) % interval === 0,
    YEARLY: (_day: number, { year }: Parts) => (year - begin.year) % interval === 0,
  }[freq as "DAILY"];
  const isMonth = ({ month }: Parts) => (months.length > 0 ? months.includes(month) : freq !== "YEARLY" || weekdays.length > 0 || monthDays.length > 0 || month === begin.month);
  const isDay = (parts: Parts) => {
    if (monthDays.length > 0 && !monthDays.includes(parts.day) && !monthDays.includes(parts.day - parts.days - 1)) return false;
    if (weekdays.length > 0) return weekdays.some((one) => isWeekday(one, parts, freq === "YEARLY" && months.length === 0));
    if (monthDays.length > 0 || freq === "DAILY") return true;
    return freq === "WEEKLY" ? parts.weekday === begin.weekday : parts.day === begin.day;
  };
  return (day) => {
    const parts = partsOf(day);
    return inPeriod(day, parts) && isMonth(parts) && isDay(parts);
  };
}

interface Weekday {
  weekday: number;
  /** The so manyeth of its month or year; from its end where below zero. */
  nth: number | undefined;
}

function weekdayOf(text: string): Weekday {
  const [, nth, name = ""] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? [];
  return { weekday: WEEKDAYS.indexOf(name), nth: nth === undefined ? undefined : Number(nth) };
}

function isWeekday({ weekday, nth }: Weekday, parts: Parts, ofYear: boolean): boolean {
  if (parts.weekday !== weekday) return false;
  if (nth === undefined) return true;
  const day = ofYear ? dayOfYear(parts) : parts.day;
  const days = ofYear ? dayOfYear({ ...parts, month: 12, day: 31 }) : parts.days;
  return nth > 0 ? Math.ceil(day / 7) === nth : Math.ceil((days - day + 1) / 7) === -nth;
}

const dayOfYear = ({ year, month, day }: Parts) => (Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / DAY + 1;

/** Of a weekday's name, or its number from 1 for Sunday; Monday where none is named. */
function weekStartOf(wkst: unknown): number {
  if (typeof wkst === "number") return (wkst + 6) % 7;
  const at = typeof wkst === "string" ? WEEKDAYS.indexOf(wkst) : -1;
  return at < 0 ? 1 : at;
}
