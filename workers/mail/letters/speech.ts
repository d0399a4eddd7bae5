/** How a language says dates, times and sums. Nights are dates of the property, instants are said on its clock. */
import type { Night, Stay } from "../../../shared/contract/dates.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import type { Language } from "../../../shared/contract/user.ts";
import { en } from "./words/en.ts";
import { es } from "./words/es.ts";
import { fr } from "./words/fr.ts";
import type { Words } from "./words/words.ts";

const WORDS: Record<Language, Words> = { en, fr, es };

const utc = (night: Night) => new Date(`${night}T00:00:00Z`);

export interface Speech {
  words: Words;
  /** 3 July 2026 */
  day(night: Night): string;
  /** Friday, 3 July 2026 */
  date(night: Night): string;
  /** 3 – 7 July 2026 */
  dates(stay: Stay): string;
  /** Friday, 3 July 2026 at 14:30 (Western European Summer Time) */
  instant(at: Date, timeZone: string): string;
  /** Western European Time: without whether it is summer. */
  zone(at: Date, timeZone: string): string;
  money(amount: number, currency: string): string;
  percent(percent: number): string;
}

export function speechOf(language: Language): Speech {
  const words = WORDS[language];
  const { locale } = words;
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const long = format({ dateStyle: "long", timeZone: "UTC" });
  const full = format({ dateStyle: "full", timeZone: "UTC" });
  return {
    words,
    day: (night) => long.format(utc(night)),
    date: (night) => full.format(utc(night)),
    dates: ({ checkIn, checkOut }) => long.formatRange(utc(checkIn), utc(checkOut)),
    instant: (at, timeZone) => {
      const moment = format({ weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
      return `${moment.format(at)} (${zoneName(locale, "long", at, timeZone)})`;
    },
    zone: (at, timeZone) => zoneName(locale, "longGeneric", at, timeZone),
    money: (amount, currency) => formatMoney(amount, currency, locale),
    percent: (percent) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(percent / 100),
  };
}

function zoneName(locale: string, timeZoneName: "long" | "longGeneric", at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone, timeZoneName }).formatToParts(at).find(({ type }) => type === "timeZoneName")!.value;
}
