/** Claims of a month as bars, each in a lane where nothing overlaps it. Provisional: which unit it is, is decided at check-in. Pure. */
import type { HostClaim } from "../../../shared/contract/month.ts";

export interface Bar {
  claim: HostClaim;
  /** From 0. */
  lane: number;
}

export function barsOf(claims: readonly HostClaim[]): { bars: Bar[]; lanes: number } {
  const ends: number[] = [];
  const bars = [...claims]
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .map((claim) => {
      const found = ends.findIndex((end) => end <= claim.from);
      const lane = found === -1 ? ends.length : found;
      ends[lane] = claim.to;
      return { claim, lane };
    });
  return { bars, lanes: ends.length };
}
