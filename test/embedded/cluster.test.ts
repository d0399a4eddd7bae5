import { expect } from "chai";
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer as createHttpServer, get } from "node:http";
import { type AddressInfo, connect as connectTcp, createServer, type Server } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { startProxy } from "../../embedded/cluster/proxy.ts";
import { startReplicaSet } from "../../embedded/cluster/replica-set.ts";
import { lockFolder } from "../../embedded/lock.ts";
import { isAlive } from "../../embedded/mongod/leftover.ts";
import { addDays } from "../../shared/contract/dates.ts";
import type { PublicMonth } from "../../shared/contract/month.ts";
import { createClient } from "../support/client.ts";
import { DEMO_GUEST, DEMO_PASSWORD } from "../support/demo.ts";
import { connect } from "../support/live.ts";
import { startRedis } from "../support/redis.ts";
import { until } from "../support/until.ts";
import { mongodBinary, PROJECT, runNode, said, silent, startNode, withCollection, withFolder } from "./processes.ts";

const CLUSTER = ["--import", "tsx", "embedded/cluster/main.ts"];

/** Those it has printed, by name; of one that was started again the latest. */
function processesOf(cluster: ChildProcess): Map<string, number> {
  const found = [...said(cluster).matchAll(/^ {4}(\S+(?: \d)?) .*process (\d+)$|^(\S+(?: \d)?) has started again.*process (\d+)$/gm)];
  return new Map(found.map(([, name, pid, again, next]) => [name ?? again!, Number(pid ?? next)]));
}

/** Over a connection of its own. */
async function statusOf(url: string): Promise<number | undefined> {
  const [response] = await once(get(url, { agent: false }), "response");
  response.resume();
  return response.statusCode;
}

