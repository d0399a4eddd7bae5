import { expect } from "chai";
import type { ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "../../embedded/mongod/leftover.ts";
import { properties } from "../../embedded/demo/properties/all.ts";
import { openStore } from "../../shared/store/open.ts";
import { until } from "../support/until.ts";
import { mongodBinary, said, startNode, withFolder } from "./processes.ts";

describe("npm start, whole", function () {
  this.timeout(90_000); // the first time the page is built

  const running = new Set<ChildProcess>();
  const start = (dataDir: string) => {
    const child = startNode(["embedded/start.mjs"], { PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "silent" });
    running.add(child);
    return child;
  };
  const ended = (child: ChildProcess) => until(() => child.exitCode !== null || child.signalCode !== null, "it has ended", 30_000);
  before(mongodBinary);
  afterEach(async () => {
    for (const child of running) child.kill("SIGTERM");
    await Promise.all([...running].map(ended));
    running.clear();
  });

  it("survives being killed amid loading, its mongod being killed, and stops cleanly", () =>
    withFolder(async (dataDir) => {
      const first = start(dataDir);
      await until(() => said(first).includes("Loading the demo"), "it loads the demo", 60_000);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      first.kill("SIGKILL");
      await ended(first);

      const second = start(dataDir);
      await until(() => said(second).includes("Vacancy is at"), "it is up", 60_000);
      expect(said(second)).to.match(/^A mongod of an earlier start still runs/).and.to.include("guest@vacancy.test");
      const url = /Vacancy is at (\S+)/.exec(said(second))?.[1] as string;
      await checkDemo(dataDir);

      process.kill(await mongodOf(dataDir), "SIGKILL");
      await until(() => said(second).includes("MongoDB ended"), "it notices");
      await until(async () => (await fetch(`${url}/api/properties?limit=1`)).ok, "it answers from the database again");

      const mongod = await mongodOf(dataDir);
      second.kill("SIGTERM");
      await ended(second);
      expect(said(second)).to.match(/Stopped\.\n$/);
      expect(second.exitCode).to.equal(0);
      expect(isAlive(mongod)).to.equal(false);
    }));
});

const mongodOf = async (dataDir: string) => Number(await readFile(join(dataDir, "mongo", "mongod.lock"), "utf8"));

/** Nothing twice, nothing half: a load that was cut off ends as one that was not. */
async function checkDemo(dataDir: string): Promise<void> {
  const port = await readFile(join(dataDir, "mongo.port"), "utf8");
  const store = await openStore(`mongodb://127.0.0.1:${port}/vacancy?replicaSet=vacancy`);
  try {
    expect(await store.properties.countDocuments({ status: "listed" })).to.equal(properties.length);
    const stays = await store.bookings.find().lean();
    expect(new Set(stays.map(({ propertyId, guestId, checkIn, checkOut }) => [propertyId, guestId, checkIn, checkOut].join())).size).to.equal(stays.length);
    expect(stays.filter(({ status }) => status === "held")).to.have.length(properties.filter(({ held }) => held).length);
    const now = new Date().toISOString().slice(0, 10);
    expect(stays.filter(({ status, checkOut }) => status === "confirmed" && checkOut < now).map(({ _id }) => _id)).to.have.length.below(2);
    expect(await store.users.countDocuments()).to.equal(10);
  } finally {
    await store.close();
  }
}
