/** A cluster under load while what it stands on is taken away, piece by piece. CI runs it smaller and shorter, by LONG_TEST_SHARE. */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { type Cluster, startCluster } from "../support/cluster/cluster.ts";
import type { Cut, Link } from "../support/cluster/link.ts";
import { redisClientsOf } from "../support/cluster/redis-clients.ts";
import { expectSound, startTrial, type Trial } from "../support/cluster/trial.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);
const WHOLE = SHARE >= 1;
const SIZE = WHOLE ? { watchers: 2000, properties: 50, changesPerSecond: 200 } : { watchers: 100, properties: 10, changesPerSecond: 40 };
/** Seconds. */
const LENGTH = WHOLE ? { redis: [0.3, 0.7, 3, 30], cut: 10, stopped: 20, dead: 10 } : { redis: [0.3], cut: 0, stopped: 0, dead: 2 };
/** Milliseconds. */
const BOUND = 4000;
/** When a server ends, half of all come back to the others at once, which takes these their time. */
const BOUND_OF_SERVERS = 8000;

describe("A cluster under load", function () {
  this.timeout(600_000);
  let cluster: Cluster;
  let trial: Trial;

  before(async () => {
    if (!WHOLE) console.log(`      shortened: ${JSON.stringify(SIZE)} of 2000 watchers, 50 properties and 200 changes; seconds ${JSON.stringify(LENGTH)}; only Redis, the leading relay, the primary and a server killed, and a subscription dropped`);
    cluster = await startCluster({ links: ["relay"], env: { HOLD_SECONDS: "60" } });
    trial = await startTrial(cluster, SIZE);
  });
  after(async () => {
    await trial?.end();
    await cluster?.end();
  });

  const seconds = (count: number) => delay(count * 1000);

  function fault(name: string, strike: () => Promise<void>, { election = false, bound = BOUND } = {}): void {
    it(`is right after ${name}`, async function () {
      await cluster.fed();
      const seen = await trial.during(name, strike, { election, ...(!WHOLE && { after: 2 }) });
      try {
        expectSound(seen, bound);
      } catch (error) {
        for (const line of cluster.complaints()) console.log(`        ${line}`);
        throw error;
      }
    });
  }

  if (WHOLE) fault("nothing at all", () => seconds(2));

  for (const gone of LENGTH.redis) {
    fault(`Redis was gone for ${gone} s`, async () => {
      await cluster.redis!.kill();
      await seconds(gone);
      await cluster.redis!.start();
    });
  }

  async function cutFor(way: Link, how: Cut): Promise<void> {
    way.cut(how);
    await seconds(LENGTH.cut);
    await way.mend();
  }
  const manners = { frozen: "nothing came through", ended: "connections were refused" } as const;
  for (const how of WHOLE ? (["frozen", "ended"] as const) : []) {
    fault(`the leading relay was cut off from MongoDB alone, ${manners[how]}`, async () => cutFor((await cluster.leader()).links!.mongo, how));
    fault(`the leading relay was cut off from Redis alone, ${manners[how]}`, async () => cutFor((await cluster.leader()).links!.redis, how));
  }

  fault("the leading relay was killed", async () => {
    const leader = await cluster.leader();
    await leader.kill("SIGKILL");
    await seconds(LENGTH.dead);
    await leader.start();
  });

  if (WHOLE) fault(`the leading relay stood still for ${LENGTH.stopped} s`, async () => {
    const leader = await cluster.leader();
    leader.signal("SIGSTOP");
    await seconds(LENGTH.stopped);
    leader.signal("SIGCONT");
  });

  if (WHOLE) fault("MongoDB's primary stepped down", async () => {
    const command = { replSetStepDown: 20, secondaryCatchUpPeriodSecs: 5 };
    await cluster.store.connection.db!.admin().command(command).catch(() => {}); // may cut the connection it came by
    await seconds(LENGTH.dead);
  }, { election: true });

  fault("MongoDB's primary was killed", async () => {
    const primary = await cluster.replicaSet.primary();
    await primary.kill("SIGKILL");
    await seconds(LENGTH.dead);
    await primary.start();
  }, { election: true });

  fault("a server was killed", async () => {
    const [server] = cluster.servers;
    await server!.kill("SIGKILL");
    await seconds(LENGTH.dead);
    await server!.start();
    await cluster.ready(server!);
  }, { bound: BOUND_OF_SERVERS });

  fault("the subscription of one server was dropped", async () => {
    const redis = new Redis(cluster.redis!.url, { lazyConnect: true });
    await redis.connect();
    try {
      const subscribed = (await redisClientsOf(redis, cluster.servers[0]!.pid())).filter(({ isSubscribed }) => isSubscribed);
      for (const { id } of subscribed) await redis.client("KILL", "ID", id);
      expect(subscribed.length, "subscriptions of it").to.be.at.least(1);
    } finally {
      redis.disconnect();
    }
    await seconds(LENGTH.dead);
  });

  it("is right at the end", async () => {
    await cluster.fed();
    expectSound(await trial.during("all of it", () => seconds(2)), BOUND);
  });
});
