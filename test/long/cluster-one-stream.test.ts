/** What a relay spares MongoDB, and what the sharded channels spare the nodes, by MongoDB's and Redis' own figures. */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { addDays } from "../../shared/contract/dates.ts";
import { changeStreams } from "../support/cluster/change-streams.ts";
import { type Cluster, startCluster } from "../support/cluster/cluster.ts";
import { type Crowd, startCrowd } from "../support/cluster/crowd.ts";
import { createStaleness } from "../support/cluster/staleness.ts";
import { settleTown, type Town } from "../support/cluster/town.ts";

const CROWD = 300;
const CHANGES = 100;
/** Bytes that a node hears within the test's seconds though nobody there watches: beats, and what Socket.IO itself says. */
const SILENCE = 40_000;

describe("With a relay", function () {
  this.timeout(180_000);
  let cluster: Cluster;
  let town: Town;
  let redis: Redis;
  const crowds = new Set<Crowd>();

  before(async () => {
    cluster = await startCluster({ servers: 3, links: ["server"] });
    town = await settleTown(cluster.store, 10);
    redis = new Redis(cluster.redis!.url, { lazyConnect: true });
    await redis.connect();
  });
  after(async () => {
    redis?.disconnect();
    for (const crowd of crowds) crowd.end();
    await cluster?.end();
  });

  async function watchedBy(size: number, port: number, propertyIds: readonly string[]): Promise<Crowd> {
    const crowd = startCrowd({ port, size, propertyIds, months: town.months, staleness: createStaleness() });
    crowds.add(crowd);
    await crowd.settled();
    return crowd;
  }

  const streams = () => changeStreams(cluster.replicaSet.members.map(({ port }) => port));

  /** A stream that was closed is still counted for a moment. */
  async function expectStreams(count: number, when: string): Promise<void> {
    let seen = await streams();
    for (const end = performance.now() + 5000; seen !== count && performance.now() < end; await delay(100)) seen = await streams();
    console.log(`      ${seen} change streams ${when}`);
    expect(seen, when).to.equal(count);
  }

  it("MongoDB carries one change stream, however many nodes and watchers, and without it one for each node", async () => {
    await cluster.fed();
    await expectStreams(1, "for 3 servers that nobody watches");
    const crowd = await watchedBy(CROWD, cluster.proxy.port, town.propertyIds.slice(0, 8));
    await expectStreams(1, `for 3 servers and ${CROWD} watchers`);
    const third = cluster.servers[2]!;
    await third.kill("SIGTERM");
    await crowd.settled();
    await cluster.fed();
    await expectStreams(1, `for 2 servers and ${CROWD} watchers`);
    await Promise.all(cluster.relays.map((relay) => relay.kill("SIGKILL")));
    await delay(4000);
    await expectStreams(2, "for 2 servers while no relay runs");
    await Promise.all(cluster.relays.map((relay) => relay.start()));
    await third.start();
    await cluster.ready(third);
    await cluster.fed();
    await expectStreams(1, "when relays run again");
    crowd.end();
  });

  it("a message for a property that one node watches reaches one node", async () => {
    await cluster.fed();
    const propertyId = town.propertyIds[9]!;
    const [month] = town.months as [string];
    const crowd = await watchedBy(1, cluster.servers[0]!.port!, [propertyId]);
    const channels = ((await redis.call("PUBSUB", "SHARDCHANNELS")) as string[]).filter((name) => name.endsWith(`#/availability#month:${propertyId}:${month}#`));
    expect(channels, "channels of its month").to.have.lengthOf(1);
    expect(await redis.call("PUBSUB", "SHARDNUMSUB", channels[0]!), "subscribers of it").to.deep.equal([channels[0], 1]);

    const [watcher] = crowd.watchers;
    const before = heard();
    for (let change = 0; change < CHANGES; change += 1) {
      const night = addDays(`${month}-01`, change % 28);
      const [changed] = await changeNights(town.context, town.host, { id: propertyId, from: night, to: addDays(night, 1), price: 20_000 + change });
      // Each is a message of its own: nothing changes while one is on its way.
      for (const end = performance.now() + 10_000; watcher!.seen.get(month)!.version < changed!.version && performance.now() < end; ) await delay(5);
    }
    const bytes = heard().map((after, index) => after - before[index]!);
    const { heard: messages } = crowd.figures();
    console.log(`      ${CHANGES} changes, ${messages} messages to who watches; bytes from Redis to each server: ${bytes.join(", ")}`);
    expect(messages).to.be.at.least(CHANGES);
    expect(bytes[0]).to.be.at.least(messages * 500);
    for (const other of bytes.slice(1)) expect(other).to.be.at.most(SILENCE);
  });

  /** Bytes that Redis has sent to each server. */
  const heard = () => cluster.servers.map(({ links }) => links!.redis.received());
});
