/**
 * How dates, times, people and money are said: in English, in the visitor's own kind of it where the browser names one.
 * Nights are dates of the property: shown as they are, in no time zone.
 */
import { type Month, type Night, type Stay, daysBetween } from "../../shared/contract/dates.ts";

const utc = (night: Night) => new Date(`${night}T00:00:00Z`);
/** Absent where no browser is. */
const { navigator: browser } = globalThis as { navigator?: { languages?: readonly string[] } };
const english = browser?.languages?.find((language) => /^en(-|$)/i.test(language)) ?? "en-GB";
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(english, options);

const short = format({ timeZone: "UTC", day: "numeric", month: "short" });
const medium = format({ timeZone: "UTC", weekday: "short", day: "numeric", month: "short" });
const mediumYear = format({ timeZone: "UTC", weekday: "short", day: "numeric", month: "short", year: "numeric" });
const long = format({ timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" });
const monthName = format({ timeZone: "UTC", month: "long", year: "numeric" });
const weekday = format({ timeZone: "UTC", weekday: "short" });
/** 09:05, but 9:05 AM. */
const hour = format({ hour: "numeric" }).resolvedOptions().hour12 ? "numeric" : "2-digit";
const time = format({ hour, minute: "2-digit" });
const timeUtc = format({ timeZone: "UTC", hour, minute: "2-digit" });
const timeSeconds = format({ hour, minute: "2-digit", second: "2-digit" });
const MOMENT = { day: "numeric", month: "short", hour, minute: "2-digit" } as const;
const moment = format(MOMENT);

/** The year is worth its room only where it is not this one. */
const thisYear = String(new Date().getFullYear());
const dated = (...nights: Night[]) => (nights.every((night) => night.startsWith(thisYear)) ? medium : mediumYear);

/** 24 Dec */
export const shortNight = (night: Night) => short.format(utc(night));
/** Thu, 24 Dec; with the year where it is another */
export const mediumNight = (night: Night) => dated(night).format(utc(night));
/** Thursday 24 December 2026 */
export const longNight = (night: Night) => long.format(utc(night));
/** Thu */
export const weekdayOf = (night: Night) => weekday.format(utc(night));
/** December 2026 */
export const monthTitle = (month: Month) => monthName.format(utc(`${month}-01`));
/** 14:03 or 2:03 PM, on the clock of this machine */
export const wallTime = (at: number | string) => time.format(new Date(at));
export const wallTimeSeconds = (at: string) => timeSeconds.format(new Date(at));
/** 24 Dec, 14:03 */
export const dayAndTime = (at: string) => moment.format(new Date(at));
/** `"15:00"` of a property's rules, as the visitor writes times. */
export const clockTime = (text: string) => timeUtc.format(new Date(`2000-01-01T${text}:00Z`));

/** Thu, 24 – Sun, 27 Dec */
export function stayDates({ checkIn, checkOut }: Stay): string {
  return dated(checkIn, checkOut).formatRange(utc(checkIn), utc(checkOut));
}

/** Lisbon, of Europe/Lisbon */
export const placeOfZone = (timeZone: string) => timeZone.split("/").at(-1)!.replaceAll("_", " ");

/** 24 Dec, 14:03 on the property's clock, and whose that is where the visitor's shows another time. */
export function deadline(at: string, timeZone: string): string {
  const year = at.startsWith(thisYear) ? {} : ({ year: "numeric" } as const);
  const [there, here] = [format({ ...MOMENT, ...year, timeZone }), format({ ...MOMENT, ...year })].map((words) => words.format(new Date(at)));
  return there === here ? there! : `${there} in ${placeOfZone(timeZone)}`;
}

/** 24 Nov 2026, on the property's clock: for paper, which is read in any year. */
export const dayOnPaper = (at: string, timeZone: string) => format({ timeZone, day: "numeric", month: "short", year: "numeric" }).format(new Date(at));

export const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
export const nightsCount = (stay: Stay) => plural(daysBetween(stay.checkIn, stay.checkOut), "night");

/** 08:41, or 1:08:41 from an hour on; never negative. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  return seconds >= 3_600 ? [Math.floor(seconds / 3_600), ...parts].join(":") : parts.join(":");
}

/** sea_view → Sea view */
export function inWords(name: string): string {
  const words = name.replaceAll(/[_.]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The end of a number of 24 digits: enough to tell two apart and to say on the telephone. */
export const shortId = (id: string) => id.slice(-6);

const regions = new Intl.DisplayNames("en", { type: "region" });
export const countryName = (code: string) => regions.of(code) ?? code;

/** Every country that can be chosen, by name. Codes that are groups, exceptions or out of use are left out. */
export function countries(): { code: string; name: string }[] {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
  const notCountries = new Set(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]);
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !notCountries.has(code) && regions.of(code) !== code && new Intl.Locale("und", { region: code }).region === code)
    .map((code) => ({ code, name: countryName(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}
