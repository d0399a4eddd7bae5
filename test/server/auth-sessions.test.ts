import { expect } from "chai";
import { createClient, type Client } from "../support/client.ts";
import { handClock } from "../support/fixtures.ts";
import { PASSWORD, startService, type Service } from "../support/service.ts";

const COOKIE = "vacancy-refresh";

describe("Sessions", () => {
  const clock = handClock("2026-11-24T08:00:00Z");
  let service: Service;

  before(async function () {
    this.timeout(60_000);
    service = await startService({ clock: clock.clock, config: { trustProxy: 1 } });
  });
  after(() => service.close());

  /** A browser somebody has just signed in with. */
  const signedIn = async (headers: Record<string, string> = {}) => {
    const { email, person } = await service.as(["guest"]);
    const browser = createClient(service.url, headers);
    const answer = await browser.post("/auth/login", { email, password: PASSWORD });
    expect(answer.status).to.equal(200);
    return { browser, person, answer };
  };
  /** Another tab, or a thief, with what the cookie is now. */
  const copyOf = (browser: Client) => {
    const copy = createClient(service.url);
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    return copy;
  };
  const refresh = async (browser: Client) => (await browser.post("/auth/refresh")).status;

  it("signing in gives a token for ten minutes, and a cookie scripts can't read", async () => {
    const { browser, answer } = await signedIn();
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).to.match(/^vacancy-refresh=[\w-]{43}; /);
    expect(cookie.split("; ").slice(1)).to.include.members(["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000"]);
    expect(cookie).not.to.match(/Secure|Domain/);
    const left = new Date(answer.body.expiresAt).getTime() - Date.now();
    expect(left).to.be.within(590_000, 600_000);
    const me = await browser.get("/me", { headers: { Authorization: `Bearer ${answer.body.accessToken}` } });
    expect(me.body.id).to.equal(answer.body.user.id);
  });

  it("over https the cookie is Secure and bound to the host", async () => {
    const { answer } = await signedIn({ "X-Forwarded-Proto": "https" });
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).to.match(/^__Host-vacancy-refresh=/);
    expect(cookie.split("; ")).to.include.members(["Secure", "HttpOnly", "SameSite=Strict", "Path=/"]);
  });

  it("in production the cookie is Secure whatever the connection looks like, and no other is read", async () => {
    const production = await startService({ store: service.store, config: { production: true } });
    const { email } = await service.as(["guest"]);
    const browser = createClient(production.url);
    const answer = await browser.post("/auth/login", { email, password: PASSWORD });
    expect(answer.headers.getSetCookie()[0]).to.match(/^__Host-vacancy-refresh=.*; Secure/);
    const plain = createClient(production.url);
    plain.cookies.set(COOKIE, browser.cookies.get("__Host-vacancy-refresh")!);
    expect(await refresh(plain)).to.equal(401);
    expect(await refresh(browser)).to.equal(200);
    await production.close();
  });

  it("a refresh gives a new token and a new cookie", async () => {
    const { browser, person } = await signedIn();
    const first = browser.cookies.get(COOKIE);
    const { status, body } = await browser.post("/auth/refresh");
    expect(status).to.equal(200);
    expect(body.user).to.deep.equal(person);
    expect(browser.cookies.get(COOKIE)).to.be.a("string").and.not.equal(first);
    expect(await refresh(browser)).to.equal(200);
  });

  it("two tabs that refresh at once both go on", async () => {
    const { browser } = await signedIn();
    const tabs = [browser, copyOf(browser), copyOf(browser)];
    expect(await Promise.all(tabs.map(refresh))).to.deep.equal([200, 200, 200]);
    expect(new Set(tabs.map(({ cookies }) => cookies.get(COOKIE))).size, "successors").to.equal(1);
    clock.advance(60);
    expect(await Promise.all(tabs.map(refresh))).to.deep.equal([200, 200, 200]);
  });

  it("a token that comes back ten seconds after it was used ends the whole session", async () => {
    const { browser } = await signedIn();
    const thief = copyOf(browser);
    expect(await refresh(browser)).to.equal(200);
    clock.advance(10);
    expect(await refresh(thief)).to.equal(401);
    expect(await refresh(browser)).to.equal(401);
    expect(browser.cookies.has(COOKIE)).to.equal(false);
  });

  it("a token within its grace does not begin it anew", async () => {
    const { browser } = await signedIn();
    const tab = copyOf(browser);
    expect(await refresh(browser)).to.equal(200);
    clock.advance(9);
    expect(await refresh(copyOf(tab))).to.equal(200);
    clock.advance(9);
    expect(await refresh(tab)).to.equal(401);
  });

  it("one session's end is not another's", async () => {
    const { email } = await service.as(["guest"]);
    const [laptop, phone] = [createClient(service.url), createClient(service.url)];
    for (const browser of [laptop, phone]) await browser.post("/auth/login", { email, password: PASSWORD });
    await laptop.post("/auth/logout");
    expect(await refresh(phone)).to.equal(200);
  });

  it("signing out ends the session in every tab and takes the cookie away", async () => {
    const { browser } = await signedIn();
    const tab = copyOf(browser);
    await refresh(tab);
    expect(await browser.post("/auth/logout")).to.deep.include({ status: 200, body: { done: true } });
    expect(browser.cookies.has(COOKIE)).to.equal(false);
    expect(await refresh(tab)).to.equal(401);
  });

  it("signing out without a session is done already", async () => {
    expect((await createClient(service.url).post("/auth/logout")).status).to.equal(200);
  });

  it("whoever refreshes while the session ends keeps nothing of it", async function () {
    this.timeout(30_000);
    for (let round = 0; round < 15; round += 1) {
      const { browser, person } = await signedIn();
      const tabs = Array.from({ length: 4 }, () => copyOf(browser));
      await Promise.all([...tabs.map(refresh), browser.post("/auth/logout"), ...tabs.map(copyOf).map(refresh)]);
      expect(await service.store.sessions.countDocuments({ userId: person.id }), `round ${round}`).to.equal(0);
    }
  });

  it("a session that rests for thirty days has ended", async () => {
    const { browser } = await signedIn();
    clock.advance(29 * 86_400);
    expect(await refresh(browser)).to.equal(200);
    clock.advance(30 * 86_400);
    expect(await refresh(browser)).to.equal(401);
  });

  it("a session that is used every week ends after half a year all the same", async () => {
    const { browser } = await signedIn();
    for (let week = 1; week <= 25; week += 1) {
      clock.advance(7 * 86_400);
      expect(await refresh(browser), `week ${week}`).to.equal(200);
    }
    clock.advance(7 * 86_400);
    expect(await refresh(browser)).to.equal(401);
  });

  it("signing in again in the same browser ends the session before", async () => {
    const { browser, person, answer } = await signedIn();
    const before = copyOf(browser);
    const { email } = await service.store.users.findById(person.id).orFail().lean();
    expect((await browser.post("/auth/login", { email, password: PASSWORD })).status).to.equal(200);
    expect(await refresh(before)).to.equal(401);
    expect(await refresh(browser)).to.equal(200);
    expect(answer.status).to.equal(200);
  });

  it("only a digest of the token is kept", async () => {
    const { browser, person } = await signedIn();
    const kept = await service.store.sessions.find({ userId: person.id }).lean();
    expect(kept).to.have.length(1);
    expect(JSON.stringify(kept)).not.to.include(browser.cookies.get(COOKIE));
  });

  it("a role that was given is in the next token", async () => {
    const { browser, answer } = await signedIn();
    await browser.post("/me/host", undefined, { headers: { Authorization: `Bearer ${answer.body.accessToken}` } });
    const { body } = await browser.post("/auth/refresh");
    expect(body.user.roles).to.deep.equal(["guest", "host"]);
    const claims = JSON.parse(Buffer.from(body.accessToken.split(".")[1], "base64url").toString());
    expect(claims.roles).to.deep.equal(["guest", "host"]);
  });

  it("somebody who is gone can't refresh", async () => {
    const { browser, person } = await signedIn();
    await service.store.users.deleteOne({ _id: person.id });
    expect(await refresh(browser)).to.equal(401);
  });
});
