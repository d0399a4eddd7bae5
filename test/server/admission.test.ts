/** What a server with enough to do does not begin, and what goes on all the same. */
import { expect } from "chai";
import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { addDays } from "../../shared/contract/dates.ts";
import { LimitsText } from "../../shared/limits.ts";
import { listedProperty, type Person } from "../support/fixtures.ts";
import { connect, type LiveClient } from "../support/live.ts";
import { openRaw } from "../support/raw-socket.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";

const night = addDays(new Date().toISOString().slice(0, 10), 40);
const month = night.slice(0, 7);

describe("A server with enough to do", function () {
  this.timeout(60_000);
  let service: Service;
  let host: Person;
  let propertyId: string;
  let guest: SignedInClient;
  let watchers: LiveClient[];
  let price = 10_000;
  const opened: (() => void)[] = [];

  async function begin(limits: string): Promise<void> {
    service = await startService({ config: LimitsText.parse(limits) });
    host = { id: (await service.as(["host"])).person.id, roles: ["host"] };
    guest = await service.as(["guest"]);
    propertyId = (await listedProperty(service.context, host))._id;
  }
  async function watch(count: number): Promise<void> {
    watchers = await Promise.all(Array.from({ length: count }, () => connect(service.url, "/availability")));
    for (const watcher of watchers) expect(await watcher.ask("watch", { propertyId, months: [month] })).to.include({ ok: true });
  }
  afterEach(async () => {
    for (const watcher of watchers) watcher.close();
    for (const close of opened.splice(0)) close();
    await service.close();
  });

  const knock = async () => {
    const raw = await openRaw(service.url);
    if (!("socket" in raw)) return raw.status;
    opened.push(raw.end);
    return 101;
  };

  /** A change reaches everybody who watches. */
  async function expectTold(): Promise<void> {
    price += 1;
    const { version } = (await changeNights(service.context, host, { id: propertyId, from: night, to: addDays(night, 1), price }))[0]!;
    await Promise.all(watchers.map((watcher) => watcher.waitFor<{ version: number }>("month", (told) => told.version === version)));
  }

  describe("in live connections", () => {
    it("begins no further one, tells those who are here, answers the others, and has room again when one ends", async () => {
      await begin("connections=5");
      await watch(5);
      expect(await knock()).to.equal(503);
      expect(service.refusals.counts()).to.deep.equal({ connections: 1 });
      await expectTold();
      expect((await service.anyone.get("/properties")).status).to.equal(200);
      expect(await watchers[0]!.ask("watch", { propertyId, months: [month] })).to.include({ ok: true });
      // A client that was turned away comes back by itself.
      const waiting = connect(service.url, "/availability");
      await delay(100);
      watchers.pop()!.close();
      opened.push((await waiting).close);
      expect(await knock()).to.equal(503);
    });
  });

  describe("in its event loop", () => {
    let busy = false;
    /** Each turn of the loop takes so many milliseconds until `busy` is over. */
    async function work(milliseconds: number): Promise<void> {
      for (busy = true; busy; await nextTurn()) for (const end = performance.now() + milliseconds; performance.now() < end; );
    }
    const until = async (holds: () => Promise<boolean>) => {
      const began = performance.now();
      while (!(await holds())) if (performance.now() - began > 10_000) throw new Error("it never came true");
      return Math.round(performance.now() - began);
    };
    const search = () => service.anyone.get("/properties");

    it("begins nothing new, tells those who are here, ends and renews, and is soon well again", async () => {
      await begin("loopDelay=100,requests=100000");
      await watch(3);
      const bookings = await connect(service.url, "/bookings", guest.token);
      opened.push(bookings.close);
      const working = work(180);
      try {
        const took = await until(async () => (await search()).status === 503);
        const { status, headers, body } = await search();
        expect([status, body.code, body.retry, headers.get("Retry-After")]).to.deep.equal([503, "unavailable", "later", "1"]);
        expect(headers.get("Content-Type")).to.match(/^application\/problem\+json/);
        expect((await guest.post("/holds", { propertyId, checkIn: night, checkOut: addDays(night, 1), guests: 1 })).body.code).to.equal("unavailable");
        expect(await knock()).to.equal(503);
        const [watcher] = watchers as [LiveClient];
        for (const asked of [watcher.ask("watch", { propertyId, months: [month] }), bookings.ask("list")]) {
          expect((await asked).error).to.include({ code: "unavailable", retry: "later" });
        }
        expect(await watcher.ask("unwatch", { propertyId, months: [] })).to.include({ ok: true });
        expect(await bookings.ask("renew", { token: guest.token })).to.include({ ok: true });
        for (const path of ["/healthz", "/readyz", "/metrics"]) expect((await fetch(service.url + path)).status, path).to.equal(200);
        expect((await service.anyone.post("/webhooks/stripe", {})).status, "reaches its route, which the sandbox does not have").to.equal(404);
        await expectTold();
        expect((await search()).status).to.equal(503);
        console.log(`      refused ${took} ms after the load began, ${service.refusals.counts().overloaded} times`);
      } finally {
        busy = false;
        await working;
      }
      const well = await until(async () => (await delay(20), (await search()).status === 200));
      console.log(`      well again after ${well} ms`);
      expect(well).to.be.below(5000);
      expect(await knock()).to.equal(101);
      await expectTold();
    });

    it("begins everything where nothing is limited, and below the limit", async () => {
      for (const limits of ["none", "loopDelay=5000"]) {
        await begin(limits);
        watchers = [];
        const working = work(100);
        await delay(1500);
        const { status } = await search();
        busy = false;
        await working;
        expect(status).to.equal(200);
        if (limits === "none") await service.close();
      }
    });
  });
});
