/**
 * Claims of a month as bars, each in a lane where nothing overlaps it. Provisional: which unit it is, is decided at
 * check-in. A booking can have several, its own and holds for nights it would add: those follow each other in one lane
 * where that is free. Pure.
 */
import type { HostClaim } from "../../../shared/contract/month.ts";

export interface Bar {
  claim: HostClaim;
  /** From 0. */
  lane: number;
}

export function barsOf(claims: readonly HostClaim[]): { bars: Bar[]; lanes: number } {
  const ends: number[] = [];
  const laneOf = new Map<string, number>();
  const bars = [...claims]
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .map((claim) => {
      const own = laneOf.get(claim.id) ?? -1;
      const found = (ends[own] ?? Infinity) <= claim.from ? own : ends.findIndex((end) => end <= claim.from);
      const lane = found === -1 ? ends.length : found;
      ends[lane] = claim.to;
      laneOf.set(claim.id, lane);
      return { claim, lane };
    });
  return { bars, lanes: ends.length };
}

/** Whether these nights are held for a booking that has others already: it would be longer, or lie elsewhere. */
export function isAdded(claim: HostClaim, claims: readonly HostClaim[]): boolean {
  return claim.kind === "hold" && claims.some(({ id, kind }) => id === claim.id && kind === "booking");
}
