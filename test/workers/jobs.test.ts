import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import pino from "pino";
import type { Store } from "../../shared/store/open.ts";
import { databaseClock } from "../../shared/store/transact.ts";
import { type JobKind, startJobs } from "../../workers/jobs/agenda.ts";
import { addJobs } from "../../workers/jobs/queue.ts";
import { Trouble } from "../../workers/jobs/trouble.ts";
import { freshStore } from "../support/mongo.ts";

const log = pino({ level: "silent" });

describe("Jobs", () => {
  let store: Store;
  let workers: { close(): Promise<void> }[] = [];
  let ran: string[];

  beforeEach(async () => {
    store = await freshStore();
    ran = [];
  });
  afterEach(async () => {
    for (const worker of workers) await worker.close();
    workers = [];
    await store.close();
  });

  const kind = (run: JobKind["run"], more: Partial<JobKind> = {}): JobKind => ({ name: "tell", atOnce: 4, pauses: [0.1, 0.1], run, ...more });
  const start = async (run: JobKind["run"], more?: Partial<JobKind>) => {
    const worker = await startJobs({ store, clock: databaseClock(store), log }, [], [kind(run, more)]);
    workers.push(worker);
    return worker;
  };
  const add = async (...keys: string[]) => addJobs(store, keys.map((key) => ({ name: "tell", data: { key, at: new Date() } })));
  const until = async (what: () => boolean | Promise<boolean>) => {
    for (let look = 0; look < 150 && !(await what()); look += 1) await delay(100);
    expect(await what()).to.equal(true);
  };
  const jobs = () => store.jobs.find().sort({ "data.key": 1 }).lean();
  /** What MongoDB is to do with updates of jobs. */
  const failing = (mode: "alwaysOn" | "off" | { times: number }, how: object = {}) => store.connection.getClient().db("admin").command({
    configureFailPoint: "failCommand", mode, ...(mode !== "off" && { data: { failCommands: ["update"], namespace: `${store.connection.name}.jobs`, ...how } }),
  });

  it("are there once by their key, however many add them at once, also when they are done", async () => {
    await Promise.all(Array.from({ length: 10 }, () => add("a", "b")));
    expect(await store.jobs.countDocuments()).to.equal(2);
    await start(async ({ key }) => void ran.push(key));
    await until(() => ran.length === 2);
    await until(async () => (await jobs()).every(({ nextRunAt, lockedAt }) => nextRunAt === null && lockedAt === null));
    await add("a", "b");
    await delay(700);
    expect(ran.sort()).to.deep.equal(["a", "b"]);
  });

  it("that ask to look again run again at that time", async () => {
    await add("a");
    await start(async ({ key }) => (ran.push(key) < 3 ? new Date(Date.now() + 100) : undefined));
    await until(async () => ran.length === 3 && (await jobs())[0]!.nextRunAt === null);
  });

  it("that fail are tried again, are given up after the last pause, and support is told without what the error said", async () => {
    await add("a");
    await store.jobs.updateOne({ "data.key": "a" }, { $set: { "data.userId": "65".repeat(12) } });
    await start(async ({ key }) => {
      ran.push(key);
      throw new Error("of ada@vacancy.test");
    });
    await until(async () => (await store.events.countDocuments({ type: "job.failed" })) === 1);
    await until(async () => (await jobs())[0]!.lockedAt === null);
    expect(ran).to.have.length(3);
    const [job] = await jobs();
    expect(job).to.include({ nextRunAt: null, failCount: 3, failReason: "It failed: the log says how" });
    const event = await store.events.findOne({ type: "job.failed" }).lean();
    expect(event).to.deep.include({ userId: "65".repeat(12), actor: { role: "system" }, data: { jobId: String(job!._id), job: "tell" } });
  });

  it("say why, where that names nobody", async () => {
    await add("a");
    await start(async () => {
      throw new Trouble("The calendar answers 503");
    });
    await until(async () => (await jobs())[0]!.failReason === "The calendar answers 503");
  });

  it("that end while they say that they run have ended, however late that is written", async () => {
    await add("a");
    await start(async ({ key }) => {
      ran.push(key);
      // The sign of life that comes after 2 s takes longer than what is left of the job, and what is written at its end does not.
      await failing({ times: 1 }, { blockConnection: true, blockTimeMS: 900 });
      await delay(2200);
      return undefined;
    });
    await until(async () => (await jobs())[0]!.lastFinishedAt instanceof Date);
    await delay(900);
    const [job] = await jobs();
    expect(job).to.include({ nextRunAt: null, lockedAt: null });
    expect(job!.lastFinishedAt).to.be.instanceOf(Date);
  });

  it("that can't be given back, because the database is away just then, end no worker", async () => {
    const [loose, said]: [unknown[], string[]] = [[], []];
    const keep = (reason: unknown) => void loose.push(reason);
    await add("a");
    // One whose lock has run out is taken over before it is due, and given back until then.
    await store.jobs.updateOne({ "data.key": "a" }, { $set: { lockedAt: new Date(Date.now() - 60_000), nextRunAt: new Date(Date.now() + 60_000) } });
    await failing("alwaysOn", { errorCode: 2 });
    process.on("unhandledRejection", keep);
    try {
      workers.push(await startJobs({ store, clock: databaseClock(store), log: pino({ level: "warn" }, { write: (line: string) => void said.push(line) }) }, [], [kind(async () => undefined)]));
      await until(() => loose.length > 0 || said.some((line) => line.includes("could not be given back")));
      expect(loose).to.deep.equal([]);
    } finally {
      process.off("unhandledRejection", keep);
      await failing("off");
    }
  });

  it("run on one worker at a time for longer than a lock lasts", async function () {
    await add("a");
    const run: JobKind["run"] = async ({ key }) => {
      ran.push(key);
      await delay(10_000);
      return undefined;
    };
    await start(run);
    await start(run);
    await until(async () => (await jobs())[0]!.lastFinishedAt instanceof Date);
    expect(ran).to.have.length(1);
  });

  it("of a worker that ends and has them locked run on another within 10 s, and what it had begun is finished", async () => {
    const begun = new Date();
    // Agenda locks what is due within half a second, and waits for its time.
    const jobs = Array.from({ length: 24 }, (_, index) => ({ name: "tell", data: { key: `job ${index}`, at: new Date(begun.getTime() + 100 * Math.max(0, index - 3)) } }));
    await addJobs(store, jobs);
    let isOpen = (): void => {};
    const gate = new Promise<void>((resolve) => (isOpen = resolve));
    const first = await startJobs({ store, clock: databaseClock(store), log }, [], [kind(async ({ key }) => {
      ran.push(`first ${key}`);
      await gate;
      return undefined;
    }, { atOnce: 30 })]);
    const waiting = () => store.jobs.countDocuments({ lockedAt: { $ne: null }, "data.at": { $gt: new Date() } });
    while (ran.length < 4 || (await waiting()) === 0) await delay(5);
    const locked = await waiting();
    const ended = first.close();
    const began = performance.now();
    await start(async ({ key }) => void ran.push(`second ${key}`));
    await until(() => ran.length === jobs.length);
    const took = performance.now() - began;
    console.log(`      ${locked} jobs that were locked and had not begun, and all that were due within 2 s, ran on another worker by ${Math.round(took)} ms`);
    expect(took).to.be.below(10_000);
    isOpen();
    await ended;
    await until(async () => (await store.jobs.countDocuments({ lastFinishedAt: { $ne: null } })) === jobs.length);
    expect(new Set(ran.map((line) => line.replace(/^\w+ /, ""))).size).to.equal(jobs.length);
  });
});
