import type { Job, JobState } from "../contract/job.ts";
import type { StoredJob } from "../store/job-documents.ts";

/** As support sees it. */
export function jobView(job: StoredJob, state: JobState): Job {
  const { _id, name, data, repeatInterval, nextRunAt, lastRunAt, lastFinishedAt, failedAt, failCount, failReason } = job;
  const { key, at, bookingId, propertyId, userId } = data;
  return {
    id: String(_id), name, ...(key && { key }), state,
    ...(at && { dueAt: at.toISOString() }),
    ...(nextRunAt && { runAt: nextRunAt.toISOString() }),
    ...(lastRunAt && { startedAt: lastRunAt.toISOString() }),
    ...(lastFinishedAt && { finishedAt: lastFinishedAt.toISOString() }),
    ...(failedAt && { failedAt: failedAt.toISOString() }),
    failures: failCount ?? 0,
    ...(failCount && failReason && { reason: failReason }),
    ...(repeatInterval && { repeats: Math.round(repeatInterval / 1000) }),
    ...(bookingId && { bookingId }), ...(propertyId && { propertyId }), ...(userId && { userId }),
  };
}
