import type { Id } from "../../shared/contract/ids.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { addJobs } from "../jobs/queue.ts";
import { JOB } from "./tell.ts";

/** Milliseconds. */
const GIVEN_UP_FOR = 3_600_000;

/**
 * Has each webhook told that something is due for, and that nobody is at. Whoever makes something due needs to tell nobody:
 * a job that ends just then writes down that there is no next time, and is found here.
 */
export async function wakeWebhooks({ store, clock }: TransactionContext): Promise<void> {
  const now = await clock();
  const due = await store.webhookDeliveries.aggregate<{ _id: Id }>([{ $match: { state: "waiting", tryAt: { $lte: now } } }, { $group: { _id: "$webhookId" } }]);
  const keys = due.map(({ _id }) => _id);
  await addJobs(store, keys.map((key) => ({ name: JOB, data: { key, at: now } })));
  const idle = { lockedAt: null, $or: [{ nextRunAt: null }, { nextRunAt: { $gt: now } }] };
  // One that has failed has pauses of its own; one that was given up is tried again after an hour.
  const well = { $or: [{ failCount: null }, { failCount: 0 }, { nextRunAt: null, failedAt: { $lt: new Date(now.getTime() - GIVEN_UP_FOR) } }] };
  await store.jobs.updateMany({ name: JOB, "data.key": { $in: keys }, $and: [idle, well] }, { $set: { nextRunAt: now } });
}
