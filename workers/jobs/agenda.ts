import { MongoBackend } from "@agendajs/mongo-backend";
import { Agenda } from "agenda";
import type { Logger } from "pino";
import type { Store } from "../../shared/store/open.ts";

export interface RepeatedJob {
  name: string;
  /** In Agenda's words: "1 second". */
  every: string;
  run(): Promise<void>;
}

/** Milliseconds between two looks for jobs that are due. */
const LOOK = 500;
/** Milliseconds after which another worker runs a job whose worker died. What it does twice has one effect. */
const LOCK = 10_000;

/** Runs jobs again and again, each on one worker at a time however many there are. */
export async function startJobs(store: Store, jobs: RepeatedJob[], log: Logger): Promise<{ close(): Promise<void> }> {
  const running = new Set<Promise<void>>();
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: store.connection.db as never, collection: "jobs" }),
    processEvery: LOOK,
    defaultLockLifetime: LOCK,
  });
  let closing = false;
  agenda.on("error", (error) => {
    if (!closing) log.warn({ err: error }, "jobs could not be looked for"); // a look under way when it stops finds the store closed
  });
  for (const { name, run } of jobs) {
    agenda.define(name, async () => {
      const work = run();
      running.add(work);
      try {
        await work;
      } catch (error) {
        log.warn({ err: error, job: name }, "a job failed and runs again at its next time");
      } finally {
        running.delete(work);
      }
    });
  }
  await agenda.start();
  for (const { name, every } of jobs) await agenda.every(every, name);
  return {
    async close() {
      closing = true;
      await agenda.stop(false);
      await Promise.allSettled(running);
    },
  };
}
