/** How dates, times, people and money are said. Nights are dates of the property: shown as they are, in no time zone. */
import { type Month, type Night, type Stay, daysBetween } from "../../shared/contract/dates.ts";

const utc = (night: Night) => new Date(`${night}T00:00:00Z`);
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en-GB", options);

const short = format({ timeZone: "UTC", day: "numeric", month: "short" });
const medium = format({ timeZone: "UTC", weekday: "short", day: "numeric", month: "short", year: "numeric" });
const long = format({ timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" });
const monthName = format({ timeZone: "UTC", month: "long", year: "numeric" });
const time = format({ hour: "2-digit", minute: "2-digit" });
const timeSeconds = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const moment = format({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** 24 Dec */
export const shortNight = (night: Night) => short.format(utc(night));
/** Thu, 24 Dec 2026 */
export const mediumNight = (night: Night) => medium.format(utc(night));
/** Thursday 24 December 2026 */
export const longNight = (night: Night) => long.format(utc(night));
/** December 2026 */
export const monthTitle = (month: Month) => monthName.format(utc(`${month}-01`));
/** 14:03, on the clock of this machine */
export const wallTime = (at: number | string) => time.format(new Date(at));
export const wallTimeSeconds = (at: string) => timeSeconds.format(new Date(at));
/** 24 Dec, 14:03 */
export const dayAndTime = (at: string) => moment.format(new Date(at));

/** 24 – 27 Dec 2026 */
export function stayDates({ checkIn, checkOut }: Stay): string {
  return medium.formatRange(utc(checkIn), utc(checkOut));
}

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

const regions = new Intl.DisplayNames("en", { type: "region" });
export const countryName = (code: string) => regions.of(code) ?? code;
