import { z } from "zod";
import { listOf, Paging } from "../ids.ts";
import { Job, JobCounts, JobState } from "../job.ts";
import { byId, reason, type Route } from "./route.ts";

export const jobRoutes = {
  opsJobs: {
    method: "get", path: "/ops/jobs", status: 200,
    summary: "What workers do later, of one state: those that wait by their next time, all others latest first. `q` is a number of the job, or of its booking, property or person, or begins its key",
    query: z.strictObject({ ...Paging, state: JobState.default("failed"), name: z.string().max(100).optional(), q: z.string().trim().max(200).optional() }),
    answer: listOf(Job)
      .extend({
        counts: JobCounts.meta({ description: "Of those of this name that `q` finds" }),
        names: z.array(z.object({ name: z.string(), counts: JobCounts })).meta({ description: "Of all that `q` finds" }),
      })
      .meta({ id: "Jobs" }),
  },
  retryJob: {
    method: "post", path: "/ops/jobs/:id/retry", status: 200,
    summary: "Have a job run now that was given up, or waits; its failures no longer count",
    params: byId, body: z.strictObject({ reason }), answer: Job, idempotent: true,
  },
} as const satisfies Record<string, Route>;
