/** What another platform's calendar says of a property's nights. */
import { createHash } from "node:crypto";
import ICAL from "ical.js";
import { addDays, daysBetween, type Night, type Stay } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";
import { MOST_HORIZON_DAYS } from "../contract/property.ts";
import type { ImportedKind, ImportedStay } from "../store/calendar-documents.ts";
import { linesOf } from "./decode.ts";
import { FeedProblem } from "./feed-problem.ts";
import { after, dateOf, momentOf, nightsBetween } from "./moments.ts";
import { dayNumber, repetitions, type Rule } from "./repeat.ts";

/** Of one calendar. */
export const MOST_EVENTS = 5000;
/** Of those, so many may repeat. */
const MOST_RULES = 50;
/** Dates that its events name beside their own; each has to be looked up in its zone. */
const MOST_DATES = 5000;
/** Days that are looked ahead: more than a property's months reach. */
const AHEAD_DAYS = MOST_HORIZON_DAYS + 93;

export interface FeedOf {
  calendarId: Id;
  /** The property's. */
  timeZone: string;
  today: Night;
}

type Property = [name: string, params: Record<string, unknown>, type: string, ...values: unknown[]];
type Component = [name: string, properties: Property[], components: Component[]];

interface Happening extends Stay {
  uid: string;
  sequence: number;
  kind: ImportedKind;
  /** Of the one that it takes the place of, where it is one of many. */
  instead: Night | undefined;
  rule: Rule | undefined;
  more: Night[];
  except: Night[];
}

/**
 * The stays and closed runs that are not over.
 *
 * @throws FeedProblem where it is no calendar, is cut off, or says what can't be read: then nothing of it counts
 */
export function parseFeed(bytes: Uint8Array, contentType: string | undefined, of: FeedOf): ImportedStay[] {
  const events = eventsOf(linesOf(bytes, contentType));
  if (events.length > MOST_EVENTS) throw new FeedProblem(`It names more than ${MOST_EVENTS} events`);
  if (datesIn(events) > MOST_DATES) throw new FeedProblem(`Its events name more than ${MOST_DATES} dates beside their own`);
  const happenings = latest(events.flatMap((event) => happeningOf(event, of) ?? []));
  if (happenings.filter(({ rule }) => rule).length > MOST_RULES) throw new FeedProblem(`More than ${MOST_RULES} of its events repeat`);
  const until = addDays(of.today, AHEAD_DAYS);
  const replaced = new Set(happenings.flatMap(({ uid, instead }) => (instead === undefined ? [] : `${uid} ${instead}`)));
  const stays = happenings.flatMap((one) => timesOf(one, replaced, of.today, until).map((stay) => imported(one, stay, of)));
  if (stays.length > MOST_EVENTS) throw new FeedProblem(`It names more than ${MOST_EVENTS} stays`);
  return unique(stays.filter(({ checkIn, checkOut }) => checkOut > of.today && checkIn < until));
}

function eventsOf(lines: string[]): Component[] {
  let calendars: unknown[];
  try {
    const parsed: unknown[] = ICAL.parse(lines.join("\r\n"));
    calendars = typeof parsed[0] === "string" ? [parsed] : parsed;
  } catch {
    throw new FeedProblem("It is not a calendar, or only a part of one"); // the parser's words would repeat what it read
  }
  const found = (calendars as Component[]).filter(([name]) => name === "vcalendar");
  if (found.length === 0) throw new FeedProblem("It is not a calendar");
  return found.flatMap(([, , components]) => components.filter(([name]) => name === "vevent"));
}

function datesIn(events: Component[]): number {
  const named = events.flatMap(([, properties]) => properties.filter(([name]) => name === "rdate" || name === "exdate"));
  return named.reduce((count, [, , , ...values]) => count + values.length, 0);
}

