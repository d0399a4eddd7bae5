import { runsOf, type Stay } from "../contract/dates.ts";
import { isLive, unitsTaken } from "../store/claims.ts";
import type { StoredMonth } from "../store/documents.ts";

/** Whether each night has a free unit at `now`, holds that have lapsed not counted. It may be gone when it is held. */
export function hasRoom(months: StoredMonth[], stay: Stay, now: Date): boolean {
  return runsOf(stay).every(({ month, from, to }) => {
    const stored = months.find((candidate) => candidate.month === month);
    if (!stored) return false;
    const live = stored.claims.filter(isLive(now));
    return Array.from({ length: to - from }, (_, index) => from + index).every((day) => unitsTaken(live, day) < stored.units);
  });
}
