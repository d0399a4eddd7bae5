/** What anyone may see is cached by two servers together, and what may not be stale is not. */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { addDays } from "../../shared/contract/dates.ts";
import type { Store } from "../../shared/store/open.ts";
import { aProperty } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { type RedisProcess, startRedis } from "../support/redis.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";

describe("The cache of two servers with one Redis", function () {
  this.timeout(60_000);
  let redis: RedisProcess;
  let store: Store;
  let servers: [Service, Service];
  let host: SignedInClient;
  const at = (server: 0 | 1) => servers[server].anyone;

  before(async () => {
    [redis, store] = [await startRedis(), await freshStore()];
    const start = () => startService({ store, config: { redisUrl: redis.url } });
    servers = [await start(), await start()];
    host = await servers[0].as(["host"]);
    // At first each has still to find Redis.
    for (const end = Date.now() + 10_000; (await hitsOf(0)) === 0 || (await hitsOf(1)) === 0; await delay(20)) {
      if (Date.now() > end) throw new Error("they did not find Redis");
      await Promise.all([at(0).get("/properties?text=nothing"), at(1).get("/properties?text=nothing")]);
    }
  });
  after(async () => {
    for (const server of servers) await server.close();
    await store.close();
    await redis.kill();
  });

  async function hitsOf(server: 0 | 1): Promise<number> {
    const text = await (await fetch(`${servers[server].url}/metrics`)).text();
    return [...text.matchAll(/vacancy_cache_reads_total\{kind="\w+",outcome="hit"\} (\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  }

  async function listed(change: object = {}): Promise<string> {
    const { body } = await host.post("/properties", { ...aProperty, ...change });
    await host.post(`/properties/${body.id}/list`);
    return body.id;
  }

  it("answers at both what either has read, byte for byte", async () => {
    const id = await listed();
    const textAt = async (server: 0 | 1, path: string) => (await fetch(`${servers[server].url}/api${path}`)).text();
    for (const path of [`/properties/${id}`, "/properties?text=ribeira"]) {
      const first = await textAt(0, path);
      const hits = await hitsOf(1);
      expect(await textAt(1, path)).to.equal(first);
      expect(await textAt(0, path)).to.equal(first);
      expect(await hitsOf(1)).to.equal(hits + 1);
    }
  });

  it("shows a change of a property at once at both", async () => {
    const id = await listed();
    for (let price = 10_001; price < 10_021; price += 1) {
      await Promise.all([at(0).get(`/properties/${id}`), at(1).get("/properties?text=ribeira")]);
      await host.patch(`/properties/${id}`, { basePrice: price });
      expect((await at(1).get(`/properties/${id}`)).body.basePrice).to.equal(price);
      expect((await at(0).get(`/properties/${id}`)).body.basePrice).to.equal(price);
      const { body } = await at((price % 2) as 0 | 1).get("/properties?text=ribeira");
      expect(body.items.find((found: { id: string }) => found.id === id).basePrice).to.equal(price);
    }
    await host.post(`/properties/${id}/unlist`);
    expect((await at(1).get(`/properties/${id}`)).status).to.equal(404);
    expect((await at(1).get("/properties?text=ribeira")).body.items.map((found: { id: string }) => found.id)).not.to.include(id);
  });

  it("where each has its own, shows a change at once where it was made, and at the other when that has heard of it", async () => {
    const alone = [await startService({ store }), await startService({ store })] as const;
    const priceAt = async (server: 0 | 1, id: string) => (await alone[server].anyone.get(`/properties/${id}`)).body.basePrice;
    const owner = await alone[0].as(["host"]);
    const { body } = await owner.post("/properties", aProperty);
    await owner.post(`/properties/${body.id}/list`);
    for (let price = 10_001; price < 10_006; price += 1) {
      await Promise.all([priceAt(0, body.id), priceAt(1, body.id)]);
      await owner.patch(`/properties/${body.id}`, { basePrice: price });
      const changed = performance.now();
      expect(await priceAt(0, body.id)).to.equal(price);
      while ((await priceAt(1, body.id)) !== price) expect(performance.now() - changed, "milliseconds: long before it would end by itself").to.be.below(5000);
    }
    for (const server of alone) await server.close();
  });

  it("offers a night nowhere more than a second after it was taken", async function () {
    this.timeout(120_000);
    const id = await listed({ city: "Faro", title: "One room" });
    const guest = await servers[0].as(["guest"]);
    const today = new Date().toISOString().slice(0, 10);
    let [worst, latest, seen] = [0, 0, 0];
    for (let tried = 0; tried < 5; tried += 1) {
      const [checkIn, checkOut] = [addDays(today, 20 + 2 * tried), addDays(today, 21 + 2 * tried)];
      let [held, stop] = [Infinity, false];
      const look = async (server: 0 | 1) => {
        for (; !stop; await delay(3)) {
          const asked = performance.now();
          const { body } = await at(server).get(`/properties?text=faro&checkIn=${checkIn}&checkOut=${checkOut}`);
          if (body.items.length === 0 || performance.now() < held) continue;
          // From when it was asked: how long an answer is on its way is not the cache's.
          [worst, latest, seen] = [Math.max(worst, asked - held), Math.max(latest, performance.now() - held), seen + 1];
        }
      };
      const looking = [look(0), look(0), look(1), look(1)];
      await delay(300 + 200 * tried);
      const { status } = await guest.post("/holds", { propertyId: id, checkIn, checkOut, guests: 1 });
      held = performance.now();
      expect(status).to.equal(201);
      await delay(1500);
      stop = true;
      await Promise.all(looking);
    }
    console.log(`      offered ${seen} times after it was taken, at the latest to who asked ${Math.round(worst)} ms after, and had the answer at ${Math.round(latest)} ms`);
    expect(seen, "it was cached").to.be.above(0);
    expect(worst).to.be.below(1000);
  });
});
