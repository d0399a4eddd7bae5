/** What workers do later, as support looks at it. */
import mongoose from "mongoose";
import type { z } from "zod";
import type { Id } from "../../shared/contract/ids.ts";
import type { Job, JobCounts, JobState } from "../../shared/contract/job.ts";
import type { jobRoutes } from "../../shared/contract/routes/jobs.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import { stateAt } from "../../shared/jobs/states.ts";
import type { StoredJob } from "../../shared/store/job-documents.ts";
import { cursorOf, placeOf } from "../../shared/store/place.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { jobView } from "../../shared/views/job.ts";
import { escaped } from "./narrow.ts";

type Wanted = z.output<(typeof jobRoutes.opsJobs)["query"]>;
type Reader = Pick<TransactionContext, "store" | "clock">;
type Shown = StoredJob & { state: JobState; placeAt: Date };

/** What each state is ordered by. */
const PLACE: Record<JobState, string> = { failed: "$failedAt", failing: "$failedAt", waiting: "$nextRunAt", running: "$lockedAt", done: "$lastFinishedAt" };
const NEVER = new Date(0);

export async function findJobs({ store, clock }: Reader, { state, name, q, limit, cursor }: Wanted): Promise<z.output<(typeof jobRoutes.opsJobs)["answer"]>> {
  const now = await clock();
  const matching = { $match: q ? wordFilter(q) : {} };
  const [found, counted] = await Promise.all([
    store.jobs.aggregate<Shown>([
      matching,
      ...(name === undefined ? [] : [{ $match: { name } }]),
      { $set: { state: stateAt(now), placeAt: { $ifNull: [PLACE[state], NEVER] } } },
      { $match: { $and: [{ state }, behind(cursor, state)] } },
      { $sort: state === "waiting" ? { placeAt: 1, _id: 1 } : { placeAt: -1, _id: -1 } },
      { $limit: limit + 1 },
    ]),
    store.jobs.aggregate<{ _id: { name: string; state: JobState }; count: number }>([matching, { $group: { _id: { name: "$name", state: stateAt(now) }, count: { $sum: 1 } } }]),
  ]);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const names = [...new Set(counted.map(({ _id }) => _id.name))].sort();
  const countsOf = (which: (one: string) => boolean): JobCounts => {
    const sum = (wanted: JobState) => counted.reduce((all, { _id, count }) => all + (_id.state === wanted && which(_id.name) ? count : 0), 0);
    return { failed: sum("failed"), failing: sum("failing"), waiting: sum("waiting"), running: sum("running"), done: sum("done") };
  };
  return {
    items: shown.map((job) => jobView(job, job.state)),
    ...(found.length > limit && last && { nextCursor: cursorOf({ at: last.placeAt, id: String(last._id) }) }),
    counts: countsOf((one) => name === undefined || one === name),
    names: names.map((one) => ({ name: one, counts: countsOf((other) => other === one) })),
  };
}

/** Jobs that were never begun or never failed lie where their time would be. */
function behind(cursor: string | undefined, state: JobState): object {
  if (cursor === undefined) return {};
  const { at, id } = placeOf(cursor);
  const beyond = state === "waiting" ? "$gt" : "$lt";
  return { $or: [{ placeAt: { [beyond]: at } }, { placeAt: at, _id: { [beyond]: new mongoose.Types.ObjectId(id) } }] };
}

function wordFilter(q: string): object {
  if (!/^[0-9a-f]{24}$/.test(q)) return { "data.key": { $regex: `^${escaped(q)}` } };
  return { $or: [{ _id: new mongoose.Types.ObjectId(q) }, ...["bookingId", "propertyId", "userId"].map((field) => ({ [`data.${field}`]: q }))] };
}

/** @throws Refusal `not_found` */
export async function readJob({ store, clock }: Reader, id: Id): Promise<Job> {
  const now = await clock();
  const [job] = await store.jobs.aggregate<Shown>([{ $match: { _id: new mongoose.Types.ObjectId(id) } }, { $set: { state: stateAt(now) } }]);
  if (!job) throw new Refusal("not_found", "There is no such job");
  return jobView(job, job.state);
}
