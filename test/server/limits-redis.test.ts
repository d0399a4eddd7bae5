/** Servers that count together in Redis, and what becomes of it when Redis is gone, hangs, and is back. */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { strictLimits } from "../../shared/limits.ts";
import { type Answer, createClient } from "../support/client.ts";
import { startRedis, type RedisProcess } from "../support/redis.ts";
import { freshStore } from "../support/mongo.ts";
import type { Store } from "../../shared/store/open.ts";
import { startService, type Service } from "../support/service.ts";

const { signInsOfAccount } = strictLimits.rates;

describe("Limits of servers that share a Redis", function () {
  this.timeout(60_000);
  let redis: RedisProcess;
  let store: Store;
  let servers: Service[];
  let addresses = 0;

  async function begin(): Promise<void> {
    servers = [];
    for (let made = 0; made < 2; made += 1) servers.push(await startService({ store, config: { limits: strictLimits, redisUrl: redis.url, trustProxy: 1 } }));
    await ready();
  }

  /** Until both have found Redis: before, each counts for itself. */
  async function ready(): Promise<void> {
    for (const end = Date.now() + 10_000; ; await delay(50)) {
      const email = `probe-${addresses++}@vacancy.test`;
      const lefts = [];
      for (const server of servers) lefts.push(leftOf(await login(server, email)));
      if (lefts[0] === signInsOfAccount.most - 1 && lefts[1] === signInsOfAccount.most - 2) return;
      if (Date.now() > end) throw new Error(`they don't count together: ${lefts.join(", ")}`);
    }
  }

  const login = (server: Service, email: string) =>
    createClient(server.url, { "X-Forwarded-For": `198.18.${(addresses >> 8) & 255}.${addresses++ & 255}` }).post("/auth/login", { email, password: "a wrong password" });
  const leftOf = ({ headers }: Answer) => Number(/"signInsOfAccount";r=(\d+)/.exec(headers.get("RateLimit") ?? "")?.[1]);
  const statuses = async (email: string, count: number) => {
    const seen: number[] = [];
    for (let tried = 0; tried < count; tried += 1) seen.push((await login(servers[tried % 2]!, email)).status);
    return seen;
  };

  before(async () => {
    [redis, store] = [await startRedis(), await freshStore()];
  });
  afterEach(async () => {
    for (const server of new Set(servers)) await server.close();
  });
  after(async () => {
    await redis.kill();
    await store.close();
  });

  it("count together: ten tries at both are ten", async () => {
    await begin();
    expect(await statuses("both@vacancy.test", 12)).to.deep.equal([...Array(10).fill(401), 429, 429]);
  });

  it("keep no address for letters where others might read it", async () => {
    await begin();
    await login(servers[0]!, "private@vacancy.test");
    const { Redis } = await import("ioredis");
    const reader = new Redis(redis.url);
    const keys = await reader.keys("*");
    reader.disconnect();
    expect(keys.some((key) => /^vacancy:\w+:limit:signInsOfAccount:/.test(key))).to.equal(true);
    expect(keys.join()).not.to.include("private");
  });

  it("go on limiting, each for itself, at once when Redis is killed, and together when it is back", async () => {
    await begin();
    expect(await statuses("killed@vacancy.test", 6)).to.deep.equal(Array(6).fill(401));
    await redis.kill();
    const began = performance.now();
    // What each has counted begins anew: at most as many again at each.
    const seen = await statuses("killed@vacancy.test", 26);
    expect(seen.slice(0, 20)).to.deep.equal(Array(20).fill(401));
    expect(seen.slice(20)).to.deep.equal(Array(6).fill(429));
    expect((performance.now() - began) / 26, "milliseconds a request").to.be.below(500);
    await redis.start();
    await ready();
  });

  it("wait a moment, not longer, for a Redis that hangs", async () => {
    await begin();
    redis.pause();
    try {
      const began = performance.now();
      expect(await statuses("hangs@vacancy.test", 22)).to.deep.equal([...Array(20).fill(401), 429, 429]);
      const took = performance.now() - began;
      console.log(`      22 requests with Redis stopped: ${Math.round(took)} ms`);
      expect(took).to.be.below(15_000);
    } finally {
      redis.resume();
    }
    await ready();
  });

  it("limit where Redis was never there, or lets nobody in, and the process lives", async () => {
    const closed = await startRedis("--requirepass", "a-password");
    try {
      for (const redisUrl of ["redis://127.0.0.1:1", closed.url, closed.url.replace("//", "//:wrong@")]) {
        const server = await startService({ store, config: { limits: strictLimits, redisUrl, trustProxy: 1 } });
        servers = [server, server];
        expect(await statuses(`never-${addresses}@vacancy.test`, 12), redisUrl).to.deep.equal([...Array(10).fill(401), 429, 429]);
        await server.close();
        servers = [];
      }
    } finally {
      await closed.kill();
    }
  });
});
