/** Every server and relay replaced, one after another, while people look and book. CI runs it smaller, by LONG_TEST_SHARE. */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { type Cluster, startCluster } from "../support/cluster/cluster.ts";
import { expectSound, startTrial, type Trial } from "../support/cluster/trial.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);
/** Such that two slow processors carry it and have half of their time left, as for any rolling update: where they don't, a server accepts who comes back one each turn of its loop, and turns are rare. */
const SIZE = SHARE >= 1 ? { watchers: 1000, properties: 50, changesPerSecond: 40, holdsPerSecond: 8 } : { watchers: 200, properties: 10, changesPerSecond: 20, holdsPerSecond: 5 };
/** Milliseconds. */
const BOUND = 3000;
/** Milliseconds that a new server runs before the next is ended, as any rolling update has it. */
const SETTLES = SHARE >= 1 ? 5000 : 2000;

describe("A rolling restart", function () {
  this.timeout(600_000);
  let cluster: Cluster;
  let trial: Trial;

  before(async () => {
    if (SHARE < 1) console.log(`      shortened: ${JSON.stringify(SIZE)} of 1000 watchers, 50 properties, 40 changes and 8 holds`);
    cluster = await startCluster({ env: { DRAIN_SECONDS: SHARE >= 1 ? "25" : "4" } });
    trial = await startTrial(cluster, SIZE);
  });
  after(async () => {
    await trial?.end();
    await cluster?.end();
  });

  it("of servers and relays fails no booking, and leaves nobody behind for more than 3 s", async () => {
    await cluster.fed();
    const seen = await trial.during("a rolling restart", async () => {
      for (const node of [...cluster.servers, ...cluster.relays]) {
        await node.kill("SIGTERM");
        await node.start();
        if (node.role !== "server") continue;
        await cluster.ready(node);
        await delay(SETTLES);
      }
    });
    expectSound(seen, BOUND);
    expect(seen.failedHolds).to.deep.equal([]);
  });
});
