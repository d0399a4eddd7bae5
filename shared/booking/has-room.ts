import { runsOf, type Stay } from "../contract/dates.ts";
import type { StoredMonth } from "../store/documents.ts";
import { publicMonth } from "../views/month.ts";

/** Whether each night has a free unit at `now`, holds that have lapsed not counted. It may be gone when it is held. */
export function hasRoom(months: StoredMonth[], stay: Stay, now: Date): boolean {
  return runsOf(stay).every(({ month, from, to }) => {
    const stored = months.find((candidate) => candidate.month === month);
    if (!stored) return false;
    const { free } = publicMonth({ ...stored, claims: stored.claims.filter(({ until }) => !until || until > now) });
    return free.slice(from - 1, to - 1).every((units) => units > 0);
  });
}
