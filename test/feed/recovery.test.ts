/** Whatever happens to the change stream, watchers end with what the database says. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { addDays } from "../../shared/contract/dates.ts";
import type { PublicMonth } from "../../shared/contract/month.ts";
import type { StoredProperty } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { publicMonth } from "../../shared/views/month.ts";
import { listedProperty } from "../support/fixtures.ts";
import { connect, type LiveClient } from "../support/live.ts";
import { freshStore } from "../support/mongo.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";

/** The server's own way to make commands fail, on this database's events alone. */
async function failCommand(store: Store, mode: object | string, data: object): Promise<void> {
  const { name } = store.connection;
  await store.connection.db!.admin().command({ configureFailPoint: "failCommand", mode, data: { namespace: `${name}.$cmd.aggregate`, ...data } });
}

describe("A stream of events that breaks", function () {
  this.timeout(30_000);
  let service: Service;
  let guest: SignedInClient;
  let property: StoredProperty;
  let watcher: LiveClient;
  let month: string;
  let checkIn: string;

  beforeEach(async () => {
    service = await startService();
    guest = await service.as(["guest"]);
    const host = await service.as(["host"]);
    property = await listedProperty(service.context, { id: host.person.id, roles: ["host"] }, { units: 3 });
    checkIn = addDays(new Date().toISOString().slice(0, 10), 9);
    month = checkIn.slice(0, 7);
    watcher = await connect(service.url, "/availability");
    expect(await watcher.ask("watch", { propertyId: property._id, months: [month] })).to.include({ ok: true });
  });
  afterEach(async () => {
    watcher.close();
    await failCommand(service.store, "off", { failCommands: ["getMore"], errorCode: 1 });
    await service.close();
  });

  const holdNight = async () => {
    const { body } = await guest.post("/holds", { propertyId: property._id, checkIn, checkOut: addDays(checkIn, 1), guests: 1 });
    expect(body.status).to.equal("held");
  };
  const stored = async () => publicMonth((await service.store.months.findById(`${property._id}:${month}`).lean())!);

  it("goes on from where it was, and no change is missed", async () => {
    await failCommand(service.store, { times: 2 }, { failCommands: ["getMore"], errorCode: 8000 });
    await holdNight();
    await watcher.waitFor<PublicMonth>("month", ({ version }) => version === 2);
    await holdNight();
    expect(await watcher.waitFor<PublicMonth>("month", ({ version }) => version === 3)).to.deep.equal(await stored());
    expect(watcher.told("reread")).to.deep.equal([]);
  });

  for (const [what, errorCode] of [["its history is lost", 286], ["its position is not valid any more", 280]] as const) {
    it(`asks everybody to read again when ${what}`, async () => {
      // Every stream fails until the change is over, also the one that waits for an answer now: nobody can be told.
      await failCommand(service.store, "alwaysOn", { failCommands: ["getMore", "aggregate"], errorCode });
      for (const end = Date.now() + 10_000; (await fetch(`${service.url}/readyz`)).ok; await delay(20)) expect(Date.now()).to.be.below(end);
      await holdNight();
      await delay(500);
      expect(watcher.told<PublicMonth>("month").filter(({ version }) => version > 1)).to.deep.equal([]);
      await failCommand(service.store, "off", { failCommands: ["getMore"], errorCode });
      await watcher.waitFor("reread", () => true, 8000);
      const { months } = await watcher.ask("watch", { propertyId: property._id, months: [month] });
      expect(months).to.deep.equal([await stored()]);
      await holdNight();
      expect(await watcher.waitFor<PublicMonth>("month", ({ version }) => version === 3)).to.deep.equal(await stored());
    });
  }

  it("opens again when the server ended it", async () => {
    await service.store.connection.db!.collection("events").drop();
    await service.store.events.createCollection();
    await watcher.waitFor("reread", () => true, 8000);
    await holdNight();
    expect(await watcher.waitFor<PublicMonth>("month", ({ version }) => version === 2)).to.deep.equal(await stored());
  });

  it("outlives its primary", async () => {
    await service.store.connection.db!.admin().command({ replSetStepDown: 2, force: true }).catch(() => {});
    const deadline = Date.now() + 20_000;
    for (;;) {
      const { body } = await guest.post("/holds", { propertyId: property._id, checkIn, checkOut: addDays(checkIn, 1), guests: 1 });
      if (body.status === "held") break;
      expect(body.code).to.equal("unavailable");
      expect(Date.now()).to.be.below(deadline);
      await delay(200);
    }
    expect(await watcher.waitFor<PublicMonth>("month", ({ version }) => version === 2, 10_000)).to.deep.equal(await stored());
  });
});

describe("Before the stream is open", () => {
  it("no watch is acknowledged, and the node is not ready", async function () {
    this.timeout(20_000);
    const store = await freshStore();
    await failCommand(store, "alwaysOn", { failCommands: ["aggregate"], errorCode: 8000 });
    const service = await startService({ store });
    const watcher = await connect(service.url, "/availability");
    try {
      const host = await service.as(["host"]);
      const property = await listedProperty(service.context, { id: host.person.id, roles: ["host"] });
      expect((await fetch(`${service.url}/readyz`)).status).to.equal(503);
      const watch = { propertyId: property._id, months: [new Date().toISOString().slice(0, 7)] };
      expect((await watcher.ask("watch", watch)).error).to.include({ code: "unavailable", retry: "later" });
      await failCommand(store, "off", { failCommands: ["aggregate"], errorCode: 8000 });
      expect(await watcher.ask("watch", watch)).to.include({ ok: true });
      expect((await fetch(`${service.url}/readyz`)).status).to.equal(200);
    } finally {
      watcher.close();
      await service.close();
      await store.close();
    }
  });
});