/** `undefined` for what takes no night: cancelled, free, or over on its day. */
function happeningOf([, properties]: Component, { timeZone }: FeedOf): Happening | undefined {
  const find = (name: string) => properties.find((one) => one[0] === name);
  const text = (name: string) => textOf(find(name)?.[3]);
  if (text("status").toUpperCase() === "CANCELLED" && !find("recurrence-id")) return undefined;
  const moment = ([, { tzid }, , value]: Property) => momentOf(value, typeof tzid === "string" ? tzid : undefined, timeZone);
  const date = (property: Property) => dateOf(moment(property), timeZone);
  const dates = (name: string) => properties.filter((one) => one[0] === name && one[2] !== "period").flatMap(([, params, type, ...values]) => values.map((value) => date([name, params, type, value])));
  const [begins, ends, lasts, instead] = [find("dtstart"), find("dtend"), find("duration"), find("recurrence-id")];
  if (!begins) throw new FeedProblem("An event of it has no beginning");
  const start = moment(begins);
  const stay = nightsBetween(start, ends ? moment(ends) : lasts && after(start, text("duration")), timeZone);
  const isFree = text("transp").toUpperCase() === "TRANSPARENT" || text("status").toUpperCase() === "CANCELLED" || !stay;
  if (isFree && !instead) return undefined;
  const none = { checkIn: dateOf(start, timeZone), checkOut: dateOf(start, timeZone) };
  return {
    ...(isFree ? none : stay), uid: text("uid"), sequence: Number(text("sequence")) || 0, kind: kindOf(text("summary")), instead: instead && date(instead),
    rule: ruleOf(find("rrule"), timeZone), more: dates("rdate"), except: dates("exdate"),
  };
}

/** Numbers are parsed, and some values have parts. */
const textOf = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

function ruleOf(property: Property | undefined, timeZone: string): Rule | undefined {
  if (!property) return undefined;
  const rule = property[3] as Rule;
  return { ...rule, ...(rule.until !== undefined && { until: dateOf(momentOf(rule.until, undefined, timeZone), timeZone) }) };
}

/** Airbnb's and Vrbo's closed nights, and those of programs like theirs; Booking.com says the same of stays and closed nights. */
function kindOf(summary: string): ImportedKind {
  if (/^closed\b/i.test(summary)) return "unclear";
  return /\b(not available|unavailable|blocked)\b/i.test(summary) ? "closed" : "reserved";
}

/** Of one event in several versions that with the highest SEQUENCE; of those with the same all, because some programs give all one UID. */
function latest(happenings: Happening[]): Happening[] {
  const highest = new Map<string, number>();
  const key = ({ uid, instead }: Happening) => `${uid} ${instead ?? ""}`;
  for (const one of happenings) highest.set(key(one), Math.max(highest.get(key(one)) ?? 0, one.sequence));
  return happenings.filter((one) => one.uid === "" || one.sequence === highest.get(key(one)));
}

/** All of its times from today on, without those that others take the place of. */
function timesOf(one: Happening, replaced: Set<string>, today: Night, until: Night): (Stay & { time?: Night })[] {
  const { checkIn, checkOut, rule, more, except, instead, uid } = one;
  if (instead !== undefined) return checkIn < checkOut ? [{ checkIn, checkOut, time: instead }] : [];
  if (!rule && more.length === 0) return [{ checkIn, checkOut }];
  const nights = daysBetween(checkIn, checkOut);
  const window = { from: dayNumber(today) - nights, to: dayNumber(until), most: MOST_EVENTS + 1 };
  const begins = new Set([...(rule ? repetitions(checkIn, rule, window) : [checkIn]), ...more]);
  const gone = new Set(except);
  return [...begins].filter((night) => !gone.has(night) && !replaced.has(`${uid} ${night}`)).map((night) => ({ checkIn: night, checkOut: addDays(night, nights), time: night }));
}

/** What we name our own by when we tell them: a stay, a later part of one, or full nights of a property. */
const OURS = /^([0-9a-f]{24})(?:-\d+|-\d{4}-\d{2}-\d{2})?@vacancy$/;

function imported({ uid, kind }: Happening, { checkIn, checkOut, time }: Stay & { time?: Night }, { calendarId }: FeedOf): ImportedStay {
  const name = kind === "reserved" && uid !== "" ? `${uid} ${time ?? ""}` : kind === "closed" ? "closed" : `${checkIn} ${checkOut}`;
  const id = createHash("sha256").update(`${calendarId} ${kind} ${name}`).digest("hex").slice(0, 24);
  const ours = OURS.exec(uid)?.[1];
  return { id, kind, checkIn, checkOut, ...(ours && { ours }) };
}

/** In the order of their dates, so that the same calendar in another order is the same. */
function unique(stays: ImportedStay[]): ImportedStay[] {
  const key = ({ checkIn, checkOut, id }: ImportedStay) => `${checkIn} ${checkOut} ${id}`;
  return [...new Map(stays.map((stay) => [key(stay), stay])).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, stay]) => stay);
}
