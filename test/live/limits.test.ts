/** What one address, one person and one live connection may do; each limit is met and is over again. */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { type Limits, strictLimits } from "../../shared/limits.ts";
import { listedProperty } from "../support/fixtures.ts";
import { enterRaw, type From, openRaw, type RawSocket } from "../support/raw-socket.ts";
import { startService, type Service } from "../support/service.ts";
import { until } from "../support/until.ts";

/** Milliseconds. */
const PATIENCE = 20_000;

const { rates, counts } = strictLimits;
/** Of one second, so that a test sees them end. */
const brief = (most: number) => ({ most, seconds: 1 });
const small: Limits = {
  rates: { ...rates, socketRequests: brief(20), socketRequestsOfAddress: brief(50), packets: brief(200), connects: brief(1000) },
  counts: { ...counts, connectionsOfAddress: 3, connectionsOfPerson: 2, rooms: 8, underWay: 5 },
};

const today = new Date().toISOString().slice(0, 7);
const ask = (id: number, event: string, input: unknown) => `42/availability,${id}${JSON.stringify([event, input])}`;
const answerOf = (text: string) => JSON.parse(text.slice(text.indexOf("["))).at(0);
const answer = async (raw: RawSocket, id: number) => answerOf(await raw.hear(`43/availability,${id}[`));

