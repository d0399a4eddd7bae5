import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { mongo, STATES } from "mongoose";
import { record } from "../../shared/store/events.ts";
import type { Store } from "../../shared/store/open.ts";
import { databaseClock, transact, type Transaction } from "../../shared/store/transact.ts";
import { startApp, type TestApp } from "../support/app.ts";
import { freshStore, freshUri, storeAt } from "../support/mongo.ts";
import { startService, type Service } from "../support/service.ts";
import { until } from "../support/until.ts";

const ID = "65f2a8c4e1b2c3d4e5f60718";
const recordUnlisted = (tx: Transaction) => record(tx, { type: "property.unlisted", actor: { role: "host" }, data: {} });
const MONTHS = `/properties/${ID}/months?from=2026-12&to=2026-12`;

describe("An answer without MongoDB", function () {
  this.timeout(20_000);
  /** Makes commands fail, and does not suffer itself. */
  let control: Store;
  let store: Store;
  let service: Service;
  let app: TestApp;
  /** What the months' handler does in this test. */
  let months: () => Promise<any>;

  before(async function () {
    this.timeout(60_000);
    control = await freshStore();
    // These faults change no topology, which a streaming monitor would wait for up to ten seconds to hear of.
    store = await storeAt(`${await freshUri()}&serverMonitoringMode=poll&heartbeatFrequencyMS=500&appName=suffering`);
    service = await startService({ store });
    app = await startApp(service, {
      months: () => months(),
      unlist: ({ context }) =>
        transact(context, async (tx) => {
          await recordUnlisted(tx);
          return {} as never;
        }),
    });
  });
  after(async () => {
    await app.close();
    await service.close();
    await store.close();
    await control.close();
  });

  const admin = () => control.connection.db!.admin();
  const fail = (data: object, mode: object | "alwaysOn" = "alwaysOn") => admin().command({ configureFailPoint: "failCommand", mode, data });
  const failNoMore = () => admin().command({ configureFailPoint: "failCommand", mode: "off" });
  afterEach(failNoMore);

  const faults: [string, object][] = [
    ["the primary has stepped down", { failCommands: ["find"], errorCode: 10107 }],
    ["it shuts down", { failCommands: ["find"], errorCode: 11600 }],
    ["it has only just started", { failCommands: ["find"], errorCode: 94 }],
    ["its state changes", { failCommands: ["find"], errorCode: 11602 }],
    ["the connection breaks", { failCommands: ["find"], closeConnection: true }],
  ];
  it('is "unavailable" where a connection ended as it was written to, and the driver says no more than that', async () => {
    months = () => Promise.reject(Object.assign(new Error("This socket has been ended by the other party"), { code: "EPIPE" }));
    const { status, body } = await app.anyone.get(MONTHS);
    expect([status, body.code]).to.deep.equal([503, "unavailable"]);
  });

  for (const [what, fault] of faults) {
    it(`is "unavailable" where ${what}`, async () => {
      months = () => store.users.findOne({}).lean();
      await fail(fault);
      const { status, headers, body } = await app.anyone.get(MONTHS);
      expect(status).to.equal(503);
      expect(headers.get("Retry-After")).to.equal("1");
      expect(body).to.deep.include({ code: "unavailable", retry: "later" });
    });
  }

  it('is "unavailable, with the same key" where the request carries one', async () => {
    const host = await app.as("host");
    await fail({ failCommands: ["find"], closeConnection: true });
    const { body } = await host.post(`/properties/${ID}/unlist`, undefined, { key: "k" });
    expect(body).to.deep.include({ code: "unavailable", retry: "same-key" });
  });

  it("is not what comes of a transaction whose connection broke after another had: it is tried again", async () => {
    await fail({ failCommands: ["find", "insert"], closeConnection: true, blockConnection: true, blockTimeMS: 300, appName: "suffering" }, { times: 2 });
    const reading = store.users.findOne({}).lean();
    await delay(100);
    let tries = 0;
    await transact({ store, clock: databaseClock(store) }, async (tx) => {
      tries += 1;
      await recordUnlisted(tx);
    });
    await reading;
    expect(tries).to.equal(2);
  });

  it("is waited for by the driver alone", async () => {
    await fail({ failCommands: ["hello", "isMaster"], closeConnection: true, appName: "suffering" });
    await until(() => store.connection.readyState === STATES.disconnected, "it is cut off");
    const session = await store.connection.startSession(); // would wait for ten seconds, and fail as if it were our mistake
    await session.endSession();
    const [reading] = await Promise.all([store.users.findOne({}).lean(), failNoMore()]);
    expect(reading).to.equal(null);
  });

  it("is the same whatever wraps what the driver says", async () => {
    const { MongoBulkWriteError, MongoNetworkError } = mongo;
    const wrapped = [
      new Error("could not read", { cause: Object.assign(new Error("no primary"), { name: "MongoServerSelectionError" }) }),
      new MongoBulkWriteError(new MongoNetworkError("connection 7 closed"), {} as never),
    ];
    for (const error of wrapped) {
      months = () => Promise.reject(error);
      expect((await app.anyone.get(MONTHS)).status).to.equal(503);
    }
  });
});
