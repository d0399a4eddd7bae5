/** Stats as they came: a picture of the last two minutes. Pure. */
import type { Stats } from "../stats.ts";

export const LATELY_MS = 120_000;

export interface Arrival {
  /** Milliseconds since 1970 of this machine: what was not told leaves a gap. */
  arrived: number;
  stats: Stats;
}

/** First to last, the oldest two minutes before `now`. Those from a time that is still to come (the clock was set back) are dropped. */
export function keepLately(known: readonly Arrival[], stats: Stats, now: number): readonly Arrival[] {
  return [...known.filter(({ arrived }) => arrived >= now - LATELY_MS && arrived <= now), { arrived: now, stats }];
}
