/** A cluster that has no Redis, or has none any more: it goes on, and grows no more than it would. CI runs it shorter, by LONG_TEST_SHARE. */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { type Cluster, startCluster } from "../support/cluster/cluster.ts";
import { inspect } from "../support/cluster/inspector.ts";
import { residentOf } from "../support/cluster/memory.ts";
import { expectSound, startTrial, type Trial } from "../support/cluster/trial.ts";
import { leaveOutWhenShort } from "../support/long.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);
const WHOLE = SHARE >= 1;
const SIZE = WHOLE ? { watchers: 1000, properties: 50, changesPerSecond: 100 } : { watchers: 100, properties: 10, changesPerSecond: 60 };
const SECONDS = Math.max(5, Math.round(300 * SHARE));
/** Milliseconds. */
const BOUND = 4000;
const LOOK_EVERY = 1000;
/** Megabytes that a process may have in memory, garbage included, of which V8 leaves more the less there is to do. */
const MOST_RESIDENT = 512;
/** Megabytes of which what is in use may have grown in three fifths of the time: 4 KB lost for each hold would be as much. */
const MOST_GROWTH = 6;

/** Each process has an inspector, to tell what is in use from what is garbage. */
const special = () => ({ env: { NODE_OPTIONS: "--inspect=127.0.0.1:0" } });

describe("A cluster without Redis", function () {
  this.timeout(900_000);
  let cluster: Cluster;
  let trial: Trial;

  before(function () {
    leaveOutWhenShort(this, SHARE, "five minutes without Redis");
  });
  afterEach(async () => {
    await trial?.end();
    await cluster?.end();
  });

  /** Megabytes that each process has in use once its garbage is gone, by its name. */
  async function used(): Promise<Map<string, number>> {
    const seen = new Map<string, number>();
    for (const { name, said } of cluster.nodes) {
      const inspector = await inspect(Number(/Debugger listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(said())![1]));
      seen.set(name, await inspector.used());
      inspector.end();
    }
    return seen;
  }

  /** @returns the most that each process had in memory, by its name */
  async function observe(seconds: number): Promise<Map<string, number>> {
    const most = new Map<string, number>();
    for (const end = performance.now() + seconds * 1000; performance.now() < end; await delay(LOOK_EVERY)) {
      for (const { name, pid } of cluster.nodes) most.set(name, Math.max(most.get(name) ?? 0, await residentOf(pid())));
    }
    return most;
  }

  async function goOn(name: string): Promise<void> {
    const memory: Map<string, number>[] = [];
    const seen = await trial.during(name, async () => {
      for (const part of [0.4, 0.6]) memory.push(await observe(SECONDS * part), await used());
    });
    expectSound(seen, BOUND);
    expect(seen.failedHolds).to.deep.equal([]);
    for (const process of memory[0]!.keys()) {
      const [most, before, mostLater, after] = memory.map((one) => one.get(process)!) as [number, number, number, number];
      console.log(`      ${process}: ${before.toFixed(1)} MB in use after two fifths, ${after.toFixed(1)} at the end; ${Math.max(most, mostLater).toFixed(0)} in memory at most`);
      expect(Math.max(most, mostLater), `megabytes of ${process}`).to.be.at.most(MOST_RESIDENT);
      if (WHOLE) expect(after - before, `megabytes by which ${process} has grown`).to.be.at.most(MOST_GROWTH); // in seconds a process has not yet grown to its size
    }
  }

  it(`from the start is live, takes bookings and stays its size for ${SECONDS} s`, async () => {
    if (!WHOLE) console.log(`      shortened: ${JSON.stringify(SIZE)}, ${SECONDS} of 300 s`);
    cluster = await startCluster({ redis: "absent", special });
    trial = await startTrial(cluster, SIZE);
    await goOn("no Redis from the start");
  });

  it(`any more is live, takes bookings and stays its size for ${SECONDS} s`, async () => {
    cluster = await startCluster({ special });
    trial = await startTrial(cluster, SIZE);
    await cluster.fed();
    expectSound(await trial.during("Redis was taken away for good", async () => {
      await delay(1000);
      await cluster.redis!.kill();
      await delay(2000);
    }), BOUND);
    await goOn("no Redis any more");
  });
});
