/** Calls of the client over lines that lose answers. */
import { expect } from "chai";
import { isUnknown } from "../../shared/contract/client/rest.ts";
import { send, Unreachable } from "../../shared/contract/client/send.ts";
import { addDays } from "../../shared/contract/dates.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import { routes } from "../../shared/contract/rest.ts";
import { listedProperty } from "../support/fixtures.ts";
import { startService, type Service } from "../support/service.ts";
import { openBrowser, type Browser, type Tab } from "./browser.ts";
import { openProxy, type Proxy } from "./proxy.ts";

const DAY = addDays(new Date().toISOString().slice(0, 10), 30);

/** @returns what it was refused with */
async function failure(promise: Promise<unknown>): Promise<any> {
  return promise.then(() => expect.fail("it went well"), (error: unknown) => error);
}

describe("A call of the client", () => {
  let service: Service;
  let proxy: Proxy;
  let browser: Browser;
  let tab: Tab;
  let guestId: string;
  let propertyId: string;

  before(async () => {
    service = await startService();
    proxy = await openProxy(service);
  });
  beforeEach(async () => {
    const host = await service.as(["host"]);
    propertyId = (await listedProperty(service.context, { id: host.person.id, roles: ["host"] }, { units: 5 }))._id;
    const guest = await service.as(["guest"]);
    guestId = guest.person.id;
    browser = openBrowser(proxy.url);
    tab = browser.openTab();
    await tab.signIn(guest);
  });
  after(async () => {
    await proxy.close();
    await service.close();
  });

  const stay = (nights = 2) => ({ body: { propertyId, checkIn: DAY, checkOut: addDays(DAY, nights), guests: 1 } });
  const holds = () => service.store.bookings.countDocuments({ guestId });
  const keys = () => browser.sentTo("/holds").map(({ key }) => key);

  it("whose answer was lost is made again with the same key, and what it did is done once", async () => {
    proxy.loseAnswers(2);
    const booking = await tab.rest.call("hold", stay());
    expect(booking.status).to.equal("held");
    expect(keys()).to.have.length(3);
    expect(new Set(keys()).size).to.equal(1);
    expect(await holds()).to.equal(1);
  });

  it("whose outcome stayed unknown is the same one when it is made again, and another's is another", async () => {
    proxy.loseAnswers(4);
    expect(await failure(tab.rest.call("hold", stay()))).to.be.instanceOf(Unreachable);
    await tab.rest.call("hold", stay());
    expect(new Set(keys()).size).to.equal(1);
    expect(await holds()).to.equal(1);
    await tab.rest.call("hold", stay(3));
    await tab.rest.call("hold", stay());
    expect(new Set(keys()).size).to.equal(3);
    expect(await holds()).to.equal(3);
  });

  it("that was broken off keeps its key: nobody knows what it did", async () => {
    const given = new AbortController();
    proxy.loseAnswers(1);
    const calling = tab.rest.call("hold", stay(), { signal: given.signal });
    await expectSent("/holds");
    given.abort();
    expect((await failure(calling)).name).to.equal("AbortError");
    proxy.loseAnswers(0);
    await tab.rest.call("hold", stay());
    expect(new Set(keys()).size).to.equal(1);
    expect(await holds()).to.equal(1);
  });

  it("that was refused has a new key next time, also where an answer was lost before: what was decided can be decided anew", async () => {
    const refused = { body: { ...stay().body, expectedTotal: 1 } };
    for (const lost of [1, 0]) {
      proxy.loseAnswers(lost);
      expect((await failure(tab.rest.call("hold", refused))).code).to.equal("price_changed");
    }
    const [first, again, next] = keys();
    expect(again).to.equal(first);
    expect(next).not.to.equal(first);
  });

  it("that reads is made again; one that changes and has no key is not", async () => {
    proxy.loseAnswers(3);
    expect((await tab.rest.call("property", { params: { id: propertyId } })).id).to.equal(propertyId);
    expect(browser.sentTo(`/properties/${propertyId}`)).to.have.length(4);

    const { id } = await tab.rest.call("hold", stay());
    proxy.loseAnswers(1);
    expect(await failure(tab.rest.call("release", { params: { id } }))).to.be.instanceOf(Unreachable);
    expect(browser.sentTo(`/holds/${id}`)).to.have.length(1);
  });

  it("gives up after four attempts, and says that nothing is known", async () => {
    proxy.loseAnswers(10);
    const error = await failure(tab.rest.call("property", { params: { id: propertyId } }));
    proxy.loseAnswers(0);
    expect(isUnknown(error)).to.equal(true);
    expect(browser.sentTo(`/properties/${propertyId}`)).to.have.length(4);
  });

  it("that the service refused is not made again, and carries why", async () => {
    const error = await failure(tab.rest.call("hold", { body: { ...stay().body, guests: 9 } }));
    expect(error).to.be.instanceOf(Refusal);
    expect(error.toProblem()).to.include({ code: "stay_rule", status: 422, rule: "capacity" });
    expect(browser.sentTo("/holds")).to.have.length(1);
  });

  async function expectSent(path: string): Promise<void> {
    while (browser.sentTo(path).length === 0) await new Promise(setImmediate);
  }
});

describe("One request", () => {
  const answering = (status: number, body: string, type = "text/html") => ({
    baseUrl: "http://nowhere.test",
    fetch: async () => new Response(body, { status, headers: { "Content-Type": type } }),
  });

  it("that a gateway answered in its own words has an unknown outcome, one it refused has not", async () => {
    for (const status of [500, 502, 504]) expect(await failure(send(answering(status, "<h1>Oh</h1>"), routes.me, {}, {})), String(status)).to.be.instanceOf(Unreachable);
    expect(await failure(send(answering(403, "<h1>No</h1>"), routes.me, {}, {}))).to.be.instanceOf(Refusal);
    expect(await failure(send(answering(200, "{broken", "application/json"), routes.me, {}, {}))).to.be.instanceOf(Unreachable);
  });

  it("that a server asks to repeat with its key has an unknown outcome", async () => {
    const problem = { type: "x", title: "x", status: 503, detail: "Over time", code: "unavailable", retry: "same-key" };
    const error = await failure(send(answering(503, JSON.stringify(problem), "application/problem+json"), routes.me, {}, {}));
    expect(error.code).to.equal("unavailable");
    expect(isUnknown(error)).to.equal(true);
  });

  it("without an answer ends in its time", async () => {
    const silent: typeof fetch = (_, init) => new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal!.reason as Error)));
    expect(await failure(send({ baseUrl: "", fetch: silent }, routes.me, {}, { limitMs: 30 }))).to.be.instanceOf(Unreachable);
  });
});
