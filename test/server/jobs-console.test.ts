/** What workers do later, on support's desk: how it is, and having it run. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import mongoose from "mongoose";
import pino from "pino";
import type { Job, JobCounts } from "../../shared/contract/job.ts";
import type { JobData } from "../../shared/store/job-documents.ts";
import { newId } from "../../shared/store/ids.ts";
import { type Clock, databaseClock } from "../../shared/store/transact.ts";
import { countsNow } from "../../server/reads/counts.ts";
import { type JobKind, startJobs } from "../../workers/jobs/agenda.ts";
import { addJobs } from "../../workers/jobs/queue.ts";
import { Trouble } from "../../workers/jobs/trouble.ts";
import { connect } from "../support/live.ts";
import { type Service, type SignedInClient, startService } from "../support/service.ts";

const NOW = new Date("2026-11-24T08:00:00Z");
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

describe("Jobs on support's desk", () => {
  let service: Service;
  let support: SignedInClient;
  const standing: Clock = () => Promise.resolve(new Date(NOW));
  let clock = standing;

  before(async () => {
    service = await startService({ clock: () => clock() });
    support = await service.as(["support"]);
  });
  after(() => service.close());
  beforeEach(async () => {
    clock = standing;
    await service.store.jobs.deleteMany({});
  });

  /** As Agenda keeps it. */
  async function put(more: object, data: Partial<JobData> = {}, name = "letters"): Promise<string> {
    const _id = new mongoose.Types.ObjectId();
    const job = { _id, name, type: "normal", priority: 0, data: { key: String(_id), at: at(-3600), ...data }, nextRunAt: null, lockedAt: null, ...more };
    await service.store.jobs.collection.insertOne(job as never);
    return String(_id);
  }
  const givenUp = { failCount: 3, failReason: "The calendar answers 503", failedAt: at(-60), lastRunAt: at(-61), lastFinishedAt: at(-60) };
  const ask = async (query = "") => (await support.get(`/ops/jobs${query}`)).body as { items: Job[]; nextCursor?: string; counts: JobCounts; names: { name: string; counts: JobCounts }[] };
  const idsOf = async (query: string) => (await ask(query)).items.map(({ id }) => id);
  const retry = (id: string, client = support) => client.post(`/ops/jobs/${id}/retry`, { reason: "the calendar is back" });

  it("are in the state they are in, whatever they were", async () => {
    const ids = {
      waits: await put({ nextRunAt: at(3600) }, { at: at(3600) }),
      late: await put({ nextRunAt: at(-30) }),
      triesAgain: await put({ ...givenUp, nextRunAt: at(20), failCount: 1 }),
      repeats: await put({ ...givenUp, nextRunAt: at(1), type: "single", repeatInterval: 1000, failCount: 7 }, { key: "", at: undefined as never }, "sweep holds"),
      itsWorkerDied: await put({ lockedAt: at(-9), lastRunAt: at(-30) }),
      runs: await put({ lockedAt: at(-2), lastRunAt: at(-20) }),
      runsForTheLastTime: await put({ ...givenUp, lockedAt: at(-1) }),
      givenUp: await put(givenUp),
      done: await put({ lastRunAt: at(-10), lastFinishedAt: at(-9), failCount: 0, failReason: null }),
    };
    expect(await idsOf("?state=waiting"), "what runs first first").to.deep.equal([ids.itsWorkerDied, ids.late, ids.waits]);
    expect(await idsOf("?state=failing")).to.have.members([ids.triesAgain, ids.repeats]);
    expect(await idsOf("?state=running")).to.deep.equal([ids.runsForTheLastTime, ids.runs]);
    expect(await idsOf(""), "failed is what support looks for").to.deep.equal([ids.givenUp]);
    expect(await idsOf("?state=done")).to.deep.equal([ids.done]);
    const { counts, names } = await ask();
    expect(counts).to.deep.equal({ failed: 1, failing: 2, waiting: 3, running: 2, done: 1 });
    expect(names).to.deep.equal([{ name: "letters", counts: { failed: 1, failing: 1, waiting: 3, running: 2, done: 1 } }, { name: "sweep holds", counts: { failed: 0, failing: 1, waiting: 0, running: 0, done: 0 } }]);
    const { jobs } = await countsNow({ store: service.store, clock: () => Promise.resolve(NOW) });
    expect(jobs, "as Health has them").to.deep.equal({ late: 1, failing: counts.failing, failed: counts.failed });
    const [repeated] = (await ask("?state=failing&name=sweep%20holds")).items;
    expect(repeated).to.deep.equal({
      id: ids.repeats, name: "sweep holds", state: "failing", runAt: at(1).toISOString(), startedAt: at(-61).toISOString(), finishedAt: at(-60).toISOString(), failedAt: at(-60).toISOString(),
      failures: 7, reason: "The calendar answers 503", repeats: 1,
    });
  });

  it("are found by number, booking, property, person and how their key begins, and paged", async () => {
    const [bookingId, propertyId, userId] = [newId(), newId(), newId()];
    const about = { a: await put(givenUp, { bookingId }), b: await put({ ...givenUp, failedAt: at(-50) }, { propertyId, userId, key: "feed (1)" }, "calendars") };
    for (const [q, id] of [[about.a, about.a], [bookingId, about.a], [propertyId, about.b], [userId, about.b], ["feed (", about.b]]) expect(await idsOf(`?q=${encodeURIComponent(q!)}`), q).to.deep.equal([id]);
    expect(await idsOf("?q=.*")).to.deep.equal([]);
    expect((await ask(`?q=${bookingId}`)).counts).to.deep.equal({ failed: 1, failing: 0, waiting: 0, running: 0, done: 0 });
    const first = await ask("?limit=1");
    expect(first.items[0]!.id, "the latest first").to.equal(about.b);
    expect(await idsOf(`?limit=1&cursor=${first.nextCursor}`)).to.deep.equal([about.a]);
    expect((await support.get("/ops/jobs?cursor=x")).body).to.include({ code: "invalid_input" });
    expect((await support.get("/ops/jobs?state=lost")).body).to.include({ code: "invalid_input" });
  });

  it("of each state are found, and all are counted, by indexes", async () => {
    const many = async (count: number, more: object, data: Partial<JobData> = {}, name = "reminder") => {
      const jobs = Array.from({ length: count }, () => ({ _id: new mongoose.Types.ObjectId(), name, type: "normal", data: { key: newId(), ...data }, nextRunAt: null, lockedAt: null, ...more }));
      await service.store.jobs.collection.insertMany(jobs as never);
    };
    const person = newId();
    await many(2_000, { nextRunAt: at(3600) });
    await many(300, { nextRunAt: at(60) }, {}, "letters");
    await many(30, { lockedAt: at(-1) });
    await many(20, { lockedAt: at(-60) });
    await many(10, givenUp, { userId: person });
    await many(8, { ...givenUp, nextRunAt: at(60) });
    await many(40, { lastFinishedAt: at(-60), failCount: 0 });
    const database = service.store.connection.db!;
    /** How many are shown; no more than so many are read whole, and none to count. */
    const shown = async (query: string, most: number) => {
      await database.command({ profile: 2 });
      const { items, counts } = await ask(`?limit=50${query}`);
      await database.command({ profile: 0 });
      const profile = database.collection("system.profile");
      const seen = await profile.find({ "command.aggregate": "jobs" }).toArray();
      await profile.drop();
      expect(seen.map(({ planSummary }) => planSummary).join(), query).to.match(/IXSCAN/).and.not.match(/COLLSCAN/);
      expect(seen.reduce((all, { docsExamined }) => all + Number(docsExamined), 0), query).to.be.at.most(most);
      return [items.length, counts.waiting];
    };
    expect(await shown("&state=waiting", 20 + 51)).to.deep.equal([50, 2_320]);
    expect(await shown("&state=waiting&name=letters", 51)).to.deep.equal([50, 300]);
    expect(await shown("&state=running", 30)).to.deep.equal([30, 2_320]);
    expect(await shown("&state=failing", 18)).to.deep.equal([8, 2_320]);
    expect(await shown("&state=failed", 18)).to.deep.equal([10, 2_320]);
    expect(await shown("&state=done", 40)).to.deep.equal([40, 2_320]);
    expect(await shown(`&q=${person}`, 20), "looked for and counted").to.deep.equal([10, 0]);
  });

  it("are kept for 90 days once they were given up, and without an end while they wait", async () => {
    const { jobs } = service.store;
    const { expireAfterSeconds, partialFilterExpression } = (await jobs.collection.indexes()).find(({ key }) => "failedAt" in key)!;
    expect(expireAfterSeconds).to.equal(90 * 86_400);
    const gone = await put(givenUp);
    await Promise.all([{ nextRunAt: at(60) }, { lockedAt: at(-1) }, { failCount: 0, failReason: null }].map((more) => put({ ...givenUp, ...more })));
    // As MongoDB looks for what it removes.
    expect((await jobs.find({ ...partialFilterExpression, failedAt: { $lte: NOW } }).lean()).map(({ _id }) => String(_id))).to.deep.equal([gone]);
  });

  it("are run on support's word, which the feed has with its reason", async () => {
    const live = await connect(service.url, "/ops", support.token);
    await live.ask("since");
    const bookingId = newId();
    const id = await put(givenUp, { bookingId });
    const { status, body } = await retry(id);
    expect(status).to.equal(200);
    expect(body).to.include({ id, state: "waiting", failures: 0, runAt: NOW.toISOString() }).and.not.to.have.property("reason");
    const told = await live.waitFor<{ type: string }>("activity", ({ type }) => type === "job.retried");
    expect(told).to.deep.include({ actor: { id: support.person.id, role: "support" }, bookingId, data: { jobId: id, job: "letters", reason: "the calendar is back" } });
    live.close();
  });

  it("that run, are done or are not due are not run, and nothing is written down", async () => {
    const before = await service.store.events.countDocuments({ type: "job.retried" });
    const says = async (id: string) => {
      const { body } = await retry(id);
      return `${body.code}: ${body.detail}`;
    };
    expect(await says(await put({ lockedAt: at(-2) }))).to.equal("wrong_state: The job runs just now");
    expect(await says(await put({ lastFinishedAt: at(-2) }))).to.equal("wrong_state: The job is done");
    expect(await says(await put({ nextRunAt: at(60) }, { at: at(60) })), "a reminder of next week").to.match(/^wrong_state: The job is not due before 2026-11-24T08:01/);
    expect(await says(newId())).to.match(/^not_found/);
    expect((await retry("sweep")).body).to.include({ code: "not_found" });
    expect((await support.post(`/ops/jobs/${await put(givenUp)}/retry`, { reason: "" })).body).to.include({ code: "invalid_input" });
    expect(await service.store.events.countDocuments({ type: "job.retried" })).to.equal(before);
  });

  it("are nobody's but support's", async () => {
    const id = await put(givenUp);
    for (const role of ["guest", "host"] as const) {
      const client = await service.as([role]);
      expect((await client.get("/ops/jobs")).body).to.include({ code: "forbidden" });
      expect((await retry(id, client)).body).to.include({ code: "forbidden" });
    }
    expect((await retry(id, await service.as(["admin"]))).status).to.equal(200);
  });

  it("that Agenda gave up run again, and go well", async () => {
    const { store } = service;
    clock = databaseClock(store); // Agenda goes by the time of now
    let isBroken = true;
    const ran: string[] = [];
    const kind: JobKind = { name: "tell", atOnce: 1, pauses: [0.05], run: async ({ key }) => {
      ran.push(key);
      if (isBroken || (key === "b" && ran.at(-2) !== "b")) throw new Trouble("The calendar answers 503");
      return undefined;
    } };
    const worker = await startJobs({ store, clock, log: pino({ level: "silent" }) }, [], [kind]);
    try {
      await addJobs(store, [{ name: "tell", data: { key: "a", at: new Date(0) } }]);
      const comes = async (state: string) => {
        for (let look = 0; look < 100; look += 1) {
          const [job] = (await ask(`?state=${state}&name=tell`)).items;
          if (job) return job;
          await delay(50);
        }
        throw new Error(`It never was ${state}`);
      };
      const failed = await comes("failed");
      expect(failed).to.include({ key: "a", failures: 2, reason: "The calendar answers 503" }).and.not.to.have.property("runAt");
      expect(await store.events.countDocuments({ type: "job.failed", "data.jobId": failed.id })).to.equal(1);
      isBroken = false;
      expect((await retry(failed.id)).status).to.equal(200);
      expect(await comes("done")).to.include({ id: failed.id, failures: 0 });
      await addJobs(store, [{ name: "tell", data: { key: "b", at: new Date(0) } }]);
      for (let look = 0; look < 100 && ran.length < 5; look += 1) await delay(50);
      await worker.close();
      expect(ran).to.deep.equal(["a", "a", "a", "b", "b"]);
      const kept = await store.jobs.find({ name: "tell" }).lean();
      expect(kept.map(({ failReason, failCount }) => [failReason, failCount]), "so that they are gone after a day, as what went well at once").to.deep.equal([[null, 0], [null, 0]]);
    } finally {
      await worker.close();
    }
  });
});
