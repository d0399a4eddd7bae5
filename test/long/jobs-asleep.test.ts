/** A worker that stands still for longer than its locks last: what it had locked is not lost, nor are the places for it. Left out where CI shortens. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import pino from "pino";
import { databaseClock } from "../../shared/store/transact.ts";
import { startJobs } from "../../workers/jobs/agenda.ts";
import { addJobs } from "../../workers/jobs/queue.ts";
import { leaveOutWhenShort } from "../support/long.ts";
import { freshStore } from "../support/mongo.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);

describe("A worker that stood still", function () {
  this.timeout(120_000);

  before(function () {
    leaveOutWhenShort(this, SHARE, "a worker that stands still for 9 s");
  });

  it("runs all of its jobs when it is awake again", async () => {
    const store = await freshStore();
    const ran: string[] = [];
    const kind = { name: "tell", atOnce: 2, pauses: [], run: async ({ key }: { key: string }) => void ran.push(key) };
    const worker = await startJobs({ store, clock: databaseClock(store), log: pino({ level: "silent" }) }, [], [kind as never]);
    const keys = Array.from({ length: 6 }, (_, index) => `job ${index}`);
    const at = new Date(Date.now() + 1200);
    await addJobs(store, keys.map((key) => ({ name: "tell", data: { key, at } })));
    while ((await store.jobs.countDocuments({ lockedAt: { $ne: null } })) < 2) await delay(20);
    for (const until = performance.now() + 9000; performance.now() < until; ); // the whole process stands still
    const awake = performance.now();
    while (ran.length < keys.length && performance.now() < awake + 60_000) await delay(100);
    console.log(`      ${ran.length} of ${keys.length} jobs ran within ${Math.round((performance.now() - awake) / 1000)} s`);
    await worker.close();
    await store.close();
    expect([...new Set(ran)].sort()).to.deep.equal(keys);
  });
});
