/** Calendars of other platforms in words. Pure. */
import type { Calendar } from "../../../shared/contract/calendar.ts";
import { dayAndTime, plural } from "../words.ts";

const STATES: Record<Calendar["state"], { tag: string; tone: "good" | "lamp" | "" }> = {
  waiting: { tag: "Not read yet", tone: "" },
  read: { tag: "Read", tone: "good" },
  failed: { tag: "Can’t be read", tone: "lamp" },
  doubted: { tag: "Look at it", tone: "lamp" },
  paused: { tag: "Paused", tone: "" },
};

export const stateOf = ({ state, conflicts }: Pick<Calendar, "state" | "conflicts">): { tag: string; tone: string } =>
  state === "read" && conflicts.length > 0 ? { tag: "Booked twice", tone: "lamp" } : STATES[state];

/** Last read 24 Nov, 14:03 · 12 stays to come */
export function readWords({ readAt, state, stays }: Pick<Calendar, "readAt" | "state" | "stays">): string {
  if (!readAt && state !== "waiting") return "Not read yet";
  return readAt ? `Last read ${dayAndTime(readAt)} · ${stays === 0 ? "no stays to come" : `${plural(stays, "stay")} to come`}` : "It is read for the first time within a minute";
}

/** What a reading by hand came to, for who listens. */
export function outcomeWords({ name, state, problem, conflicts }: Pick<Calendar, "name" | "state" | "problem" | "conflicts">): string {
  if (state === "failed") return `${name} can’t be read: ${problem}`;
  if (state === "doubted") return `${name} is much shorter than before: look at it`;
  return conflicts.length > 0 ? `${name} is read: ${plural(conflicts.length, "stay is", "stays are")} booked twice` : `${name} is read`;
}

/** The host of an address: all of it is for programs, and holds a secret. */
export function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
