/**
 * Runs jobs, each on one worker at a time however many there are. What is run twice all the same (Agenda's locks go by
 * workers' clocks, and a worker can be stopped and come back) has one effect: each job guards its own.
 */
import { MongoBackend } from "@agendajs/mongo-backend";
import { Agenda, type Job } from "agenda";
import type { Logger } from "pino";
import { JOB_LOCK, type JobData } from "../../shared/store/job-documents.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { recordFailure } from "./record-failure.ts";
import { Trouble } from "./trouble.ts";

interface Work {
  name: string;
  /** How long one run may take, in seconds, where that is more than a minute: after it another worker may run the job. */
  longestSeconds?: number;
}

export interface RepeatedJob extends Work {
  everySeconds: number;
  run(): Promise<void>;
}

/** A kind of jobs that are due once: `addJobs` adds them. */
export interface JobKind extends Work {
  /** How many run at once in one worker. */
  atOnce: number;
  /** Seconds before each further try of one that failed. After the last it is given up, and support is told. */
  pauses: readonly number[];
  /** @returns when to look again, where it is not done yet */
  run(data: JobData): Promise<Date | undefined>;
}

export interface JobsContext extends TransactionContext {
  log: Logger;
}

/** Milliseconds between two looks for jobs that are due. */
const LOOK = 500;
/** Milliseconds between two signs of life of a job that runs. */
const TOUCH = JOB_LOCK / 4;
const LONGEST = 60_000;
/** Milliseconds between two looks for jobs whose time was set by a clock that was ahead. */
const SET_RIGHT = 5000;
/** A job that runs again and again has failed, where it did so this often without going well in between. */
const FAILED_RUNS = 3;

export async function startJobs(context: JobsContext, repeated: readonly RepeatedJob[], kinds: readonly JobKind[]): Promise<{ close(): Promise<void> }> {
  const { store, clock, log } = context;
  /** What runs, until Agenda has written down that it has. */
  const running = new Map<Job, { promise: Promise<void>; resolve(): void }>();
  const collection = store.connection.collection("jobs");
  const backend = new MongoBackend({ mongo: store.connection.db as never, collection: collection.collectionName });
  const { repository } = backend;
  const unlock = repository.unlockJob.bind(repository);
  // Agenda does not wait for it: a failure that nobody takes would end the process.
  repository.unlockJob = (job) => unlock(job).catch((error: unknown) => log.warn({ err: error }, "a job could not be given back, and is when its lock has run out"));
  const agenda = new Agenda({
    backend,
    processEvery: LOOK,
    defaultLockLifetime: JOB_LOCK,
    maxConcurrency: 100,
  });
  let closing = false;
  agenda.on("error", (error) => {
    if (!closing) log.warn({ err: error }, "jobs could not be looked for"); // a look under way when it stops finds the store closed
  });
  agenda.on("start", (job: Job) => {
    let resolve = () => {};
    const promise = new Promise<void>((done) => (resolve = done));
    running.set(job, { promise, resolve });
  });
  agenda.on("complete", (job: Job) => {
    running.get(job)?.resolve();
    running.delete(job);
  });

  /** Runs it with signs of life, and tells of failures in words that name nobody. */
  async function attempt(job: Job, { longestSeconds }: Work, isGivenUp: (failures: number) => boolean, work: () => Promise<void>): Promise<void> {
    const until = performance.now() + (longestSeconds === undefined ? LONGEST : longestSeconds * 1000);
    let sign: Promise<void> | undefined;
    const touching = setInterval(() => {
      if (sign || performance.now() >= until) return;
      sign = job.touch().catch(() => {}).finally(() => (sign = undefined)); // gone, or another's by now
    }, TOUCH);
    try {
      await work();
      delete job.attrs.failReason; // Agenda keeps it beside a count of none
    } catch (error) {
      const failures = (job.attrs.failCount ?? 0) + 1;
      log.warn({ err: error, job: job.attrs.name, key: keyOf(job), failures }, "a job failed");
      if (isGivenUp(failures)) await recordFailure(context, { id: String(job.attrs._id), name: job.attrs.name, data: job.attrs.data as JobData });
      throw error instanceof Trouble ? error : new Error("It failed: the log says how", { cause: error }); // Agenda keeps its words: those of the error itself may be of a person
    } finally {
      clearInterval(touching);
      await sign; // it says of the job that it runs: written after its end it would have it run again
    }
  }

  for (const job of repeated) {
    agenda.define(job.name, (one: Job) => attempt(one, job, (failures) => failures === FAILED_RUNS, job.run), { lockLifetime: JOB_LOCK });
  }
  for (const kind of kinds) {
    agenda.define(kind.name, (one: Job) => attempt(one, kind, (failures) => failures > kind.pauses.length, async () => {
      const data = one.attrs.data as JobData;
      const early = data.at !== undefined && (await clock()) < data.at; // a worker's clock was ahead
      const again = early ? data.at : await kind.run(data);
      if (again) one.attrs.nextRunAt = again;
    }), {
      lockLifetime: JOB_LOCK,
      concurrency: kind.atOnce,
      lockLimit: kind.atOnce, // what is locked and waits here loses its lock, and Agenda the place
      backoff: ({ attempt: failures }) => (kind.pauses[failures - 1] === undefined ? null : kind.pauses[failures - 1]! * 1000),
    });
  }

  async function addRepeated(): Promise<void> {
    for (const { name, everySeconds } of repeated) {
      const fresh = { type: "single", priority: 0, data: { key: "" }, nextRunAt: await clock(), lockedAt: null };
      await collection.updateOne({ name, "data.key": "" }, { $set: { repeatInterval: everySeconds * 1000 }, $setOnInsert: fresh }, { upsert: true });
    }
  }
  /** Agenda goes by workers' clocks: a time that one of them set too far ahead would keep the job from all. */
  async function setRight(): Promise<void> {
    for (const { name, everySeconds } of repeated) {
      const latest = { $add: ["$$NOW", everySeconds * 1000 + SET_RIGHT] };
      await collection.updateMany({ name, $expr: { $gt: ["$nextRunAt", latest] } }, [{ $set: { nextRunAt: "$$NOW" } }]);
    }
  }
  let lostBefore = 0;
  /** Agenda never gives back the place of a job whose lock ran out before it began, as where this process stood still. A new beginning does. */
  async function regainPlaces(): Promise<void> {
    const { lockedJobs, runningJobs, queuedJobs } = (await agenda.getRunningStats()) as Record<"lockedJobs" | "runningJobs" | "queuedJobs", number>;
    const lost = lockedJobs - runningJobs - queuedJobs;
    if (lost > 0 && lostBefore > 0 && !closing) {
      log.warn({ places: lost }, "places of jobs were lost; looking for jobs begins anew");
      await agenda.stop(false);
      if (!closing) await agenda.start();
    }
    lostBefore = lost;
  }
  await addRepeated();
  await setRight();
  await agenda.start();
  let lastLook: Promise<unknown> = Promise.resolve();
  const settingRight = setInterval(() => {
    lastLook = Promise.all([setRight(), regainPlaces()]).catch((error: unknown) => log.warn({ err: error }, "jobs could not be set right"));
  }, SET_RIGHT);
  return {
    /** Gives back what it has locked and not begun, so that others run it at once, and waits for what runs. */
    async close() {
      closing = true;
      clearInterval(settingRight);
      await lastLook;
      await agenda.stop(false);
      await Promise.all([...running.values()].map(({ promise }) => promise));
    },
  };
}

function keyOf({ attrs }: Job): string | undefined {
  return (attrs.data as JobData | undefined)?.key;
}
