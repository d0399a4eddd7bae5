import { expect } from "chai";
import { createServer } from "node:net";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "../../embedded/mongod/leftover.ts";
import { runMongod, type RunningMongod } from "../../embedded/mongod/run.ts";
import { until } from "../support/until.ts";
import { mongodBinary, said, silent, startNode, withCollection, withFolder } from "./processes.ts";

describe("the mongod of one machine", function () {
  this.timeout(60_000); // the first time it is fetched
  let binary: string;
  before(async () => void (binary = await mongodBinary()));

  const started: RunningMongod[] = [];
  afterEach(async () => void (await Promise.all(started.splice(0).map(({ stop }) => stop()))));
  const run = async (dataDir: string, say: (line: string) => void = silent) => {
    const mongod = await runMongod({ binary, dataDir, say });
    started.push(mongod);
    return mongod;
  };

  it("takes writes within two seconds", async () => {
    let fastest = Infinity;
    // By the fastest of three: a machine that stands still is no slow start.
    for (let tries = 0; tries < 3 && fastest >= 2000; tries += 1) {
      await withFolder(async (dataDir) => {
        const began = Date.now();
        const mongod = await run(dataDir);
        fastest = Math.min(fastest, Date.now() - began);
        await mongod.stop();
      });
    }
    expect(fastest).to.be.below(2000);
  });

  it("keeps data and port between starts", () =>
    withFolder(async (dataDir) => {
      const first = await run(dataDir);
      await withCollection(first.uri, (kept) => kept.insertOne({ night: 1 }));
      await first.stop();
      const second = await run(dataDir);
      expect(second.uri).to.equal(first.uri);
      expect(await withCollection(second.uri, (kept) => kept.countDocuments())).to.equal(1);
      await second.stop();
      expect(second.pid()).to.equal(undefined);
    }));

  it("comes back by itself after kill -9 under load: same port, nothing acknowledged lost", () =>
    withFolder(async (dataDir) => {
      const lines: string[] = [];
      const mongod = await run(dataDir, (line) => lines.push(line));
      await withCollection(mongod.uri, async (kept) => {
        const acknowledged = new Set<number>();
        let stopped = false;
        const load = Array.from({ length: 4 }, async (_, writer) => {
          for (let n = writer; !stopped; n += 4) {
            await kept.insertOne({ n }, { writeConcern: { w: "majority", journal: true } }).then(() => acknowledged.add(n), silent);
          }
        });
        for (const _ of [1, 2]) {
          await until(() => acknowledged.size > 0, "writes are acknowledged");
          const killed = mongod.pid() as number;
          process.kill(killed, "SIGKILL");
          await until(() => (mongod.pid() ?? killed) !== killed, "another runs");
          const before = acknowledged.size;
          await until(() => acknowledged.size > before, "writes are acknowledged again");
        }
        stopped = true;
        await Promise.all(load);
        const found = new Set((await kept.find().toArray()).map(({ n }) => n as number));
        expect([...acknowledged].filter((n) => !found.has(n))).to.deep.equal([]);
      });
      expect(lines[0]).to.equal("MongoDB ended (by SIGKILL); starting it again");
      await mongod.stop();
    }));

  it("ends a mongod that a killed Vacancy left behind, and goes on with its data", () =>
    withFolder(async (dataDir) => {
      const script = `
        const { runMongod } = await import("./embedded/mongod/run.ts");
        const { pid } = await runMongod({ binary: ${JSON.stringify(binary)}, dataDir: ${JSON.stringify(dataDir)}, say() {} });
        console.log("mongod=" + pid());`;
      const parent = startNode(["--import", "tsx", "--input-type=module", "--eval", script]);
      await until(() => /mongod=\d+/.test(said(parent)), "the first runs");
      const left = Number(/mongod=(\d+)/.exec(said(parent))?.[1]);
      parent.kill("SIGKILL");
      await until(() => parent.signalCode !== null, "the parent is gone");
      expect(isAlive(left), "it is left behind").to.equal(true);

      const lines: string[] = [];
      const mongod = await run(dataDir, (line) => lines.push(line));
      expect(isAlive(left)).to.equal(false);
      expect(lines).to.deep.equal([`A mongod of an earlier start still runs (process ${left}); ending it`]);
      await mongod.stop();
    }));

  it("does not touch a process that merely has the number of an earlier mongod", () =>
    withFolder(async (dataDir) => {
      const mongod = await run(dataDir);
      await mongod.stop();
      const bystander = startNode(["--eval", "setInterval(() => {}, 1000)"]);
      await writeFile(join(dataDir, "mongo", "mongod.lock"), String(bystander.pid));
      const again = await run(dataDir);
      const lives = isAlive(bystander.pid as number);
      bystander.kill();
      expect(lives).to.equal(true);
      await again.stop();
    }));

  it("takes another port where its own is taken meanwhile", () =>
    withFolder(async (dataDir) => {
      const first = await run(dataDir);
      await withCollection(first.uri, (kept) => kept.insertOne({ night: 1 }));
      await first.stop();
      const other = createServer((socket) => socket.destroy()).listen(first.port, "127.0.0.1");
      const second = await run(dataDir).finally(() => other.close());
      expect(second.port).not.to.equal(first.port);
      expect(await withCollection(second.uri, (kept) => kept.countDocuments())).to.equal(1);
      await second.stop();
    }));

  it("says what a mongod that can't start complained about", () =>
    withFolder(async (dataDir) => {
      const mongod = await run(dataDir);
      await mongod.stop();
      await writeFile(join(dataDir, "mongo", "WiredTiger.turtle"), "torn");
      const failure = await run(dataDir).then(() => "", (error: Error) => error.message);
      expect(failure).to.match(/^mongod ended .* before it was ready\n {2}\S/).and.to.include(join(dataDir, "mongod.log"));
    }));
});