describe("npm run cluster", function () {
  this.timeout(120_000); // the first time the page is built

  before(async function () {
    await mongodBinary();
    await (await startRedis()).stop(); // where it is missing and can be, it is installed
  });

  it("runs a cluster of which a killed server is hardly missed, and leaves nothing behind", () =>
    withFolder(async (folder) => {
      const cluster = startNode(CLUSTER, { PORT: "0", DATA_DIR: folder, LOG_LEVEL: "fatal" });
      try {
        await until(() => said(cluster).includes("Vacancy is at") || cluster.exitCode !== null, "it is up", 90_000);
        const url = /Vacancy is at (\S+)/.exec(said(cluster))?.[1] ?? expect.fail(said(cluster));
        const first = processesOf(cluster);
        expect([...first.keys()]).to.deep.equal(["MongoDB 1", "MongoDB 2", "MongoDB 3", "Redis", "server 1", "server 2", "relay 1", "relay 2", "jobs"]);

        // On a machine that is busy with starting it all no server may be ready for a moment: the proxy cuts who comes then.
        const signIn = () => createClient(url).post("/auth/login", { email: DEMO_GUEST, password: DEMO_PASSWORD });
        await until(() => signIn().then(({ status }) => status === 200, () => false), "somebody can sign in");
        const { body: session } = await signIn();
        const guest = createClient(url, { Authorization: `Bearer ${session.accessToken}` });
        const checkIn = addDays(new Date().toISOString().slice(0, 10), 70); // beyond the demo's stays
        const stay = { checkIn, checkOut: addDays(checkIn, 5), guests: 1 };
        const { body: found } = await guest.get(`/properties?checkIn=${stay.checkIn}&checkOut=${stay.checkOut}&guests=1`);
        const propertyId: string = found.items[0].id;
        const month = checkIn.slice(0, 7);

        // One at each server; whichever is killed, its watcher comes back to the other.
        const watchers = await Promise.all([1, 2].map(() => connect(url, "/availability")));
        let known = 0;
        for (const { socket, ask } of watchers) {
          const watch = async () => {
            const { months } = (await ask("watch", { propertyId, months: [month] })) as { months: PublicMonth[] };
            known = Math.max(known, months[0]!.version);
          };
          await watch();
          socket.on("connect", () => void watch().catch(silent));
        }
        const hold = await guest.post("/holds", { propertyId, ...stay }, { key: randomUUID() });
        expect(hold.status, JSON.stringify(hold.body)).to.equal(201);
        const seen = await Promise.all(watchers.map(({ waitFor }) => waitFor<PublicMonth>("month", ({ version }) => version > known)));

        process.kill(first.get("server 1")!, "SIGKILL");
        await until(() => !isAlive(first.get("server 1")!), "it is dead");
        for (let asked = 0; asked < 20; asked += 1) expect(await statusOf(`${url}/api/properties/${propertyId}`)).to.equal(200);
        await until(() => watchers.every(({ socket }) => socket.connected), "all are connected again");
        expect((await createClient(url, { Authorization: `Bearer ${session.accessToken}` }).delete(`/holds/${hold.body.id}`)).status).to.equal(200);
        await until(() => Math.max(known, ...watchers.flatMap(({ told }) => told<PublicMonth>("month").map(({ version }) => version))) > seen[0]!.version, "the release is told");
        await until(() => said(cluster).includes("server 1 has started again"), "it runs again");
        for (const { close } of watchers) close();

        const last = processesOf(cluster);
        const began = Date.now();
        cluster.kill("SIGTERM");
        await until(() => cluster.exitCode !== null || cluster.signalCode !== null, "it has ended", 30_000);
        const took = Date.now() - began;
        expect(said(cluster)).to.match(/Stopped\.\n$/);
        expect(cluster.exitCode).to.equal(0);
        expect(took, "milliseconds").to.be.below(15_000);
        expect([...first, ...last].filter(([, pid]) => isAlive(pid)), "left running").to.deep.equal([]);
      } finally {
        cluster.kill("SIGKILL");
      }
    }));

  it("tells in one line that the port is in use, who uses the folder, and that Redis is missing", () =>
    withFolder(async (folder) => {
      const { port, server } = await listening(createServer());
      const taken = await runNode(CLUSTER, { PORT: String(port), DATA_DIR: folder });
      server.close();
      expect(taken).to.deep.equal({ code: 1, output: `Port ${port} on 127.0.0.1 can't be listened on: something uses it already. Stop that, or choose another: PORT=${port + 1} npm run cluster` });

      const unlock = await lockFolder(`${folder}/cluster`);
      const used = await runNode(CLUSTER, { PORT: "0", DATA_DIR: folder });
      await unlock();
      expect(used).to.deep.equal({ code: 1, output: `The data folder ${folder}/cluster is in use by process ${process.pid}; stop it, or set DATA_DIR to another folder` });

      const missing = await runNode(CLUSTER, { PORT: "0", DATA_DIR: folder, PATH: folder });
      expect(missing).to.deep.equal({ code: 1, output: "A cluster needs a Redis, and there is no redis-server on PATH: `apt-get install redis-server` or `brew install redis`" });
    }));

  it("runs on a database of its own only", async () => {
    const { code, output } = await runNode(CLUSTER, { MONGODB_URI: "mongodb://127.0.0.1/theirs" });
    expect(output).to.match(/MONGODB_URI: `npm run cluster` runs one of its own; leave it out$/);
    expect(code).to.equal(1);
  });

  it("leaves nothing behind where it is killed", async () => {
    const parent = startNode(["--import", "tsx", "--input-type=module", "--eval", `
      const { startRedis } = await import("${PROJECT}embedded/cluster/redis.ts");
      console.log("redis=" + (await startRedis()).pid());
      setInterval(() => {}, 1000);`]);
    await until(() => /redis=\d+/.test(said(parent)), "it runs");
    const pid = Number(/redis=(\d+)/.exec(said(parent))?.[1]);
    expect(isAlive(pid)).to.equal(true);
    parent.kill("SIGKILL");
    await until(() => !isAlive(pid), "it is gone");
  });
});

async function listening<T extends Server>(server: T): Promise<{ server: T; port: number }> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

