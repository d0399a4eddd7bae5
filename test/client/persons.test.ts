/** What belongs to a person: stays, alerts and activity, for as long as that person may see them. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { addDays } from "../../shared/contract/dates.ts";
import type { LoggedIn } from "../../shared/contract/user.ts";
import { hold } from "../../shared/booking/hold.ts";
import { release } from "../../shared/booking/release.ts";
import { signAccessToken } from "../../server/auth/tokens.ts";
import { aGuest, aSession, listedProperty } from "../support/fixtures.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";
import { addressOf, openBrowser, type Browser, type Tab } from "./browser.ts";
import { openProxy, type Proxy } from "./proxy.ts";
import { historyOf, until } from "./until.ts";

const DAY = addDays(new Date().toISOString().slice(0, 10), 30);
const TEN_MINUTES = 600_000;

describe("What a page knows of a person", function () {
  this.timeout(30_000);
  let service: Service;
  let proxy: Proxy;
  let browser: Browser;
  let tab: Tab;
  let host: SignedInClient;
  let guest: SignedInClient;
  let propertyId: string;
  const closing: Promise<void>[] = [];

  before(async () => {
    service = await startService();
    proxy = await openProxy(service);
  });
  beforeEach(async () => {
    [host, guest] = [await service.as(["host"]), await service.as(["guest"])];
    propertyId = (await listedProperty(service.context, { id: host.person.id, roles: ["host"] }, { units: 300 }))._id;
    browser = openBrowser(proxy.url);
    tab = browser.openTab();
  });
  afterEach(() => void closing.push(browser.close()));
  after(async () => {
    await Promise.all(closing);
    await proxy.close();
    await service.close();
  });

  const stay = { checkIn: DAY, checkOut: addDays(DAY, 1), guests: 1 };
  const holdAs = (person = aGuest()) => hold(service.context, person, { propertyId, ...stay });
  const asActor = ({ person }: SignedInClient) => ({ id: person.id, roles: person.roles });
  /** Alerts and activity, so many of each. */
  const holdMany = (count: number) => Promise.all(Array.from({ length: count }, () => holdAs()));
  const following = (name: "/bookings" | "/host" | "/ops") => until(tab.live.connections[name], ({ status }) => status === "live");

  async function away(meanwhile: () => Promise<unknown>): Promise<void> {
    proxy.setDown(true);
    proxy.cut();
    await meanwhile();
    proxy.setDown(false);
  }

  describe("of a guest", () => {
    const bookings = () => [...tab.live.stays.bookings.get().items.values()];

    it("is what the service says of each stay, also of what happened while the line was cut", async () => {
      const first = await holdAs(asActor(guest));
      await tab.signIn(guest);
      tab.using(tab.live.stays.follow());
      await until(tab.live.stays.bookings, ({ items }) => items.get(first._id)?.status === "held");
      const second = await holdAs(asActor(guest));
      await until(tab.live.stays.bookings, ({ items }) => items.has(second._id));
      await away(() => release(service.context, asActor(guest), { id: first._id }));
      await until(tab.live.stays.bookings, ({ items }) => items.get(first._id)?.status === "released");
      for (const booking of bookings()) expect(booking).to.deep.equal((await guest.get(`/bookings/${booking.id}`)).body);
    });

    it("is gone when they sign out, and the next one sees their own alone", async () => {
      const next = await service.as(["guest"]);
      await holdAs(asActor(guest));
      const theirs = await holdAs(asActor(next));
      await tab.signIn(guest);
      tab.using(tab.live.stays.follow());
      await until(tab.live.stays.bookings, ({ items }) => items.size === 1);
      await tab.session.signOut();
      expect(bookings()).to.deep.equal([]);
      expect(tab.live.connections["/bookings"].get().status).to.equal("idle");
      await tab.signIn(next);
      await until(tab.live.stays.bookings, ({ items }) => items.size > 0);
      expect(bookings().map(({ id }) => id)).to.deep.equal([theirs._id]);
    });

    it("goes on over one connection when tokens end: each is renewed as the server says so", async () => {
      browser = openBrowser(service.url, { fetch: withTokensOf(2500) });
      tab = browser.openTab();
      await tab.signIn(guest);
      tab.using(tab.live.stays.follow());
      const states = historyOf(tab.live.connections["/bookings"]);
      // The second one can only end where the first one was taken.
      while (browser.sentTo("/auth/refresh").length < 2) await delay(20);
      const booking = await holdAs(asActor(guest));
      await until(tab.live.stays.bookings, ({ items }) => items.has(booking._id));
      expect(states.map(({ status }) => status)).to.deep.equal(["connecting", "live"]);
    });
  });

  describe("of a host", () => {
    beforeEach(async () => {
      await tab.signIn(host);
      tab.using(tab.live.hosting.follow());
      await until(tab.live.hosting.alerts, ({ loaded }) => loaded);
    });

    it("has every alert of a long absence, page by page, and each rings once", async () => {
      const rung: string[] = [];
      tab.live.hosting.onRing(({ id }) => rung.push(id));
      await holdMany(1);
      await until(tab.live.hosting.alerts, ({ list }) => list.length === 1);
      await away(() => holdMany(70));
      await until(tab.live.hosting.alerts, ({ list }) => list.length === 71);
      const [last] = await holdMany(1);
      await until(tab.live.hosting.alerts, ({ list }) => list[0]?.booking.id === last!._id);
      expect(rung).to.have.length(72);
      expect(new Set(rung).size).to.equal(72);
      expect(tab.live.hosting.alerts.get().list.map(({ at }) => at)).to.deep.equal(tab.live.hosting.alerts.get().list.map(({ at }) => at).sort().reverse());
    });

    it("knows what was read, here and on the server", async () => {
      await holdMany(2);
      const { list } = await until(tab.live.hosting.alerts, ({ list: alerts }) => alerts.length === 2);
      await tab.live.hosting.read([list[0]!.id]);
      expect(tab.live.hosting.alerts.get().list.map(({ read }) => read)).to.deep.equal([true, false]);
      const other = openBrowser(service.url);
      const otherTab = other.openTab();
      await otherTab.signIn(host);
      otherTab.using(otherTab.live.hosting.follow());
      const there = await until(otherTab.live.hosting.alerts, ({ loaded }) => loaded);
      expect(there.list.map(({ read }) => read)).to.deep.equal([true, false]);
      closing.push(other.close());
    });

    it("shows what takes the nights, as it changes", async () => {
      const month = DAY.slice(0, 7);
      expect(await tab.live.hosting.calendar(month, month)).to.deep.equal([{ propertyId, title: "Casa da Ribeira" }]);
      const booking = await holdAs();
      const claimed = () => tab.live.hosting.months.get().items.get(`${propertyId}:${month}`)?.claims.map(({ id }) => id);
      await until(tab.live.hosting.months, () => claimed()?.length === 1);
      expect(claimed()).to.deep.equal([booking._id]);
    });
  });

  describe("of support", () => {
    let supporter: SignedInClient;
    const feed = () => tab.live.operations.feed;
    const ids = () => feed().get().list.map(({ id }) => id);
    const held = (count: number) => until(feed(), ({ list }) => list.length === count);

    async function follow(): Promise<void> {
      supporter = await service.as(["support"]);
      await tab.signIn(supporter);
      tab.using(tab.live.operations.follow());
      await following("/ops");
      await tab.live.operations.filter({ propertyId, types: ["booking.held"] });
    }

    async function expectWhole(): Promise<void> {
      const events = await service.store.events.find({ propertyId, type: "booking.held" }).sort({ at: -1, _id: -1 }).lean();
      expect(ids()).to.deep.equal(events.map(({ _id }) => _id));
    }

    it("has all activity of a long absence, page by page", async () => {
      await follow();
      await holdMany(1);
      await held(1);
      await away(() => holdMany(130));
      await held(131);
      await expectWhole();
    });

    it("is still while it is paused, counts what waits, and then has it without a gap and without a double", async () => {
      await follow();
      await holdMany(3);
      await held(3);
      tab.live.operations.pause();
      await holdMany(4);
      await until(feed(), ({ waiting }) => waiting === 4);
      expect(ids()).to.have.length(3);
      await away(() => holdMany(110)); // counted by nobody
      await following("/ops");
      await holdMany(2);
      await until(feed(), ({ waiting }) => waiting >= 6);
      expect(ids()).to.have.length(3);
      await tab.live.operations.resume();
      await held(119);
      await expectWhole();
    });

    it("ends when the role is withdrawn: it stays away, and says why", async () => {
      browser = openBrowser(proxy.url, { fetch: withTokensOf(2500) });
      tab = browser.openTab();
      await follow();
      const states = historyOf(tab.live.connections["/ops"]);
      await service.store.users.updateOne({ _id: supporter.person.id }, { roles: ["guest"] });
      const { closing: why } = await until(tab.live.connections["/ops"], ({ status }) => status === "closed");
      expect(why).to.include({ code: "revoked", reason: "The right to be here was withdrawn" });
      const [refreshes, lines] = [browser.sentTo("/auth/refresh").length, proxy.lines()];
      await delay(1300); // longer than it would wait to come back
      expect(tab.live.connections["/ops"].get().status).to.equal("closed");
      expect([browser.sentTo("/auth/refresh").length, proxy.lines()]).to.deep.equal([refreshes, lines]);
      expect(states.map(({ status }) => status)).to.deep.equal(["live", "closed"]);
    });

    it("does not begin for whoever has no right to it, and does not ask for ever", async () => {
      await tab.signIn(guest);
      tab.using(tab.live.operations.follow());
      await until(tab.live.connections["/ops"], ({ status }) => status === "closed");
      expect(browser.sentTo("/auth/refresh"), "a fresh token could have had the role").to.have.length(1);
    });
  });

  /** Each token ends so many milliseconds later, cut to a whole second; pages believe that it lasts. */
  function withTokensOf(milliseconds: number): typeof fetch {
    return async (input, init) => {
      const response = await fetch(input, init);
      if (!/auth\/(login|refresh)$/.test(addressOf(input)) || !response.ok) return response;
      const answer = (await response.json()) as LoggedIn;
      const { accessToken } = await signAccessToken(service.keys, { ...answer.user, ...aSession() }, new Date(Date.now() - TEN_MINUTES + milliseconds));
      return new Response(JSON.stringify({ ...answer, accessToken }), response);
    };
  }
});
