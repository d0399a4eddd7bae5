import type { MonthRun } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";

/** What a claim asks of a month: `units` units for the days of `run`, for the booking or block `id`. */
export interface Ask {
  id: Id;
  run: MonthRun;
  units: number;
}

/** An aggregation expression that is true where the month has room. */
export type Guard = (ask: Ask, now: Date) => object;

/** An expression over `$$claim`: it counts at `now`. A hold whose `until` has come does not, whatever has swept or not. */
export function liveAt(now: Date): object {
  return { $or: [{ $eq: [{ $type: "$$claim.until" }, "missing"] }, { $gt: ["$$claim.until", now] }] };
}

/** Live claims other than its own: what a claim finds when it is made, or made anew. */
export function othersLive(id: Id, now: Date): object {
  return { $filter: { input: "$claims", as: "claim", cond: { $and: [{ $ne: ["$$claim.id", id] }, liveAt(now)] } } };
}

/** Live claims, but for what `id` holds until a time: what is kept when that is held anew. */
export function allButHeld(id: Id, now: Date): object {
  const isForGood = { $eq: [{ $type: "$$claim.until" }, "missing"] };
  return { $filter: { input: "$claims", as: "claim", cond: { $and: [liveAt(now), { $or: [{ $ne: ["$$claim.id", id] }, isForGood] }] } } };
}

/** True where on every night of the run the units taken by others' live claims and those asked for fit into the month's. */
export const roomFor: Guard = ({ id, run, units }, now) => {
  const taken = (day: number) => ({
    $sum: {
      $map: {
        input: "$$others",
        as: "claim",
        in: { $cond: [{ $and: [{ $lte: ["$$claim.from", day] }, { $gt: ["$$claim.to", day] }] }, "$$claim.units", 0] },
      },
    },
  });
  const days = Array.from({ length: run.to - run.from }, (_, index) => run.from + index);
  return {
    $let: {
      vars: { others: othersLive(id, now) },
      in: { $and: days.map((day) => ({ $lte: [{ $add: [taken(day), units] }, "$units"] })) },
    },
  };
};
