import { trusted } from "mongoose";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { staffRole } from "../contract/permissions.ts";
import { record } from "../store/events.ts";
import { JOB_LOCK, type StoredJob } from "../store/job-documents.ts";
import { transact, type TransactionContext } from "../store/transact.ts";

interface Supporter {
  id: Id;
  roles: readonly string[];
}

/**
 * Has a job run now that was given up, or waits. What it does it still decides for itself, as things are then.
 *
 * @throws Refusal `not_found`, `wrong_state` where it runs, is done, or is not due yet
 */
export async function retryJob(context: TransactionContext, supporter: Supporter, { id, reason }: { id: Id; reason: string }): Promise<void> {
  await transact(context, async (tx) => {
    const { store, session, now } = tx;
    const job = await store.jobs.findById(id, null, { session }).lean();
    if (!job) throw new Refusal("not_found", "There is no such job; those that went well are kept for a day, those that were given up for 90");
    refuseUnready(job, now);
    const stale = new Date(now.getTime() - JOB_LOCK);
    const { matchedCount } = await store.jobs.updateOne(
      { _id: job._id, $or: [{ lockedAt: null }, { lockedAt: trusted({ $lte: stale }) }] },
      { $set: { nextRunAt: now, lockedAt: null, failCount: 0, failReason: null } },
      { session },
    );
    if (matchedCount === 0) throw new Refusal("wrong_state", "The job runs just now");
    const { bookingId, userId, propertyId } = job.data;
    const role = staffRole(supporter.roles);
    await record(tx, {
      type: "job.retried", actor: { id: supporter.id, role }, ...(bookingId && { bookingId }), ...(userId && { userId }), ...(propertyId && { propertyId }),
      data: { jobId: id, job: job.name, reason },
    });
  });
}

/** @throws Refusal `wrong_state` */
function refuseUnready({ lockedAt, nextRunAt, failCount, data }: StoredJob, now: Date): void {
  if (lockedAt && lockedAt.getTime() > now.getTime() - JOB_LOCK) throw new Refusal("wrong_state", "The job runs just now");
  if (!nextRunAt && !lockedAt && !failCount) throw new Refusal("wrong_state", "The job is done");
  if (data.at && data.at > now) throw new Refusal("wrong_state", `The job is not due before ${data.at.toISOString()}`);
}
