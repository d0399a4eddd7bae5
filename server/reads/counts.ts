import type { Stats } from "../../shared/contract/stats.ts";
import { GIVEN_UP } from "../../shared/store/job-documents.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";

const MINUTE = 60_000;
/** Milliseconds. A job that begins so soon after its time has not waited: writing that down takes a moment, and clocks differ. */
const PUNCTUAL = 1000;

/** What stats say that no node knows by itself. Each count reads an index or a dozen documents. */
export async function countsNow({ store, clock }: Pick<TransactionContext, "store" | "clock">): Promise<Pick<Stats, "at" | "holds" | "bookingsPerMinute" | "jobs">> {
  const now = await clock();
  const { jobs } = store;
  const [holds, bookingsPerMinute, late, failing, failed] = await Promise.all([
    store.bookings.countDocuments({ status: "held", holdUntil: { $gt: now } }),
    store.events.countDocuments({ type: "booking.confirmed", at: { $gt: new Date(now.getTime() - MINUTE) } }),
    // Beginning, a job gets its next time. One that still has a time that is past did not: its worker may also have died with it.
    jobs.countDocuments({ nextRunAt: { $lt: new Date(now.getTime() - PUNCTUAL) } }),
    jobs.countDocuments({ failCount: { $gt: 0 }, nextRunAt: { $ne: null } }),
    jobs.countDocuments(GIVEN_UP),
  ]);
  return { at: now.toISOString(), holds, bookingsPerMinute, jobs: { late, failing, failed } };
}