describe("the replica set of a cluster", function () {
  this.timeout(60_000);

  it("has another primary when its own is killed, and keeps its data between starts, also at other ports", () =>
    withFolder(async (folder) => {
      const start = async () => startReplicaSet({ binary: await mongodBinary(), folder, say: silent });
      const first = await start();
      try {
        await withCollection(first.uri, (kept) => kept.insertOne({ night: 1 }, { writeConcern: { w: "majority" } }));
        const primary = await first.primary();
        await primary.kill("SIGKILL");
        expect(primary.pid()).to.equal(undefined);
        expect((await first.primary()).port).not.to.equal(primary.port);
        await primary.start();
      } finally {
        await first.stop();
      }
      await rm(join(folder, "mongo-1.port"));
      const second = await start();
      try {
        expect(second.members.map(({ port }, at) => port === first.members[at]!.port)).to.deep.equal([false, true, true]);
        expect(await withCollection(second.uri, (kept) => kept.countDocuments())).to.equal(1);
      } finally {
        await second.stop();
      }
    }));
});

describe("the proxy of a cluster", () => {
  /** Answers its name; `/late` only when it is told. */
  async function aServer(name: string) {
    const state = { ready: true, late: [] as (() => void)[] };
    const made = await listening(createHttpServer((request, response) => {
      if (request.url === "/readyz") return void response.writeHead(state.ready ? 200 : 503).end();
      if (request.url === "/late") return void state.late.push(() => response.end(`${name}, late`));
      response.end(name);
    }));
    return { ...made, state };
  }
  const ask = async (url: string) => {
    const [response] = await once(get(url, { agent: false }), "response");
    return text(response);
  };

  it("takes servers in turn, leaves out who is not ready or gone, and cuts nothing that goes on", async () => {
    const [one, two] = [await aServer("one"), await aServer("two")];
    const proxy = await startProxy({ targets: () => [one, two] });
    const asked = async () => [...new Set([await ask(proxy.url), await ask(proxy.url), await ask(proxy.url)])].sort();
    try {
      expect(await asked()).to.deep.equal(["one", "two"]);
      const late = [ask(`${proxy.url}/late`), ask(`${proxy.url}/late`)];
      await until(() => one.state.late.length + two.state.late.length === 2, "both are asked");
      one.state.ready = false;
      await until(async () => (await asked()).join() === "two", "the other gets all");
      for (const answer of [...one.state.late, ...two.state.late]) answer();
      expect((await Promise.all(late)).sort()).to.deep.equal(["one, late", "two, late"]);
      one.state.ready = true;
      await until(async () => (await asked()).length === 2, "it is asked again");
      two.server.close();
      two.server.closeAllConnections();
      expect(await asked(), "at once, before it was found out").to.deep.equal(["one"]);
    } finally {
      for (const { server } of [one, two]) server.close();
      await proxy.close();
    }
  });

  it("passes on what is large, and lets one side end first", async () => {
    const echo = await listening(createServer({ allowHalfOpen: true }, (socket) => {
      // Answers once all has come in: an end that is passed on as one of both sides would lose it.
      socket.once("data", (begin) => {
        if (String(begin).startsWith("GET /readyz")) return socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        let bytes = begin.length;
        socket.on("data", (more) => (bytes += more.length)).on("end", () => socket.end(Buffer.alloc(bytes, "a")));
      });
    }));
    const proxy = await startProxy({ targets: () => [echo] });
    const client = connectTcp({ port: proxy.port, host: "127.0.0.1", allowHalfOpen: true });
    client.end(Buffer.alloc(8_000_000, "b"));
    expect((await text(client)).length).to.equal(8_000_000);
    echo.server.close();
    await proxy.close();
  });

  it("cuts at once where nobody is ready", async () => {
    const proxy = await startProxy({ targets: () => [{ port: 1 }] });
    expect(await ask(proxy.url).catch(({ code }) => code)).to.equal("ECONNRESET");
    await proxy.close();
  });
});
