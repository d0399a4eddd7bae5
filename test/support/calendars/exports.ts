/** Calendars as other platforms export them, written after what they document of their format. */
import { addDays, type Night } from "../../../shared/contract/dates.ts";

export interface Entry {
  from: Night;
  to: Night;
  /** As the platform says it. */
  summary?: string;
  uid?: string;
  more?: string[];
}

const day = (night: Night) => night.replaceAll("-", "");

const written = (lines: string[]) => `${lines.flatMap(folded).join("\r\n")}\r\n`;
const folded = (line: string): string[] => (line.length <= 75 ? [line] : [line.slice(0, 75), ...folded(` ${line.slice(75)}`)]);

/** One platform's export of these. */
type Export = (entries: Entry[]) => string;

export const airbnb: Export = (entries) => written([
  "BEGIN:VCALENDAR", "PRODID;X-RICAL-TZSOURCE=TZINFO:-//Airbnb Inc//Hosting Calendar 1.0//EN", "CALSCALE:GREGORIAN", "VERSION:2.0",
  ...entries.flatMap(({ from, to, summary = "Reserved", uid = `1418fb94e984-${day(from)}${day(to)}@airbnb.com`, more = [] }) => [
    "BEGIN:VEVENT", "DTSTAMP:20261120T101500Z", `DTEND;VALUE=DATE:${day(to)}`, `DTSTART;VALUE=DATE:${day(from)}`, `UID:${uid}`, `SUMMARY:${summary}`,
    ...(summary === "Reserved" ? ["DESCRIPTION:Reservation URL: https://www.airbnb.com/hosting/reservations/details/HMXXXXXXXX\\nPhone Number (Last 4 Digits): 1234"] : []),
    ...more, "END:VEVENT",
  ]),
  "END:VCALENDAR",
]);

export const booking: Export = (entries) => written([
  "BEGIN:VCALENDAR", "PRODID:-//admin.booking.com//NONSGML iCalendar//EN", "VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
  ...entries.flatMap(({ from, to, summary = "CLOSED - Not available", uid = `${day(from)}${day(to)}@booking.com`, more = [] }) => [
    "BEGIN:VEVENT", `DTSTART;VALUE=DATE:${day(from)}`, `DTEND;VALUE=DATE:${day(to)}`, `UID:${uid}`, `SUMMARY:${summary}`, "DTSTAMP:20261120T101500Z", ...more, "END:VEVENT",
  ]),
  "END:VCALENDAR",
]);

export const vrbo: Export = (entries) => written([
  "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//HomeAway.com, Inc.//EN", "CALSCALE:GREGORIAN", "X-WR-CALNAME:Vrbo",
  ...entries.flatMap(({ from, to, summary = "Reserved - Ada", uid = `8c1f-${day(from)}`, more = [] }) => [
    "BEGIN:VEVENT", `UID:${uid}`, "DTSTAMP:20261120T101500Z", `DTSTART;VALUE=DATE:${day(from)}`, `DTEND;VALUE=DATE:${day(to)}`, `SUMMARY:${summary}`, ...more, "END:VEVENT",
  ]),
  "END:VCALENDAR",
]);

/** Times in a zone, as people write into their own calendar. */
export const google: Export = (entries) => written([
  "BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:House", "X-WR-TIMEZONE:Europe/Lisbon",
  "BEGIN:VTIMEZONE", "TZID:Europe/Lisbon", "BEGIN:STANDARD", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:WET", "DTSTART:19701025T020000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "END:VTIMEZONE",
  ...entries.flatMap(({ from, to, summary = "Cousins", uid = `${day(from)}abc@google.com`, more = [] }) => [
    "BEGIN:VEVENT", `DTSTART;TZID=Europe/Lisbon:${day(from)}T150000`, `DTEND;TZID=Europe/Lisbon:${day(to)}T110000`, "DTSTAMP:20261120T101500Z", `UID:${uid}`, "CREATED:20261101T080000Z",
    "LAST-MODIFIED:20261101T080000Z", "SEQUENCE:0", "STATUS:CONFIRMED", `SUMMARY:${summary}`, "TRANSP:OPAQUE", ...more, "END:VEVENT",
  ]),
  "END:VCALENDAR",
]);

/** A calendar of these lines in one event. */
export const anEvent = (...lines: string[]) => written(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Somebody//EN", "BEGIN:VEVENT", "UID:1", ...lines, "END:VEVENT", "END:VCALENDAR"]);

/** Of so many stays, a night between each two. */
export const entries = (count: number, from: Night): Entry[] => Array.from({ length: count }, (_, index) => ({ from: addDays(from, 3 * index), to: addDays(from, 3 * index + 2) }));
