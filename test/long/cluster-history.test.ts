/** The history of changes that MongoDB keeps is gone when somebody wants to go on from their place in it: everybody reads again. */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import mongoose from "mongoose";
import { type Cluster, startCluster } from "../support/cluster/cluster.ts";
import { expectSound, type Seen, startTrial, type Trial } from "../support/cluster/trial.ts";
import { leaveOutWhenShort } from "../support/long.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);
const SIZE = SHARE >= 1 ? { watchers: 500, properties: 20, changesPerSecond: 100 } : { watchers: 100, properties: 10, changesPerSecond: 60 };
/** Milliseconds: what was missed is read again, which everybody is asked for within a second. */
const BOUND = 8000;
const HISTORY_LOST = 286;

describe("History that is lost", function () {
  this.timeout(300_000);
  let cluster: Cluster;
  let trial: Trial;

  before(function () {
    leaveOutWhenShort(this, SHARE, "history that MongoDB has lost");
  });
  before(async () => {
    if (SHARE < 1) console.log(`      shortened: ${JSON.stringify(SIZE)}`);
    cluster = await startCluster({ replicaSet: { oplogMB: 16, args: ["--setParameter", "enableTestCommands=1"] } });
    trial = await startTrial(cluster, SIZE);
  });
  after(async () => {
    await trial?.end();
    await cluster?.end();
  });

  const mongo = () => cluster.store.connection.getClient();

  async function oldestInOplog(): Promise<mongoose.mongo.Timestamp> {
    const { port } = await cluster.replicaSet.primary();
    const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { maxPoolSize: 1 });
    const first = await client.db("local").collection("oplog.rs").find().sort({ $natural: 1 }).limit(1).next().finally(() => client.close());
    return first!["ts"] as mongoose.mongo.Timestamp;
  }

  /** Writes until nothing is left of what is known of now. */
  async function rollOver(): Promise<{ megabytes: number }> {
    const { operationTime: now } = (await mongo().db("junk").command({ ping: 1 })) as { operationTime: mongoose.mongo.Timestamp };
    const junk = mongo().db("junk").collection("junk");
    const filling = "junk ".repeat(100_000);
    let megabytes = 0;
    for (const end = performance.now() + 120_000; (await oldestInOplog()).lessThanOrEqual(now); megabytes += 4) {
      if (performance.now() > end) throw new Error(`the oplog did not roll over with ${megabytes} MB`);
      await mongo().db("admin").command({ fsync: 1 }); // what no checkpoint has yet can't fall out
      await junk.insertMany(Array.from({ length: 8 }, () => ({ filling })));
      await junk.deleteMany({});
    }
    return { megabytes };
  }

  async function failStreams(seconds: number): Promise<void> {
    const admin = mongo().db("admin");
    const data = { errorCode: HISTORY_LOST, failCommands: ["aggregate", "getMore"], namespace: "vacancy.$cmd.aggregate" };
    await admin.command({ configureFailPoint: "failCommand", mode: "alwaysOn", data });
    try {
      await delay(seconds * 1000);
    } finally {
      const { count } = await admin.command({ configureFailPoint: "failCommand", mode: "off" });
      console.log(`      ${count} commands of streams were refused`);
    }
  }

  function expectRereads({ rereads }: Seen, least: number): void {
    expect(rereads, "told to read again").to.be.at.least(least);
  }

  it("because the relay was away for too long: everybody is right", async () => {
    await cluster.fed();
    const seen = await trial.during("the oplog rolled over while no relay ran", async () => {
      await Promise.all(cluster.relays.map((relay) => relay.kill("SIGKILL")));
      await delay(3000);
      const { megabytes } = await rollOver();
      console.log(`      ${megabytes} MB were written for that`);
      await Promise.all(cluster.relays.map((relay) => relay.start()));
      await cluster.fed();
    });
    expectSound(seen, BOUND);
  });

  it("as the relay hears from MongoDB: everybody reads again and is right", async () => {
    await cluster.fed();
    const seen = await trial.during("error 286 of the relay's stream", () => failStreams(1));
    expectSound(seen, BOUND);
  });

  it("as each node hears from MongoDB: everybody reads again and is right", async () => {
    await Promise.all(cluster.relays.map((relay) => relay.kill("SIGKILL")));
    await delay(3000);
    const seen = await trial.during("error 286 of each node's stream", () => failStreams(2));
    expectSound(seen, BOUND);
    expectRereads(seen, SIZE.watchers);
    await Promise.all(cluster.relays.map((relay) => relay.start()));
  });
});
