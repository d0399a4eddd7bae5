/** Two servers and relays over a real Redis and MongoDB, in this process. */
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { expect } from "chai";
import pino from "pino";
import { addDays } from "../../shared/contract/dates.ts";
import type { PublicMonth } from "../../shared/contract/month.ts";
import type { NodeStats, Stats } from "../../shared/contract/stats.ts";
import { createRegistry } from "../../shared/feed/cluster/registry.ts";
import type { StoredProperty } from "../../shared/store/documents.ts";
import { publicMonth } from "../../shared/views/month.ts";
import { type RunningRelay, startRelay } from "../../workers/relay/start.ts";
import { changeStreamsOf } from "../support/change-streams.ts";
import { listedProperty } from "../support/fixtures.ts";
import { connect, type LiveClient } from "../support/live.ts";
import { freshUri, storeAt } from "../support/mongo.ts";
import { type RedisProcess, startRedis } from "../support/redis.ts";
import { type Service, type SignedInClient, startService } from "../support/service.ts";
import { installationName } from "../../shared/store/installation.ts";
import type { Store } from "../../shared/store/open.ts";

const log = pino({ level: process.env["LOG_LEVEL"] ?? "silent" });

async function until(isSo: () => boolean | Promise<boolean>, what: string, milliseconds = 8000): Promise<void> {
  for (const end = performance.now() + milliseconds; !(await isSo()); await delay(20)) {
    if (performance.now() > end) throw new Error(`It did not come to this: ${what}`);
  }
}

