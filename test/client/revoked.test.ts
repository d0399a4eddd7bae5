/** What a page does when its rights end before its token: it finds out what is right now, within five seconds and without asking for ever. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { Connection } from "../../shared/contract/client/channel.ts";
import type { Refusal } from "../../shared/contract/errors.ts";
import type { Role } from "../../shared/contract/user.ts";
import { createClient, type Client } from "../support/client.ts";
import { connect } from "../support/live.ts";
import { PASSWORD, startService, type Service, type SignedInClient } from "../support/service.ts";
import { openBrowser, type Browser, type BrowserOptions, type Tab } from "./browser.ts";
import { historyOf, until } from "./until.ts";

/** In milliseconds. */
const PROMISED = 5000;
const COOKIE = "vacancy-refresh";
const OTHER_PASSWORD = "another horse, another battery";

describe("A page whose rights end", function () {
  this.timeout(30_000);
  let service: Service;
  let person: SignedInClient;
  let support: SignedInClient;
  let admin: SignedInClient;
  const closing: Promise<void>[] = [];
  /** Browsers whose tabs have been signed out, still open, and what they had asked for by then. */
  const silent: { browser: Browser; tabs: Tab[]; asked: number }[] = [];

  before(async () => {
    service = await startService();
    [support, admin] = [await service.as(["support"]), await service.as(["admin"])];
  });
  beforeEach(async () => {
    person = await service.as(["guest", "host"]);
  });
  after(async () => {
    await Promise.all(closing);
    await service.close();
  });

  /** A browser in which the person follows their stays and alerts, in as many tabs. */
  async function signedIn(count: number, options: BrowserOptions = {}): Promise<{ browser: Browser; tabs: Tab[] }> {
    const browser = openBrowser(service.url, { tellsTabs: true, ...options });
    const tabs = Array.from({ length: count }, () => browser.openTab());
    await tabs[0]!.signIn(person);
    for (const tab of tabs) {
      await until(tab.session, ({ status }) => status === "signed-in");
      tab.using(tab.live.stays.follow());
      tab.using(tab.live.hosting.follow());
      await Promise.all([is(tab, "/bookings", "live"), is(tab, "/host", "live")]);
    }
    return { browser, tabs };
  }
  const leave = (browser: Browser) => void closing.push(browser.close());
  const is = (tab: Tab, namespace: "/bookings" | "/host" | "/ops", status: Connection["status"]) => until(tab.live.connections[namespace], (connection) => connection.status === status, PROMISED);
  const isSignedOut = (tab: Tab) => until(tab.session, ({ status }) => status === "signed-out", PROMISED);
  const rolesOf = (tab: Tab) => {
    const state = tab.session.get();
    return state.status === "signed-in" ? state.user.roles : undefined;
  };

  /** Another device of the same person. */
  async function otherDevice(password = PASSWORD): Promise<Client> {
    const device = createClient(service.url);
    const { status, body } = await device.post("/auth/login", { email: person.email, password });
    expect(status).to.equal(200);
    return Object.assign(createClient(service.url, { Authorization: `Bearer ${body.accessToken}` }), { cookies: device.cookies });
  }

  /** All tabs are signed out, were told so, and hold no connection. */
  async function expectEnded({ browser, tabs }: { browser: Browser; tabs: Tab[] }): Promise<void> {
    await Promise.all(tabs.map(isSignedOut));
    for (const tab of tabs) {
      await Promise.all([is(tab, "/bookings", "idle"), is(tab, "/host", "idle")]);
      expect(tab.session.get()).to.deep.equal({ status: "signed-out", ended: true });
    }
    expect(browser.memory.mayBeSignedIn()).to.equal(false);
  }
  const staysSilent = ({ browser, tabs }: { browser: Browser; tabs: Tab[] }) => void silent.push({ browser, tabs, asked: browser.sent.length });

  it("is signed out in all tabs when its device is signed out from another one", async () => {
    const at = await signedIn(2);
    const other = await otherDevice();
    const { items } = (await other.get("/me/sessions")).body as { items: { id: string; current: boolean }[] };
    const [mine] = items.filter(({ current }) => !current);
    expect((await other.delete(`/me/sessions/${mine!.id}`)).status).to.equal(200);
    await expectEnded(at);
    expect((await other.get("/me")).status, "the other one").to.equal(200);
    staysSilent(at);
  });

  it("is signed out when the person signs out everywhere on another device, and calls are refused", async () => {
    const at = await signedIn(1);
    await (await otherDevice()).delete("/me/sessions");
    await expectEnded(at);
    expect(await at.tabs[0]!.rest.call("me", {}).catch((error: Refusal) => error.code)).to.equal("unauthenticated");
    staysSilent(at);
  });

  it("is signed out when the password is changed on another device", async () => {
    const at = await signedIn(2);
    const other = await otherDevice();
    expect((await other.post("/me/password", { current: PASSWORD, password: OTHER_PASSWORD })).status).to.equal(200);
    await expectEnded(at);
    staysSilent(at);
  });

  it("goes on in all tabs when the password is changed on it", async () => {
    const { browser, tabs } = await signedIn(3);
    const states = tabs.map(({ session }) => historyOf(session));
    const closings = tabs.map(({ live }) => historyOf(live.connections["/bookings"]));
    await tabs[0]!.session.changePassword({ current: PASSWORD, password: OTHER_PASSWORD });
    for (const [at, history] of closings.entries()) {
      await until(tabs[at]!.live.connections["/bookings"], () => history.some(({ status }) => status === "lost"), PROMISED);
      await Promise.all([is(tabs[at]!, "/bookings", "live"), is(tabs[at]!, "/host", "live")]);
    }
    expect(states.flat().filter(({ status }) => status !== "signed-in")).to.deep.equal([]);
    for (const tab of tabs) expect((await tab.rest.call("me", {})).id).to.equal(person.person.id);
    await Promise.all(tabs.map(({ session }) => session.refresh()));
    expect(states.flat().filter(({ status }) => status !== "signed-in"), "with the cookie of now").to.deep.equal([]);
    leave(browser);
  });

  it("is signed out in all tabs when the person is suspended, and signing in says so", async () => {
    const at = await signedIn(2);
    expect((await support.post(`/ops/users/${person.person.id}/suspend`, { reason: "Asked for money outside" })).status).to.equal(200);
    await expectEnded(at);
    const error = await at.tabs[0]!.session.signIn({ email: person.email, password: PASSWORD }).catch((refused: Refusal) => refused);
    expect(error).to.deep.include({ code: "forbidden", message: "This account is suspended; write to support" });
    staysSilent(at);
  });

  it("is signed out without a word about it where it did that itself", async () => {
    for (const end of [(tab: Tab) => tab.session.signOut(), (tab: Tab) => tab.session.leave("endSessions", {}), (tab: Tab) => tab.session.leave("deleteMe", { body: { password: PASSWORD } })]) {
      const { browser, tabs: [tab, other] } = await signedIn(2);
      const states = historyOf(tab!.session);
      await end(tab!);
      expect((await isSignedOut(other!))).to.deep.equal({ status: "signed-out", ended: true });
      await is(tab!, "/bookings", "idle");
      await delay(300);
      expect(states.slice(1)).to.deep.equal([{ status: "signed-out" }]);
      leave(browser);
    }
  });

  it("stays signed in where what was to end it was refused", async () => {
    const { browser, tabs: [tab] } = await signedIn(1);
    expect(await tab!.session.leave("deleteMe", { body: { password: "not mine" } }).catch((error: Refusal) => error.code)).to.equal("invalid_input");
    expect(await tab!.session.changePassword({ current: "not mine", password: OTHER_PASSWORD }).catch((error: Refusal) => error.code)).to.equal("invalid_input");
    expect(tab!.session.get().status).to.equal("signed-in");
    expect((await tab!.rest.call("me", {})).id).to.equal(person.person.id);
    leave(browser);
  });

  const changeRole = async (role: Role, granted: boolean) => {
    const { status } = await admin.post(`/ops/users/${person.person.id}/role`, { role, granted, reason: "New duties" });
    expect(status).to.equal(200);
  };

  it("goes on with a role that is given, over connections that come back by themselves", async () => {
    const { browser, tabs: [tab] } = await signedIn(1);
    tab!.using(tab!.live.operations.follow());
    await is(tab!, "/ops", "closed");
    await changeRole("support", true);
    await until(tab!.session, () => rolesOf(tab!)?.includes("support") === true, PROMISED);
    await Promise.all([is(tab!, "/bookings", "live"), is(tab!, "/host", "live"), is(tab!, "/ops", "live")]);
    await until(tab!.live.operations.feed, ({ loaded }) => loaded, PROMISED);
    leave(browser);
  });

  it("loses what a role that is taken let it see, and goes on with the rest", async () => {
    await service.store.users.updateOne({ _id: person.person.id }, { $addToSet: { roles: "support" } });
    const { browser, tabs } = await signedIn(2);
    for (const tab of tabs) tab.using(tab.live.operations.follow());
    for (const tab of tabs) await until(tab.live.operations.feed, ({ list }) => list.length > 0, PROMISED);
    const before = browser.sentTo("/auth/refresh").length;
    await changeRole("support", false);
    for (const tab of tabs) {
      await until(tab.session, () => rolesOf(tab)?.includes("support") === false, PROMISED);
      const { closing: why } = await is(tab, "/ops", "closed");
      expect(why).to.include({ code: "revoked" });
      await Promise.all([is(tab, "/bookings", "live"), is(tab, "/host", "live")]);
      expect(tab.live.operations.feed.get().list, "what support alone may see").to.deep.equal([]);
    }
    await delay(1500);
    expect(browser.sentTo("/auth/refresh").length - before, "one refresh a tab").to.equal(2);
    leave(browser);
  });

  it("is signed out where a copy of its refresh token is used again, and so is the thief", async () => {
    const at = await signedIn(1);
    const thief = createClient(service.url);
    thief.cookies.set(COOKIE, at.browser.cookies.get(COOKIE)!);
    const { body } = await thief.post("/auth/refresh");
    const stolen = await connect(service.url, "/bookings", body.accessToken);
    await thief.post("/auth/refresh"); // its successor is in use: from now on the first one is one too many
    expect(at.tabs[0]!.session.get().status).to.equal("signed-in");
    expect(await at.tabs[0]!.session.refresh()).to.equal(undefined);
    await expectEnded(at);
    await stolen.waitFor<{ code: string }>("closing", ({ code }) => code === "revoked", PROMISED);
    expect((await thief.post("/auth/refresh")).status).to.equal(401);
    stolen.close();
    staysSilent(at);
  });

  it("is signed out where the thief is the one who comes late", async () => {
    const at = await signedIn(1);
    const thief = createClient(service.url);
    thief.cookies.set(COOKIE, at.browser.cookies.get(COOKIE)!);
    await at.tabs[0]!.session.refresh();
    await at.tabs[0]!.session.refresh();
    expect((await thief.post("/auth/refresh")).status).to.equal(401);
    await expectEnded(at);
    staysSilent(at);
  });

  it("that hears of it while the service does not answer finds out when it does", async () => {
    let isDown = false;
    const at = await signedIn(1, { fetch: (input, init) => (isDown ? Promise.reject(new TypeError("down")) : fetch(input, init)) });
    isDown = true;
    await support.post(`/ops/users/${person.person.id}/suspend`, { reason: "Asked for money outside" });
    await is(at.tabs[0]!, "/bookings", "lost");
    await delay(1200);
    expect(at.tabs[0]!.session.get().status, "nobody has said so").to.equal("signed-in");
    isDown = false;
    await expectEnded(at);
    staysSilent(at);
  });

  it("whose call is refused with a token that had not ended makes it again with another, once", async () => {
    const browser = openBrowser(service.url);
    const tab = browser.openTab();
    await tab.signIn(person);
    const [token, before] = [await tab.session.token(), rolesOf(tab)];
    await changeRole("support", true);
    while ((await createClient(service.url).get("/me", { headers: { Authorization: `Bearer ${token}` } })).status !== 401) await delay(20);
    expect((await tab.rest.call("changeMe", { body: { name: "Ada" } })).name).to.equal("Ada");
    expect(browser.sentTo("/me").map(({ status }) => status)).to.deep.equal([401, 200]);
    expect(browser.sentTo("/auth/refresh")).to.have.length(1);
    expect(rolesOf(tab)).to.deep.equal([...before!, "support"]);
  });

  it("and was signed out is silent from then on", async () => {
    await delay(1500); // longer than any of them waits before it asks again
    for (const { browser, tabs, asked } of silent) {
      expect(browser.sent.slice(asked).map(({ path }) => path)).to.deep.equal([]);
      for (const tab of tabs) expect(tab.live.connections["/bookings"].get().status).to.equal("idle");
      leave(browser);
    }
  });
});
