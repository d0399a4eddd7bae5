/** A cluster that has no Redis, or has none any more: it goes on, and grows no more than it would. CI runs it shorter, by LONG_TEST_SHARE. */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { type Cluster, startCluster } from "../support/cluster/cluster.ts";
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

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

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

  /** Looks at the memory of every process, by its name. */
  async function observe(seconds: number): Promise<Map<string, number[]>> {
    const seen = new Map(cluster.nodes.map(({ name }) => [name, [] as number[]]));
    for (const end = performance.now() + seconds * 1000; performance.now() < end; await delay(LOOK_EVERY)) {
      for (const node of cluster.nodes) seen.get(node.name)!.push(await residentOf(node.pid()));
    }
    return seen;
  }

  async function goOn(name: string): Promise<void> {
    let memory = new Map<string, number[]>();
    const seen = await trial.during(name, async () => void (memory = await observe(SECONDS)));
    expectSound(seen, BOUND);
    expect(seen.failedHolds).to.deep.equal([]);
    for (const [process, megabytes] of memory) {
      const part = Math.floor(megabytes.length / 5);
      const [second, last] = [median(megabytes.slice(part, 2 * part)), median(megabytes.slice(-part))];
      console.log(`      ${process}: ${megabytes[0]!.toFixed(0)} MB at first, ${second.toFixed(0)} in the second fifth, ${last.toFixed(0)} in the last, ${Math.max(...megabytes).toFixed(0)} at most`);
      if (WHOLE) expect(last, `megabytes of ${process}`).to.be.at.most(1.3 * second + 30); // in seconds a process has not yet grown to its size
    }
  }

  it(`from the start is live, takes bookings and stays its size for ${SECONDS} s`, async () => {
    if (!WHOLE) console.log(`      shortened: ${JSON.stringify(SIZE)}, ${SECONDS} of 300 s`);
    cluster = await startCluster({ redis: "absent" });
    trial = await startTrial(cluster, SIZE);
    await goOn("no Redis from the start");
  });

  it(`any more is live, takes bookings and stays its size for ${SECONDS} s`, async () => {
    cluster = await startCluster();
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
