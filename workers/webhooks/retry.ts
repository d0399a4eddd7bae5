/** When a message that was not taken is told again. Pure. */
import { RETRY_HOURS } from "../../shared/contract/webhook.ts";

const HOUR = 3600;
/** Seconds before each further try; the last one again and again. */
const PAUSES = [5, 300, 1800, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
/** A part of each pause, by chance on top of it, so that what failed together is not told together again. */
const JITTER = 0.1;
/** Seconds that somebody may ask us to wait. */
const MOST_ASKED = 24 * HOUR;

interface Tried {
  /** How often, by now. */
  tries: number;
  since: Date;
}

/** @param asked seconds, where it said how long to wait @returns `undefined` where it was the last try: the time for it is over */
export function nextTry({ tries, since }: Tried, now: Date, chance: number, asked = 0): Date | undefined {
  const last = since.getTime() + RETRY_HOURS * HOUR * 1000;
  if (now.getTime() >= last) return undefined;
  const pause = PAUSES[Math.min(tries, PAUSES.length) - 1]! * (1 + JITTER * chance);
  return new Date(Math.min(now.getTime() + Math.max(pause, Math.min(asked, MOST_ASKED)) * 1000, last));
}

/** Seconds of a `Retry-After`, which is a number of them or a date. */
export function askedToWait(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const seconds = (Date.parse(header) - now.getTime()) / 1000;
  return seconds > 0 ? seconds : undefined;
}
