import { retryJob } from "../../shared/jobs/retry.ts";
import { findJobs, readJob } from "../reads/jobs.ts";
import type { Handlers } from "./bind.ts";

export const jobHandlers: Handlers<"opsJobs" | "retryJob"> = {
  opsJobs: ({ input, context }) => findJobs(context, input.query),
  async retryJob({ input, actor, context }) {
    await retryJob(context, actor, { ...input.params, ...input.body });
    return readJob(context, input.params.id);
  },
};
