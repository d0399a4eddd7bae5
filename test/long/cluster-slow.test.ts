/** Somebody who stops reading: is cut before much waits for them, while others go on. CI runs it with fewer others, by LONG_TEST_SHARE. */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { anyFree } from "../../embedded/mongod/port.ts";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { type Cluster, startCluster } from "../support/cluster/cluster.ts";
import { type Crowd, startCrowd } from "../support/cluster/crowd.ts";
import { inspect, type Inspector } from "../support/cluster/inspector.ts";
import { residentOf } from "../support/cluster/memory.ts";
import { createStaleness } from "../support/cluster/staleness.ts";
import { settleTown, type Town } from "../support/cluster/town.ts";
import { leaveOutWhenShort } from "../support/long.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);
/** Of one property, all of which change at once: who watches them all and does not read is soon far behind. */
const MONTHS = 11;
const OTHERS = SHARE >= 1 ? 200 : 40;
/** Megabytes that a server may grow by because of somebody who does not read. */
const MOST = 5;
/** Milliseconds that the others may be behind meanwhile. */
const BOUND = 4000;
/** Seconds of the same load without anybody slow, before. */
const CONTROL = 10;

describe("Who stops reading", function () {
  this.timeout(300_000);
  let cluster: Cluster;
  let town: Town;
  let inspector: Inspector;
  let others: Crowd;
  let slow: Crowd | undefined;
  let changing = Promise.resolve();
  let over = false;
  const staleness = createStaleness();

  before(function () {
    leaveOutWhenShort(this, SHARE, "who stops reading");
  });
  before(async () => {
    const port = await anyFree();
    cluster = await startCluster({ servers: 1, jobs: false, special: (role) => (role === "server" ? { env: { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` } } : {}) });
    town = await settleTown(cluster.store, 1, { monthsAhead: MONTHS });
    inspector = await inspect(port);
    others = startCrowd({ port: cluster.servers[0]!.port!, size: OTHERS, propertyIds: town.propertyIds, months: town.months.slice(0, 1), staleness });
    await others.settled();
    await cluster.fed();
    changing = change();
  });
  after(async () => {
    over = true;
    await changing;
    for (const crowd of [others, slow]) crowd?.end();
    inspector?.end();
    await cluster?.end();
  });

  /** All months at once, each as full of words as it can be, so that each change is as many messages as there are months. */
  async function change(): Promise<void> {
    const [from, to] = [`${town.months[0]}-01`, `${town.months.at(-1)}-28`];
    for (let price = 10_000; !over; price += 1) {
      const pace = delay(34);
      const minNights = 2 + (price % 2);
      const months = await changeNights(town.context, town.host, { id: town.propertyIds[0]!, from, to, price, minNights, closedToArrival: true, closedToDeparture: true });
      for (const { _id, version } of months) staleness.acknowledge(_id, version);
      await pace;
    }
  }

  /** The most that is in use, and in memory, until it is over. */
  async function most(isOver: () => boolean): Promise<{ used: number; resident: number }> {
    const seen = { used: 0, resident: 0 };
    while (!isOver()) {
      seen.used = Math.max(seen.used, await inspector.used());
      seen.resident = Math.max(seen.resident, await residentOf(cluster.servers[0]!.pid()));
      await delay(200);
    }
    return seen;
  }

  it("is cut, costs the server less than 5 MB, keeps nobody waiting, and is right once they read again", async () => {
    const [server] = cluster.servers;
    const after = (seconds: number) => ((end: number) => () => performance.now() > end)(performance.now() + seconds * 1000);
    await most(after(CONTROL / 2)); // what is loaded and compiled the first time
    const control = await most(after(CONTROL));

    slow = startCrowd({ port: server!.port!, size: MONTHS, propertyIds: town.propertyIds, months: town.months, staleness: createStaleness() });
    await slow.settled();
    staleness.begin();
    const sleeper = slow.watchers.at(-1)!; // who watches all months
    sleeper.socket().pause();
    const since = performance.now();
    const isCut = () => server!.said().includes('"what":"slow"');
    const stalled = await most(() => isCut() || performance.now() - since > 120_000);
    expect(isCut(), "was cut").to.equal(true);
    const seconds = (performance.now() - since) / 1000;
    const behind = staleness.worst().lasted;
    const afterwards = await most(after(3));
    const grown = stalled.used - control.used;
    const megabytes = (seen: typeof control) => `${seen.used.toFixed(1)} in use, ${seen.resident.toFixed(1)} in memory`;
    console.log(`      cut after ${seconds.toFixed(0)} s; megabytes before: ${megabytes(control)}; meanwhile: ${megabytes(stalled)}; afterwards: ${megabytes(afterwards)}; ${OTHERS} others were ${behind.toFixed(0)} ms behind at most`);
    expect(grown, "megabytes in use because of them").to.be.below(MOST);
    expect(behind).to.be.at.most(BOUND);

    sleeper.socket().resume();
    over = true;
    await changing;
    await delay(1500);
    await slow.settled();
    expect(slow.figures().lost, "connections lost").to.equal(1);
    for (const crowd of [slow, others]) expect((await crowd.compare(cluster.store)).differences).to.deep.equal([]);
  });
});
