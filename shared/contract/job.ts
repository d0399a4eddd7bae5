import { z } from "zod";
import { Instant } from "./dates.ts";
import { Id } from "./ids.ts";

/**
 * `failed`: given up, it runs no more unless somebody has it run; it is kept for 90 days. `failing`: failed when it last ran,
 * and has a time at which it runs again. `waiting`: has a time at which it runs. `running`: a worker has it. `done`: it went well; it is kept for a day.
 */
export const JobState = z.enum(["failed", "failing", "waiting", "running", "done"]).meta({ id: "JobState" });
export type JobState = z.infer<typeof JobState>;

export const Job = z
  .object({
    id: Id,
    name: z.string(),
    key: z.string().optional().meta({ description: "What it is for, in one word; none where it runs again and again" }),
    state: JobState,
    dueAt: Instant.optional().meta({ description: "Nobody can have it run before" }),
    runAt: Instant.optional().meta({ description: "When it runs next" }),
    startedAt: Instant.optional().meta({ description: "When it last began" }),
    finishedAt: Instant.optional().meta({ description: "When it last ended, well or not" }),
    failedAt: Instant.optional().meta({ description: "When it last failed, maybe long ago" }),
    failures: z.int().min(0).meta({ description: "In a row, since it last went well" }),
    reason: z.string().optional().meta({ description: "Why it failed, in words that name nobody; while there are failures" }),
    repeats: z.int().optional().meta({ description: "Runs again and again, so many seconds apart" }),
    bookingId: Id.optional(),
    propertyId: Id.optional(),
    userId: Id.optional(),
  })
  .meta({ id: "Job", description: "Something that workers do later" });
export type Job = z.infer<typeof Job>;

const count = z.int().min(0);
export const JobCounts = z.object({ failed: count, failing: count, waiting: count, running: count, done: count }).meta({ id: "JobCounts" });
export type JobCounts = z.infer<typeof JobCounts>;
