/** What workers do later, as support looks at it. */
import mongoose, { type PipelineStage } from "mongoose";
import type { z } from "zod";
import type { Id } from "../../shared/contract/ids.ts";
import type { Job, JobCounts, JobState } from "../../shared/contract/job.ts";
import type { jobRoutes } from "../../shared/contract/routes/jobs.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import { stateAt } from "../../shared/jobs/states.ts";
import { GIVEN_UP, JOB_LOCK, type StoredJob } from "../../shared/store/job-documents.ts";
import { cursorOf, placeOf } from "../../shared/store/place.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { jobView } from "../../shared/views/job.ts";
import { escaped } from "./narrow.ts";

type Wanted = z.output<(typeof jobRoutes.opsJobs)["query"]>;
type Reader = Pick<TransactionContext, "store" | "clock">;
type Shown = StoredJob & { state: JobState; placeAt: Date };

/** What each state is ordered by. */
const PLACE = { failed: "failedAt", failing: "failedAt", waiting: "nextRunAt", running: "lockedAt", done: "lastFinishedAt" } as const satisfies Record<JobState, keyof StoredJob>;
const NEVER = new Date(0);
/** The index that knows of each job what `stateAt` looks at. */
const OF_STATES = { name: 1, nextRunAt: 1, _id: 1, lockedAt: 1, failCount: 1 } as const;
/** Has an index that begins with names be used for what comes after them: it is entered once for each. */
const ANY_NAME = { $gte: "" };

export async function findJobs({ store, clock }: Reader, { state, name, q, limit, cursor }: Wanted): Promise<z.output<(typeof jobRoutes.opsJobs)["answer"]>> {
  const now = await clock();
  const matching = q ? [{ $match: wordFilter(q) }] : [];
  const named = name === undefined ? [] : [{ $match: { name } }];
  const order = state === "waiting" ? 1 : -1;
  const pageBy = (field: string) => [{ $match: behind(cursor, state, field) }, { $sort: { [field]: order, _id: order } }, { $limit: limit + 1 }];
  const placed = { $set: { state, placeAt: { $ifNull: [`$${PLACE[state]}`, NEVER] } } };
  const shownOf = ({ among, inOrder }: Head) => store.jobs.aggregate<Shown>([
    ...matching, ...named, { $match: { ...among, $expr: { $eq: [stateAt(now), state] } } },
    ...(inOrder ? [...pageBy(PLACE[state]), placed] : [placed, ...pageBy("placeAt")]),
  ] as PipelineStage[]);
  const [counted, ...parts] = await Promise.all([
    store.jobs.aggregate<{ _id: { name: string; state: JobState }; count: number }>(
      [...matching, { $group: { _id: { name: "$name", state: stateAt(now) }, count: { $sum: 1 } } }],
      q ? {} : { hint: OF_STATES },
    ),
    ...headsOf(state, now, cursor).map(shownOf),
  ]);
  const found = parts.flat().sort((a, b) => order * (a.placeAt.getTime() - b.placeAt.getTime() || (String(a._id) < String(b._id) ? -1 : 1)));
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

/** A filter that an index has an answer to. */
interface Head {
  among: object;
  /** Whether that index also has the order, so that no more is read than is shown. */
  inOrder?: true;
}

/** All jobs of a state, among few others. Those that a dead worker had wait and may have no time. */
function headsOf(state: JobState, now: Date, cursor: string | undefined): Head[] {
  const stale = new Date(now.getTime() - JOB_LOCK);
  switch (state) {
    case "failed":
      return [{ among: GIVEN_UP }];
    case "failing":
      return [{ among: { failCount: { $gt: 0 } } }];
    case "running":
      return [{ among: { name: ANY_NAME, lockedAt: { $gt: stale } } }];
    case "done":
      return [{ among: { nextRunAt: null, failReason: null, lastFinishedAt: { $gt: NEVER } } }];
    case "waiting":
      return [{ among: { name: ANY_NAME, lockedAt: { $lte: stale }, nextRunAt: null } }, { among: { nextRunAt: { $gte: cursor === undefined ? NEVER : placeOf(cursor).at } }, inOrder: true }];
  }
}

/** Jobs that were never begun or never failed lie where their time would be. */
function behind(cursor: string | undefined, state: JobState, field: string): object {
  if (cursor === undefined) return {};
  const { at, id } = placeOf(cursor);
  const beyond = state === "waiting" ? "$gt" : "$lt";
  return { $or: [{ [field]: { [beyond]: at } }, { [field]: at, _id: { [beyond]: new mongoose.Types.ObjectId(id) } }] };
}

function wordFilter(q: string): object {
  if (!/^[0-9a-f]{24}$/.test(q)) return { name: ANY_NAME, "data.key": { $regex: `^${escaped(q)}` } };
  return { $or: [{ _id: new mongoose.Types.ObjectId(q) }, ...["bookingId", "propertyId", "userId"].map((field) => ({ [`data.${field}`]: q }))] };
}

/** @throws Refusal `not_found` */
export async function readJob({ store, clock }: Reader, id: Id): Promise<Job> {
  const now = await clock();
  const [job] = await store.jobs.aggregate<Shown>([{ $match: { _id: new mongoose.Types.ObjectId(id) } }, { $set: { state: stateAt(now) } }]);
  if (!job) throw new Refusal("not_found", "There is no such job");
  return jobView(job, job.state);
}
