import type { JobState } from "../contract/job.ts";
import { JOB_LOCK } from "../store/job-documents.ts";

const HAS_A_TIME = { $or: [{ $gt: ["$nextRunAt", null] }, { $gt: ["$lockedAt", null] }] };
const HAS_FAILED = { $gt: ["$failCount", 0] };

/** How a job is at `now`: an expression for the database. A job whose worker is gone waits for another. */
export function stateAt(now: Date): object {
  const isHeld = { $gt: ["$lockedAt", new Date(now.getTime() - JOB_LOCK)] };
  return oneOf([[isHeld, "running"], [{ $and: [HAS_A_TIME, HAS_FAILED] }, "failing"], [HAS_A_TIME, "waiting"], [HAS_FAILED, "failed"]], "done");
}

/** The first that is so. */
function oneOf(branches: [object, JobState][], otherwise: JobState): object {
  return branches.reduceRight<object | string>((rest, [is, state]) => ({ $cond: [is, state, rest] }), otherwise) as object;
}
