import type { JobData } from "../../shared/store/job-documents.ts";
import { record } from "../../shared/store/events.ts";
import { transact, type TransactionContext } from "../../shared/store/transact.ts";

/** Tells that a job was given up, or fails again and again. */
export async function recordFailure(context: TransactionContext, { id, name, data }: { id: string; name: string; data: JobData }): Promise<void> {
  const { bookingId, userId, propertyId } = data;
  await transact(context, (tx) => record(tx, {
    type: "job.failed", actor: { role: "system" }, ...(bookingId && { bookingId }), ...(userId && { userId }), ...(propertyId && { propertyId }),
    data: { jobId: id, job: name },
  }));
}