describe("Servers that a relay feeds", function () {
  this.timeout(60_000);
  let redis: RedisProcess;
  let uri: string;
  let stores: Store[];
  let services: Service[];
  let relays: RunningRelay[];
  let clients: LiveClient[];
  let property: StoredProperty;
  let guest: SignedInClient;
  let month: string;
  let night: string;

  before(async () => {
    redis = await startRedis();
  });
  after(() => redis.kill());

  beforeEach(async () => {
    uri = await freshUri();
    stores = await Promise.all([storeAt(uri), storeAt(uri)]);
    services = await Promise.all(stores.map((store) => startService({ store, config: { redisUrl: redis.url } })));
    relays = [];
    clients = [];
    guest = await services[0]!.as(["guest"]);
    const host = await services[0]!.as(["host"]);
    property = await listedProperty(services[0]!.context, { id: host.person.id, roles: ["host"] }, { units: 9 });
    night = addDays(new Date().toISOString().slice(0, 10), 9);
    month = night.slice(0, 7);
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await Promise.all(relays.map((relay) => relay.close()));
    await Promise.all(services.map((service) => service.close()));
    await Promise.all(stores.map((store) => store.close()));
  });

  const relay = async () => {
    const store = await storeAt(uri);
    stores.push(store);
    const started = await startRelay({ store, config: { redisUrl: redis.url }, log });
    relays.push(started);
    return started;
  };
  const fedByRelay = () => until(() => services.every(({ stats }) => stats().fed === "relay"), "all are fed by the relay");
  const fedByThemselves = () => until(() => services.every(({ stats }) => stats().fed === "itself"), "all feed themselves");

  async function watcher(service: Service): Promise<LiveClient> {
    const client = await connect(service.url, "/availability");
    clients.push(client);
    expect(await client.ask("watch", { propertyId: property._id, months: [month] })).to.include({ ok: true });
    return client;
  }
  const hold = async () => {
    const { body } = await guest.post("/holds", { propertyId: property._id, checkIn: night, checkOut: addDays(night, 1), guests: 1 });
    expect(body.status).to.equal("held");
  };
  const stored = async () => publicMonth((await stores[0]!.months.findById(`${property._id}:${month}`).lean())!);
  async function expectTold(watchers: LiveClient[]): Promise<void> {
    const now = await stored();
    for (const one of watchers) expect(await one.waitFor<PublicMonth>("month", ({ version }) => version === now.version)).to.deep.equal(now);
  }
  const streams = () => changeStreamsOf(stores[0]!);

  it("fall silent, are told through Redis, and MongoDB carries one stream", async () => {
    const watchers = await Promise.all(services.map(watcher));
    await hold();
    await expectTold(watchers);
    await until(async () => (await streams()) === 2, "there are two streams");
    await relay();
    await relay();
    await fedByRelay();
    await until(async () => (await streams()) === 1, "there is one stream");
    for (let change = 0; change < 5; change += 1) await hold();
    await expectTold(watchers);
    const late = await watcher(services[1]!);
    await hold();
    await expectTold([...watchers, late]);
  });

  it("are not told by a relay that ends as it begins", async () => {
    for (let round = 0; round < 5; round += 1) {
      const ending = await relay();
      await delay(round * 15);
      await ending.close();
    }
    relays = [];
    await fedByThemselves();
  });

  it("feed themselves when the relay ends, and leave it to the next", async () => {
    const watchers = await Promise.all(services.map(watcher));
    const first = await relay();
    await fedByRelay();
    const closing = first.close();
    await hold();
    await closing;
    await hold();
    await fedByThemselves();
    await expectTold(watchers);
    await relay();
    await fedByRelay();
    await hold();
    await expectTold(watchers);
  });

  it("feed themselves at once when Redis is gone, and miss nothing when it is back", async () => {
    const watchers = await Promise.all(services.map(watcher));
    await relay();
    await fedByRelay();
    for (const gone of [50, 700]) {
      await redis.kill();
      await hold();
      const during = await watcher(services[0]!);
      await delay(gone);
      await redis.start();
      await hold();
      await expectTold([...watchers, during]);
      await fedByRelay();
      await hold();
      await expectTold([...watchers, during]);
    }
  });

  it("are told of activity that staff filters for, and of rights that end", async () => {
    await relay();
    await fedByRelay();
    const staff = await services[1]!.as(["support"]);
    const ops = await connect(services[1]!.url, "/ops", staff.token);
    clients.push(ops);
    expect(await ops.ask("since", { filter: { types: ["booking.held"], propertyId: property._id } })).to.include({ ok: true });
    expect(await ops.ask("filter", { types: ["booking.held"], propertyId: property._id })).to.include({ ok: true });
    await hold();
    await ops.waitFor("activity", ({ type }) => type === "booking.held");
    const own = await connect(services[1]!.url, "/bookings", guest.token);
    clients.push(own);
    expect((await guest.delete("/me/sessions")).status).to.equal(200);
    await own.waitFor("closing", ({ code }) => code === "revoked");
    expect(services.map(({ stats }) => stats().fed)).to.deep.equal(["relay", "relay"]);
  });

  it("count together who looks at a property", async () => {
    const [here, there] = (await Promise.all(services.map(watcher))) as [LiveClient, LiveClient];
    await here.waitFor("viewers", ({ count }) => count === 2, 6000);
    const third = await watcher(services[1]!);
    await here.waitFor("viewers", ({ count }) => count === 3, 6000);
    third.close();
    await delay(100);
    there.close();
    await until(() => here.told("viewers").at(-1)?.count === 1, "one is left");
  });

  it("forget a node that was killed within 10 s, in counts of viewers and in stats", async () => {
    const staff = await services[0]!.as(["support"]);
    const ops = await connect(services[0]!.url, "/ops", staff.token);
    const here = await watcher(services[0]!);
    clients.push(ops);
    const leading = await relay();
    await fedByRelay();
    const { node } = services[1]!;
    // Each says a moment later how it is: the first that name all three may have been said before.
    const rolesOf = ({ nodes }: Stats) => nodes.map(({ role, fed }) => [role, fed].join());
    const stats = await ops.waitFor<Stats>("stats", (one) => one.relay === leading.node && rolesOf(one).join(" ") === "server,relay server,relay relay," && one.connections === 2 && one.watchers === 1, 10_000);
    expect(stats).to.include({ staff: 1, hosts: 0 });

    const connection = new Redis(redis.url, { keyPrefix: `vacancy:${await installationName(stores[0]!)}:` });
    const ghost: NodeStats = { id: "ghost", role: "server", connections: 5, watchers: 3, hosts: 2, staff: 0, fed: "relay" };
    await createRegistry(connection, ghost.id).say([["nodes", JSON.stringify(ghost)], [`viewers:${property._id}`, "3"]]);
    const killedAt = performance.now();
    connection.disconnect();
    await here.waitFor("viewers", ({ count }) => count === 4);
    await ops.waitFor<Stats>("stats", (one) => one.connections === 7 && one.hosts === 2);
    await until(() => here.told("viewers").at(-1)?.count === 1, "one looks at it", 10_000);
    await until(() => !ops.told<Stats>("stats").at(-1)!.nodes.some(({ id }) => id === ghost.id), "the node has gone", 10_000);
    console.log(`      right again after ${Math.round(performance.now() - killedAt)} ms`);
    expect(performance.now() - killedAt).to.be.below(10_000);
    expect(ops.told<Stats>("stats").at(-1)!.nodes.map(({ id }) => id)).to.include(node);
  });

  it("live on whatever somebody says over Redis", async () => {
    const watchers = await Promise.all(services.map(watcher));
    await relay();
    await fedByRelay();
    const saying = new Redis(redis.url);
    const name = await installationName(stores[0]!);
    for (const channel of [`vacancy:${name}:relay`, `vacancy:${name}#/availability#`, `vacancy:${name}#/availability#month:${property._id}:${month}#`]) {
      for (const said of ["", "nonsense", "{}", '{"beat":{}}', '{"type":3,"uid":"x","nsp":"/availability"}']) await saying.spublish(channel, said);
    }
    saying.disconnect();
    await hold();
    await expectTold(watchers);
  });

  it("are reached alone by a message of a room that they alone are in", async () => {
    await watcher(services[1]!);
    await relay();
    await fedByRelay();
    const asking = new Redis(redis.url);
    try {
      const channel = `vacancy:${await installationName(stores[0]!)}#/availability#month:${property._id}:${month}#`;
      expect(await asking.call("PUBSUB", "SHARDNUMSUB", channel)).to.deep.equal([channel, 1]);
    } finally {
      asking.disconnect();
    }
  });
});
