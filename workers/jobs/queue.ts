/** Jobs that are due once. Agenda runs them; what makes each one of its kind is the unique index on name and key. */
import { trusted } from "mongoose";
import { passOverThere } from "../../shared/store/already-there.ts";
import type { JobData } from "../../shared/store/job-documents.ts";
import type { Store } from "../../shared/store/open.ts";

export interface NewJob {
  name: string;
  /** Not before `data.at`, by the database's clock. */
  data: JobData & { at: Date };
}

/** Adds those that are not there yet, done or not: a job that was added once is not added again by its key. */
export async function addJobs(store: Store, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const writes = jobs.map(({ name, data }) => ({
    updateOne: {
      filter: { name, "data.key": data.key },
      update: { $setOnInsert: { type: "normal" as const, priority: 0, data, nextRunAt: data.at, lockedAt: null } },
      upsert: true,
    },
  }));
  await store.jobs.collection.bulkWrite(writes as never, { ordered: false }).catch(passOverThere);
}

/** Takes away jobs of a booking that wait and whose keys are none of these. */
export async function dropJobs(store: Store, name: string, bookingId: string, keep: readonly string[]): Promise<void> {
  await store.jobs.deleteMany({ name, "data.bookingId": bookingId, "data.key": trusted({ $nin: keep }), lockedAt: null, nextRunAt: trusted({ $ne: null }) });
}
