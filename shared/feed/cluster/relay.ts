/**
 * When the relay that leads may beat. Pure, like the node's side in `node.ts`.
 *
 * It renews its lease again and again, and its stream carries these renewals: one that comes back proves that the stream runs,
 * and where it stands. A relay that is cut off from MongoDB sees none, and says nothing more.
 */
import type { Beat, Position } from "./node.ts";

/** Milliseconds after which a renewal that comes back proves nothing about now. Less than half a lease. */
export const FRESH = 1200;

export interface Leading {
  readonly term: number;
  /** Up to here nodes have been told so; absent where it begins, or has missed something. */
  readonly last?: Position | undefined;
}

/**
 * Everything before the renewal was published. The first beat, and the one after a gap, claims nothing: nodes that had not
 * come as far feed themselves.
 *
 * @param age milliseconds since it was asked for, `undefined` where this is no renewal of this process
 */
export function beatAt({ term, last }: Leading, renewal: Position, age: number | undefined): Beat | undefined {
  if (age === undefined || age > FRESH) return undefined;
  return { term, from: last ?? renewal, to: renewal };
}
