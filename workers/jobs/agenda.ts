import { MongoBackend } from "@agendajs/mongo-backend";
import { Agenda } from "agenda";
import type { Logger } from "pino";
import type { Store } from "../../shared/store/open.ts";

export interface RepeatedJob {
  name: string;
  everySeconds: number;
  /** How long one run may take, in seconds, where that is more than a moment. */
  longestSeconds?: number;
  run(): Promise<void>;
}

/** Milliseconds between two looks for jobs that are due. */
const LOOK = 500;
/** Milliseconds after which another worker runs a job whose worker died. What it does twice has one effect. */
const LOCK = 10_000;
/** Milliseconds between two looks for jobs whose time was set by a clock that was ahead. */
const SET_RIGHT = 5000;

/** Runs jobs again and again, each on one worker at a time however many there are. */
export async function startJobs(store: Store, jobs: RepeatedJob[], log: Logger): Promise<{ close(): Promise<void> }> {
  const running = new Set<Promise<void>>();
  const collection = store.connection.collection("jobs");
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: store.connection.db as never, collection: collection.collectionName }),
    processEvery: LOOK,
    defaultLockLifetime: LOCK,
  });
  let closing = false;
  agenda.on("error", (error) => {
    if (!closing) log.warn({ err: error }, "jobs could not be looked for"); // a look under way when it stops finds the store closed
  });
  for (const { name, run, longestSeconds = 0 } of jobs) {
    agenda.define(name, async () => {
      const work = run();
      running.add(work);
      try {
        await work;
      } catch (error) {
        log.warn({ err: error, job: name }, "a job failed and runs again at its next time");
        throw new Error("It failed: the log says how", { cause: error }); // Agenda keeps its words: those of the error itself may be of a person
      } finally {
        running.delete(work);
      }
    }, { lockLifetime: Math.max(LOCK, longestSeconds * 1000) });
  }

  /** Agenda goes by workers' clocks: a time that one of them set too far ahead would keep the job from all. */
  async function setRight(): Promise<void> {
    for (const { name, everySeconds } of jobs) {
      const latest = { $add: ["$$NOW", everySeconds * 1000 + SET_RIGHT] };
      await collection.updateMany({ name, $expr: { $gt: ["$nextRunAt", latest] } }, [{ $set: { nextRunAt: "$$NOW" } }]);
    }
  }

  await agenda.start();
  for (const { name, everySeconds } of jobs) await agenda.every(everySeconds * 1000, name);
  await setRight();
  const settingRight = setInterval(() => {
    setRight().catch((error: unknown) => log.warn({ err: error }, "times of jobs could not be set right"));
  }, SET_RIGHT);
  return {
    async close() {
      closing = true;
      clearInterval(settingRight);
      await agenda.stop(false);
      await Promise.allSettled(running);
    },
  };
}