describe("Live connections", function () {
  this.timeout(60_000);
  let service: Service;
  let propertyId: string;
  let opened: RawSocket[] = [];
  let addresses = 0;

  const begin = async (limits: Limits) => {
    service = await startService({ config: { limits, trustProxy: 1 } });
    const host = await service.as(["host"]);
    propertyId = (await listedProperty(service.context, { id: host.person.id, roles: ["host"] }))._id;
  };
  afterEach(async () => {
    for (const raw of opened) raw.end();
    opened = [];
    try {
      // Right after its start its feed is still being opened.
      await until(async () => (await fetch(`${service.url}/readyz`)).status === 200, "it is ready", PATIENCE);
    } finally {
      await service.close();
    }
  });

  const anAddress = () => `203.0.113.${addresses++}`;
  const keep = (raw: RawSocket) => (opened.push(raw), raw);
  const enter = async (from: From = {}, namespace = "/availability", auth?: object) => keep(await enterRaw(service.url, namespace, { address: anAddress(), ...from }, auth));
  /** The status where it is not let in, 101 where it is. */
  const knock = async (from: From) => {
    const raw = await openRaw(service.url, from);
    return "socket" in raw ? (keep(raw), 101) : raw.status;
  };

  it("of an address are begun 120 times a minute and no more", async () => {
    await begin(strictLimits);
    const address = anAddress();
    for (let begun = 0; begun < rates.connects.most; begun += 1) {
      expect(await knock({ address })).to.equal(101);
      opened.pop()!.end();
    }
    expect(await knock({ address })).to.equal(400);
    expect(await knock({ address: anAddress() })).to.equal(101);
  });

  it("of an address are so many at once, and one more when one has ended; those of others are others", async () => {
    await begin(small);
    const address = anAddress();
    const mine = [await enter({ address }), await enter({ address }), await enter({ address })];
    expect(await knock({ address })).to.equal(400);
    expect(await knock({ address: anAddress() })).to.equal(101);
    mine[0]!.end();
    await until(async () => (await knock({ address })) === 101, "there is room for one", PATIENCE);
    expect(await knock({ address })).to.equal(400);
  });

  it("of a person are so many in a namespace, wherever from, and one more when one has ended", async () => {
    await begin(small);
    const { token } = await service.as(["guest"]);
    const enterAs = () => enter({}, "/bookings", { token });
    const first = await enterAs();
    await enterAs();
    const refused = await enterAs().then(() => "", (error: Error) => error.message);
    expect(refused).to.include("44/bookings").and.include("rate_limited");
    first.send("41/bookings,");
    await until(() => enterAs().then(() => true, () => false), "there is room for one", PATIENCE);
    expect(await enterAs().then(() => "in", (error: Error) => error.message)).to.include("rate_limited");
  });

  it("are asked so much in a time: what is more is refused, answered, and over after it", async () => {
    await begin(small);
    const raw = await enter();
    raw.send(...Array.from({ length: 25 }, (_, index) => ask(index, "unwatch", { propertyId })));
    // Five at a time are under way, which others are told, too; all count.
    const told = await Promise.all(Array.from({ length: 25 }, async (_, index) => (await answer(raw, index)).error?.detail));
    expect(told.slice(20)).to.deep.equal(Array(5).fill("Wait 1 s, then ask again"));
    expect(told.slice(0, 20)).not.to.include("Wait 1 s, then ask again");
    expect((await answer(raw, 24)).error).to.include({ code: "rate_limited", retry: "later", retryAfter: 1 });
    await delay(1100);
    raw.send(ask(100, "watch", { propertyId, months: [today] }));
    expect(await answer(raw, 100)).to.include({ ok: true });
  });

  it("of one address are asked so much together", async () => {
    await begin({ ...small, rates: { ...small.rates, socketRequestsOfAddress: { most: 50, seconds: 60 } } });
    const address = anAddress();
    const three = [await enter({ address }), await enter({ address }), await enter({ address })];
    for (const raw of three) for (let id = 0; id < 18; id += 1) raw.send(ask(id, "unwatch", { propertyId }));
    const codes = await Promise.all(three.flatMap((raw) => Array.from({ length: 18 }, async (_, id) => (await answer(raw, id)).error)));
    expect(codes.filter((error) => error?.code === "rate_limited" && /^Wait \d+ s/.test(error.detail))).to.have.length(4);
  });

  it("that flood are told so and cut, also with requests nobody knows, without acknowledgement, or that are none", async () => {
    const floods = [ask(1, "unwatch", {}), '42/availability,["steal"]', '42/availability,["watch"]', '43/availability,7["what"]', "40/nowhere,", "40/availability2,{}", "3"];
    await begin(small);
    for (const text of floods) {
      const raw = await enter();
      raw.send(...Array<string>(250).fill(text));
      expect(await raw.hear("42/availability,[\"closing\""), text).to.include('"flood"').and.include('"reconnect":false');
      await raw.closed();
    }
    const quiet = await enter();
    quiet.send(ask(1, "watch", { propertyId, months: [today] }));
    expect(await answer(quiet, 1)).to.include({ ok: true });
  });

  it("that come back from a flood to flood again are soon not let in", async () => {
    await begin({ ...small, rates: { ...small.rates, connects: rates.connects } });
    const address = anAddress();
    let floods = 0;
    for (; floods < 20; floods += 1) {
      const raw = await openRaw(service.url, { address });
      if (!("socket" in raw)) break;
      raw.send(...Array<string>(250).fill("3"));
      await keep(raw).closed();
    }
    expect(floods).to.equal(6);
  });

  it("wait for so many answers, watch so many months, and are in so many namespaces at once", async () => {
    await begin(small);
    const raw = await enter();
    raw.send(...Array.from({ length: 8 }, (_, id) => ask(id, "watch", { propertyId, months: [today] })));
    const codes = await Promise.all(Array.from({ length: 8 }, async (_, id) => (await answer(raw, id)).error?.code ?? "ok"));
    expect(codes).to.deep.equal([...Array(5).fill("ok"), ...Array(3).fill("rate_limited")]);

    const months = ["2030-01", "2030-02", "2030-03", "2030-04", "2030-05", "2030-06"];
    raw.send(ask(20, "watch", { propertyId, months }));
    expect((await answer(raw, 20)).error?.code).to.equal("rate_limited");
    raw.send(ask(21, "watch", { propertyId, months: months.slice(0, 5) }), ask(22, "watch", { propertyId, months: [today] }));
    expect(await answer(raw, 21)).to.include({ ok: true });
    expect(await answer(raw, 22), "what is watched already").to.include({ ok: true });
    raw.send(ask(23, "unwatch", { propertyId, months: [today] }), ask(24, "watch", { propertyId, months: [months[5]] }));
    expect(await answer(raw, 24)).to.include({ ok: true });

    const many = keep((await openRaw(service.url, { address: anAddress() })) as RawSocket);
    many.send(...Array<string>(12).fill("40/availability,"));
    const answersOf = (begin: string) => many.heard.filter((text) => text.startsWith(begin));
    await until(() => answersOf("40/availability").length + answersOf("44/availability").length === 12, "all are answered", PATIENCE);
    expect(answersOf("40/availability")).to.have.length(8);
    expect(answersOf("44/availability").filter((text) => text.includes("rate_limited"))).to.have.length(4);
  });

  it("are not begun from a foreign origin, in the main namespace or in none, nor with what is no token", async () => {
    await begin(strictLimits);
    for (const origin of ["https://evil.example", "null", "http://127.0.0.1.evil.example", "file://"]) expect(await knock({ address: anAddress(), origin }), origin).to.equal(400);
    expect(await knock({ address: anAddress(), origin: service.url })).to.equal(101);
    for (const namespace of ["/", "/admin", "/__proto__"]) {
      const refused = await enter({}, namespace).then(() => "in", (error: Error) => error.message);
      expect(refused, namespace).to.match(/: 44/);
    }
    expect(await enter({}, "/availability", { token: { $gt: "" } }).then(() => "in", (error: Error) => error.message)).to.include("unauthenticated");
  });

  it("that ask and don't read the answers are cut before they cost much memory, and so are those that enter nowhere, with or without limits", async () => {
    await begin(undefined as unknown as Limits);
    const idle = keep((await openRaw(service.url, { address: anAddress() })) as RawSocket);
    const raw = await enter();
    const months = Array.from({ length: 26 }, (_, index) => `${2027 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`);
    raw.socket.pause();
    const requests = Array.from({ length: 6000 }, (_, id) => ask(id, "watch", { propertyId, months }));
    raw.send(...requests);
    const other = await enter();
    other.send(ask(1, "watch", { propertyId, months: [today] }));
    expect(await answer(other, 1)).to.include({ ok: true });
    await until(() => service.refusals.counts().slow === 1, "it is cut", PATIENCE);
    raw.socket.resume();
    await raw.closed(5000);
    expect(raw.heard.length).to.be.below(6000);
    await idle.closed(15_000);
  });

  it("without limits, as on a laptop, do as they like", async () => {
    await begin(undefined as unknown as Limits);
    const raw = await enter();
    for (let id = 0; id < 1500; id += 1) raw.send(ask(id, "watch", { propertyId, months: [today] }));
    await raw.hear("43/availability,1499[", 30_000);
    expect(raw.heard.filter((text) => text.startsWith("43/") && !text.includes('"ok":true'))).to.deep.equal([]);
  });
});
