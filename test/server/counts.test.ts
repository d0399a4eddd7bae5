/** What support's stats count in the database. */
import { setTimeout as delay } from "node:timers/promises";
import { Writable } from "node:stream";
import { expect } from "chai";
import pino from "pino";
import { addDays } from "../../shared/contract/dates.ts";
import { Stats } from "../../shared/contract/stats.ts";
import { release } from "../../shared/booking/release.ts";
import type { Store } from "../../shared/store/open.ts";
import { databaseClock } from "../../shared/store/transact.ts";
import { countsNow } from "../../server/reads/counts.ts";
import { startJobs, type RepeatedJob } from "../../workers/jobs/agenda.ts";
import { aGuest } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { STAY, staysAt } from "../support/stays.ts";

describe("The counts of stats", () => {
  let store: Store;

  beforeEach(async () => {
    store = await freshStore();
  });
  afterEach(() => store.close());

  it("are nothing where nothing has happened, and no worker was ever started", async () => {
    const counts = await countsNow({ store, clock: () => Promise.resolve(new Date("2026-11-24T08:00:00Z")) });
    expect(counts).to.deep.equal({ at: "2026-11-24T08:00:00.000Z", holds: 0, bookingsPerMinute: 0, jobs: { late: 0, failing: 0, failed: 0 } });
  });

  it("of holds are those that live by the clock, whatever a job has made of them", async () => {
    const stays = await staysAt(store, { units: 3 });
    const holds = async () => (await countsNow(stays.context)).holds;
    const guest = aGuest();
    const first = await stays.holdStay(STAY, guest);
    await stays.holdStay();
    await stays.booked();
    expect(await holds(), "what is paid is no hold").to.equal(2);
    await release(stays.context, guest, { id: first._id });
    expect(await holds()).to.equal(1);
    stays.time.advance(599);
    expect(await holds()).to.equal(1);
    stays.time.advance(1);
    expect(await holds(), "nobody has ended it yet").to.equal(0);
    await stays.sweep();
    expect(await holds()).to.equal(0);
  });

  it("of bookings are those confirmed within the last minute, also on a host's word", async () => {
    const stays = await staysAt(store, { units: 5 });
    const perMinute = async () => (await countsNow(stays.context)).bookingsPerMinute;
    await stays.booked();
    stays.time.advance(30);
    await stays.booked({ ...STAY, guests: 1 });
    expect(await perMinute()).to.equal(2);
    stays.time.advance(30);
    expect(await perMinute(), "a minute later the first is out of it").to.equal(1);
    const asking = await staysAt(store, { instantBook: false }, { time: stays.time });
    await asking.paid(await asking.holdStay());
    expect(await perMinute(), "a request is no booking").to.equal(1);
    await asking.booked({ checkIn: addDays(STAY.checkIn, 10), checkOut: addDays(STAY.checkOut, 10) });
    expect(await perMinute()).to.equal(2);
  });

  it("of holds and bookings read indexes alone", async () => {
    const { context, booked, holdStay } = await staysAt(store, { units: 5 });
    await booked();
    await holdStay();
    await store.connection.db!.command({ profile: 2 });
    await countsNow(context);
    await store.connection.db!.command({ profile: 0 });
    const read = await store.connection.collection("system.profile").find({ "command.aggregate": { $in: ["bookings", "events"] } }).toArray();
    const seen = read.map(({ docsExamined, planSummary }) => `${docsExamined} ${String(planSummary)}`);
    expect(seen).to.have.length(2);
    for (const index of ["{ status: 1, holdUntil: 1 }", "{ type: 1, at: 1 }"]) expect(seen.join("\n")).to.match(new RegExp(`^0 (COUNT_SCAN|IXSCAN) ${index}$`, "m"));
  });

  it("of jobs tell those that are late, fail, or were given up from those that run, or have time yet", async () => {
    const now = new Date("2026-11-24T08:00:00Z");
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    await store.connection.collection("jobs").insertMany([
      { name: "punctual", nextRunAt: at(-0.5), lockedAt: null, failCount: null },
      { name: "under way", nextRunAt: at(0.4), lockedAt: at(-0.6), lastRunAt: at(-0.6), failCount: 0 },
      { name: "late", nextRunAt: at(-1.5), lockedAt: null, failCount: null },
      { name: "its worker died", nextRunAt: at(-60), lockedAt: at(-61), lastRunAt: at(-61), failCount: null },
      { name: "fails", nextRunAt: at(30), lockedAt: null, failedAt: at(-30), lastFinishedAt: at(-30), failCount: 3 },
      { name: "given up", nextRunAt: null, lockedAt: null, failedAt: at(-90), lastFinishedAt: at(-90), failCount: 4 },
      { name: "failed before and runs for the last time", nextRunAt: null, lockedAt: at(-1), failedAt: at(-90), failCount: 3 },
      { name: "done", nextRunAt: null, lockedAt: null, lastFinishedAt: at(-30), failCount: 0 },
      { name: "failed before", nextRunAt: at(30), lockedAt: null, failedAt: at(-90), lastFinishedAt: at(-30), failCount: 0 },
    ]);
    expect((await countsNow({ store, clock: () => Promise.resolve(now) })).jobs).to.deep.equal({ late: 2, failing: 1, failed: 1 });
  });

  it("of jobs see one that fails, which runs again at its next time, until it does not; and all when no worker is left", async () => {
    const lines: string[] = [];
    const log = pino({}, new Writable({ write: (chunk, _, next) => (lines.push(String(chunk)), next()) }));
    const clock = databaseClock(store);
    let isBroken = true;
    let tries = 0;
    const jobs: RepeatedJob[] = [
      { name: "breaks", everySeconds: 1, run: async () => {
        tries += 1;
        if (isBroken) throw new Error("of ada@vacancy.test");
      } },
      { name: "works", everySeconds: 1, run: () => Promise.resolve() },
    ];
    const comes = async (wanted: object) => {
      for (let look = 0; look < 80; look += 1) {
        const counts = await countsNow({ store, clock });
        Stats.pick({ at: true, holds: true, bookingsPerMinute: true, jobs: true }).parse(counts);
        if (JSON.stringify(counts.jobs) === JSON.stringify(wanted)) return;
        await delay(100);
      }
      expect((await countsNow({ store, clock })).jobs).to.deep.equal(wanted);
    };

    const worker = await startJobs({ store, clock, log }, jobs, []);
    try {
      await comes({ late: 0, failing: 1, failed: 0 });
      const before = tries;
      for (let look = 0; look < 80 && tries < before + 2; look += 1) await delay(100);
      expect(tries, "tries while it fails").to.be.at.least(before + 2);
      const kept = await store.connection.collection("jobs").find().toArray();
      expect(JSON.stringify(kept), "what an error says may be of a person").not.to.contain("ada@");
      isBroken = false;
      await comes({ late: 0, failing: 0, failed: 0 });
    } finally {
      await worker.close();
    }
    expect(lines.filter((line) => /"job":"breaks".*a job failed/.test(line)).length).to.be.at.least(2);
    await comes({ late: 2, failing: 0, failed: 0 });
  });
});
