/** What a server tells of itself to a Prometheus that comes to it directly. */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { strictLimits } from "../../shared/limits.ts";
import { createClient } from "../support/client.ts";
import { listedProperty } from "../support/fixtures.ts";
import { connect } from "../support/live.ts";
import { startService, type Service } from "../support/service.ts";

describe("Metrics", function () {
  this.timeout(60_000);
  let service: Service;
  let other: Service;

  before(async () => {
    service = await startService({ config: { limits: { ...strictLimits, rates: { ...strictLimits.rates, requests: { most: 60, seconds: 60 } } }, trustProxy: 1 } });
    other = await startService();
  });
  after(async () => {
    await service.close();
    await other.close();
  });

  async function scrape({ url }: Service): Promise<string> {
    const response = await fetch(`${url}/metrics`);
    expect(response.status).to.equal(200);
    expect(response.headers.get("Content-Type")).to.match(/^text\/plain; version=0\.0\.4/);
    return response.text();
  }
  /** `undefined` where there is no such sample. */
  async function value(sample: string, of = service): Promise<number | undefined> {
    const line = (await scrape(of)).split("\n").find((text) => text.startsWith(`${sample} `));
    return line === undefined ? undefined : Number(line.slice(sample.length + 1));
  }
  const requests = (route: string, status: string) => value(`vacancy_http_request_duration_seconds_count{route="${route}",status="${status}"}`);

  it("are not for the public", async () => {
    for (const header of [{ "X-Forwarded-For": "192.0.2.1" }, { Forwarded: "for=192.0.2.1" }, { "X-Forwarded-For": "" }] as Record<string, string>[]) {
      const response = await fetch(`${service.url}/metrics`, { headers: header });
      expect([response.status, (await response.text()).includes("vacancy_")]).to.deep.equal([404, false]);
    }
    expect((await fetch(`${service.url}/metrics`, { method: "POST" })).status).to.equal(404);
  });

  it("count requests by the contract's names alone, and each server its own", async () => {
    const { _id: id } = await listedProperty(service.context, { id: (await service.as(["host"])).person.id, roles: ["host"] });
    for (const path of [`/properties/${id}`, `/properties/${id}`, "/properties/65f2a8c4e1b2c3d4e5f60718", "/properties?limit=0", "/nothing/of/ours"]) await service.anyone.get(path);
    await service.anyone.post("/auth/login", { email: "nobody@vacancy.test", password: "not a password" });
    expect(await requests("property", "2xx")).to.equal(2);
    expect(await requests("property", "4xx")).to.equal(1);
    expect(await requests("findProperties", "4xx")).to.equal(1);
    expect(await requests("login", "4xx")).to.equal(1);
    expect(await requests("other", "4xx")).to.be.above(0);
    expect(await scrape(service)).not.to.include(id).and.not.include("nothing");
    expect(await scrape(other)).not.to.include('route="property"');
  });

  it("count reads of the cache, refusals, live connections, and how far the event loop is behind", async () => {
    const { _id: id } = await listedProperty(service.context, { id: (await service.as(["host"])).person.id, roles: ["host"] });
    const reads = () => Promise.all(["hit", "miss"].map(async (outcome) => (await value(`vacancy_cache_reads_total{kind="property",outcome="${outcome}"}`)) ?? 0));
    const [hits, misses] = await reads();
    for (let read = 0; read < 3; read += 1) await service.anyone.get(`/properties/${id}`);
    expect(await reads()).to.deep.equal([hits! + 2, misses! + 1]);
    const live = await connect(service.url, "/availability");
    expect(await value("vacancy_live_connections")).to.equal(1);
    live.close();
    const greedy = createClient(service.url, { "X-Forwarded-For": "192.0.2.7" });
    for (let sent = 0; sent < 62; sent += 1) await greedy.get("/nothing");
    expect(await value('vacancy_refusals_total{kind="requests"}')).to.equal(2);
    for (let look = 0; look < 100 && ((await value("vacancy_event_loop_delay_seconds_count")) ?? 0) === 0; look += 1) await delay(50);
    expect(await value("vacancy_event_loop_delay_seconds_count")).to.be.above(0);
    expect(await value("vacancy_feed_relayed")).to.equal(0);
    expect(await value("vacancy_feed_lag_seconds")).to.be.a("number");
    expect(await value("process_cpu_seconds_total")).to.be.above(0);
    expect(await value("process_resident_memory_bytes")).to.be.above(1e7);
    for (let look = 0; look < 100 && (await value("vacancy_live_connections")) !== 0; look += 1) await delay(50);
    expect(await value("vacancy_live_connections")).to.equal(0);
  });

  it("are well-formed: each has its help and type, and ends with its unit", async () => {
    const text = await scrape(service);
    const names = [...text.matchAll(/^# TYPE (\S+) (counter|gauge|histogram)$/gm)];
    expect(names.length).to.be.above(10);
    for (const [, name, type] of names) {
      expect(text).to.include(`# HELP ${name} `);
      if (type === "counter") expect(name).to.match(/_total$/);
      else expect(name).to.match(/_(seconds|bytes|connections|relayed)$/);
    }
  });
});
