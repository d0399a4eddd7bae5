/** Who is signed in, in one tab and in several. */
import { expect } from "chai";
import { Unreachable } from "../../shared/contract/client/send.ts";
import type { LoggedIn } from "../../shared/contract/user.ts";
import { signAccessToken } from "../../server/auth/tokens.ts";
import { aSession } from "../support/fixtures.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";
import { addressOf, openBrowser } from "./browser.ts";

/** Lets requests to a path through one by one, when the test says so. */
function gated(path: string) {
  const waiting: (() => void)[] = [];
  let arrived = () => {};
  const one = () => new Promise<void>((resolve) => (arrived = resolve));
  let next = one();
  const through: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!addressOf(input).endsWith(path)) return response;
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      arrived();
    });
    return response;
  };
  return {
    through,
    /** Resolves when an answer is held back. @returns lets it go on */
    async held(): Promise<() => void> {
      await next;
      next = one();
      return waiting.shift()!;
    },
  };
}

describe("A session in the browser", () => {
  let service: Service;
  let guest: SignedInClient;
  before(async () => {
    service = await startService();
  });
  beforeEach(async () => {
    guest = await service.as(["guest"]);
  });
  after(() => service.close());

  const refreshes = (browser: ReturnType<typeof openBrowser>) => browser.sentTo("/auth/refresh").length;

  it("asks nothing where nobody can be signed in", async () => {
    const browser = openBrowser(service.url);
    const { session } = browser.openTab();
    await session.start();
    expect(session.get()).to.deep.equal({ status: "signed-out" });
    expect(browser.sent).to.deep.equal([]);
  });

  it("is there again in a new tab, with one request however often it is asked for", async () => {
    const browser = openBrowser(service.url);
    await browser.openTab().signIn(guest);
    const { session } = browser.openTab();
    await Promise.all([session.start(), session.start(), session.refresh(), session.token()]);
    expect(session.get()).to.deep.include({ status: "signed-in", user: guest.person });
    expect(refreshes(browser)).to.equal(1);
  });

  it("whose token is refused is refreshed once for all calls that wait, and each of them goes on", async () => {
    const ended = (await signAccessToken(service.keys, { ...guest.person, ...aSession() }, new Date(Date.now() - 3_600_000))).accessToken;
    const gate = gated("/bookings");
    const browser = openBrowser(service.url, {
      async fetch(input, init) {
        const response = await gate.through(input, init);
        if (!addressOf(input).endsWith("/auth/login")) return response;
        return new Response(JSON.stringify({ ...((await response.json()) as LoggedIn), accessToken: ended }), response);
      },
    });
    const tab = browser.openTab();
    await tab.signIn(guest);
    const late = tab.rest.call("bookings", { query: {} });
    const letRefusalCome = await gate.held();
    const answers = await Promise.all(Array.from({ length: 5 }, () => tab.rest.call("me", {})));
    letRefusalCome();
    (await gate.held())();
    expect((await late).items, "refused before the others, told after them").to.deep.equal([]);
    expect(answers.map(({ id }) => id)).to.deep.equal(Array.from({ length: 5 }, () => guest.person.id));
    expect(refreshes(browser)).to.equal(1);
    expect(browser.sentTo("/me").map(({ status }) => status).sort()).to.deep.equal([200, 200, 200, 200, 200, 401, 401, 401, 401, 401]);
  });

  it("renews a token that is about to end before it is used", async () => {
    let ahead = 0;
    const browser = openBrowser(service.url, { now: () => Date.now() + ahead });
    const tab = browser.openTab();
    await tab.signIn(guest);
    await tab.rest.call("me", {});
    expect(refreshes(browser)).to.equal(0);
    ahead = 595_000;
    await tab.rest.call("me", {});
    expect(refreshes(browser)).to.equal(1);
    expect(browser.sentTo("/me").map(({ status }) => status)).to.deep.equal([200, 200]);
  });

  it("in two tabs is refreshed by one after the other, and goes on in both", async () => {
    const gate = gated("/auth/refresh");
    const browser = openBrowser(service.url, { fetch: gate.through });
    const [one, two] = [browser.openTab(), browser.openTab()];
    await one.signIn(guest);
    const both = Promise.all([one.session.refresh(), two.session.refresh()]);
    const letFirstGoOn = await gate.held();
    expect(refreshes(browser)).to.equal(1);
    letFirstGoOn();
    (await gate.held())();
    await both;
    expect(await Promise.all([one, two].map(async ({ rest }) => (await rest.call("me", {})).id))).to.deep.equal([guest.person.id, guest.person.id]);
  });

  it("has ended after signing out, also for a refresh that was under way", async () => {
    const gate = gated("/auth/refresh");
    const browser = openBrowser(service.url, { fetch: gate.through });
    const { session, rest, signIn } = browser.openTab();
    await signIn(guest);
    const refreshing = session.refresh();
    const goOn = await gate.held();
    await session.signOut();
    goOn();
    expect(await refreshing).to.equal(undefined);
    expect(session.get()).to.deep.equal({ status: "signed-out" });
    expect(browser.memory.mayBeSignedIn()).to.equal(false);
    expect(await rest.call("me", {}).catch((error: { code: string }) => error.code)).to.equal("unauthenticated");
    expect(await service.store.sessions.countDocuments({ userId: guest.person.id })).to.equal(0);
  });

  it("that somebody has just begun is not ended by a refusal of what was asked before", async () => {
    const gate = gated("/auth/refresh");
    const browser = openBrowser(service.url, { fetch: gate.through });
    browser.memory.remember(true);
    const { session, signIn } = browser.openTab();
    const starting = session.start();
    const goOn = await gate.held();
    await signIn(guest);
    goOn();
    await starting;
    expect(session.get().status).to.equal("signed-in");
  });

  it("that ended elsewhere ends here with the next refresh, and its calls are refused", async () => {
    const browser = openBrowser(service.url);
    const [one, two] = [browser.openTab(), browser.openTab()];
    await one.signIn(guest);
    await two.session.refresh();
    await service.store.sessions.deleteMany({ userId: guest.person.id });
    expect(await two.session.refresh()).to.equal(undefined);
    expect(two.session.get().status).to.equal("signed-out");
    one.session.forget();
    expect(await one.session.token()).to.equal(undefined);
  });

  it("goes on where a refresh had no answer: that says nothing about it", async () => {
    let down = false;
    const browser = openBrowser(service.url, { fetch: (input, init) => (down ? Promise.reject(new TypeError("down")) : fetch(input, init)) });
    const { session, signIn } = browser.openTab();
    await signIn(guest);
    down = true;
    expect(await session.refresh().catch((error: unknown) => error)).to.be.instanceOf(Unreachable);
    expect(session.get().status).to.equal("signed-in");
    down = false;
    expect(await session.refresh()).to.be.a("string");
  });
});
