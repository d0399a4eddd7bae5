/** Months on the page, whatever happens to the line, the server and the database. */
import { expect } from "chai";
import { monthKey } from "../../shared/contract/client/months.ts";
import { addDays, addMonths, monthOf } from "../../shared/contract/dates.ts";
import type { PublicMonth } from "../../shared/contract/month.ts";
import { hold } from "../../shared/booking/hold.ts";
import type { Store } from "../../shared/store/open.ts";
import { publicMonth } from "../../shared/views/month.ts";
import { aGuest, listedProperty } from "../support/fixtures.ts";
import { connect } from "../support/live.ts";
import { freshStore } from "../support/mongo.ts";
import { startService, type Service } from "../support/service.ts";
import { openBrowser, type Browser, type Tab } from "./browser.ts";
import { openProxy, type Proxy } from "./proxy.ts";
import { historyOf, until } from "./until.ts";

const DAY = addDays(new Date().toISOString().slice(0, 10), 30);
const MONTH = monthOf(DAY);

describe("Months that a page watches", function () {
  this.timeout(30_000);
  let store: Store;
  let service: Service;
  let proxy: Proxy;
  let browser: Browser;
  let tab: Tab;
  let propertyId: string;
  /** Lines linger for a while: all at once, at the end. */
  const closing: Promise<void>[] = [];

  before(async () => {
    store = await freshStore();
    service = await startService({ store });
    proxy = await openProxy(service);
  });
  beforeEach(async () => {
    const host = await service.as(["host"]);
    propertyId = (await listedProperty(service.context, { id: host.person.id, roles: ["host"] }, { units: 9 }))._id;
    browser = openBrowser(proxy.url);
    tab = browser.openTab();
  });
  afterEach(async () => {
    closing.push(browser.close());
    await failEvents("off");
  });
  after(async () => {
    await Promise.all(closing);
    await proxy.close();
    await service.close();
    await store.close();
  });

  const availability = () => tab.live.availability;
  const connection = () => tab.live.connections["/availability"];
  const holdNight = () => hold(service.context, aGuest(), { propertyId, checkIn: DAY, checkOut: addDays(DAY, 1), guests: 1 });
  const stored = async (month = MONTH) => publicMonth((await store.months.findById(`${propertyId}:${month}`).lean())!);
  const shown = (month = MONTH) => availability().months.get().items.get(monthKey(propertyId, month));
  const watch = (...months: string[]) => tab.using(availability().watch(propertyId, months));
  const untilShown = (fits: (month: PublicMonth) => boolean, month = MONTH) => until(availability().months, () => fits(shown(month) ?? ({} as PublicMonth)));
  const untilVersion = (version: number, month = MONTH) => untilShown((one) => one.version === version, month);

  /** Sets the database back, as restoring a backup does: nobody is told. */
  async function setBack(version: number): Promise<void> {
    await store.months.updateOne({ _id: `${propertyId}:${MONTH}` }, { $set: { version, claims: [] } });
  }

  it("are what the database says, and follow each change", async () => {
    watch(MONTH);
    await untilVersion(1);
    await holdNight();
    await untilVersion(2);
    expect(shown()).to.deep.equal(await stored());
    expect(availability().asOf()).to.equal("live");
  });

  it("keep the higher version: what another answer carried late undoes nothing", async () => {
    watch(MONTH);
    await untilVersion(1);
    const before = shown()!;
    await holdNight();
    await untilVersion(2);
    availability().accept([before, { ...before, month: addMonths(MONTH, 5), version: 99 }]);
    expect(shown()).to.deep.equal(await stored());
    expect(shown(addMonths(MONTH, 5)), "nobody watches it").to.equal(undefined);
  });

  it("are watched once for two that look at them, until the last of them has gone", async () => {
    const next = addMonths(MONTH, 1);
    const other = await connect(service.url, "/availability");
    const leaveFirst = watch(MONTH, next);
    const leaveSecond = watch(MONTH);
    await untilVersion(1);
    await untilVersion(1, next);
    expect(availability().viewers.get().get(propertyId)).to.equal(1);

    leaveFirst();
    leaveFirst();
    await until(availability().months, () => shown(next) === undefined);
    await holdNight();
    await untilVersion(2);

    expect((await other.ask("watch", { propertyId, months: [MONTH] })).viewers).to.equal(2);
    leaveSecond();
    await until(availability().months, ({ items }) => items.size === 0);
    expect(availability().viewers.get().size).to.equal(0);
    while ((await other.ask("watch", { propertyId, months: [MONTH] })).viewers > 1);
    await until(connection(), ({ status }) => status === "idle");
    other.close();
  });

  it("whose page is turned go on over one connection", async () => {
    const states = historyOf(connection());
    const leave = watch(MONTH, addMonths(MONTH, 1));
    await untilVersion(1);
    leave();
    watch(addMonths(MONTH, 1), addMonths(MONTH, 2));
    await untilVersion(1, addMonths(MONTH, 2));
    await until(availability().months, () => shown() === undefined);
    expect(shown(addMonths(MONTH, 1))).to.deep.equal(await stored(addMonths(MONTH, 1)));
    expect(states.map(({ status }) => status)).to.deep.equal(["idle", "connecting", "live"]);
  });

  it("are as of the loss while the line is cut, and what the database says when it is back", async () => {
    watch(MONTH);
    await untilVersion(1);
    proxy.setDown(true);
    proxy.cut();
    const { at } = await until(connection(), ({ status }) => status === "lost");
    await holdNight();
    await holdNight();
    expect(shown()!.version).to.equal(1);
    expect(availability().asOf()).to.equal(at);
    proxy.setDown(false);
    await untilVersion(3);
    expect(shown()).to.deep.equal(await stored());
  });

  it("outlive a server that goes away and comes back, and follow what changed meanwhile and what changes then", async () => {
    watch(MONTH);
    await untilVersion(1);
    const states = historyOf(connection());
    const { port } = service;
    await service.close();
    await holdNight();
    service = await startService({ store, config: { port } });
    await untilVersion(2);
    expect(states.map(({ status, closing }) => [status, closing?.code])).to.deep.equal([["live", undefined], ["lost", "draining"], ["live", undefined]]);
    await holdNight();
    await untilVersion(3);
    expect(shown()).to.deep.equal(await stored());
  });

  it("are what the database says after it was restored behind a connection that was lost", async () => {
    await holdNight();
    await holdNight();
    watch(MONTH);
    await untilVersion(3);
    proxy.setDown(true);
    proxy.cut();
    await until(connection(), ({ status }) => status === "lost");
    await setBack(2);
    proxy.setDown(false);
    await untilVersion(2);
    expect(shown()).to.deep.equal(await stored());
  });

  it("are read again when they may have changed unseen, also with a lower version", async () => {
    await holdNight();
    await holdNight();
    watch(MONTH);
    await untilVersion(3);
    await failEvents("alwaysOn");
    await untilReady(false);
    await setBack(1);
    await failEvents("off");
    await untilVersion(1);
    expect(shown()).to.deep.equal(await stored());
    expect(connection().get().status).to.equal("live");
    await holdNight();
    await untilVersion(2);
    expect(shown()!.free[Number(DAY.slice(8)) - 1]).to.equal(8);
  });

  it("are read over HTTP where there is no other way, and are as of then", async () => {
    proxy.setOnlyHttp(true);
    const before = Date.now();
    watch(MONTH, addMonths(MONTH, 1));
    await untilVersion(1);
    expect(shown(addMonths(MONTH, 1))).to.deep.equal(await stored(addMonths(MONTH, 1)));
    expect(availability().asOf()).to.be.within(before, Date.now());
    proxy.setOnlyHttp(false);
    await until(connection(), ({ status }) => status === "live");
  });

  /** The history of the stream is lost: everybody has to read again. */
  async function failEvents(mode: "alwaysOn" | "off"): Promise<void> {
    const data = { namespace: `${store.connection.name}.$cmd.aggregate`, failCommands: ["getMore", "aggregate"], errorCode: 286 };
    await store.connection.db!.admin().command({ configureFailPoint: "failCommand", mode, data });
  }

  async function untilReady(ready: boolean): Promise<void> {
    while ((await fetch(`${service.url}/readyz`)).ok !== ready);
  }
});
