/** A whole cluster of real processes on this machine: a replica set, Redis, servers behind a proxy, relays, jobs; and who uses it. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type RedisProcess, startRedis } from "../../../embedded/cluster/redis.ts";
import { type ReplicaSet, type ReplicaSetOptions, startReplicaSet } from "../../../embedded/cluster/replica-set.ts";
import { createEnds } from "../../../embedded/ends.ts";
import { findMongod } from "../../../embedded/mongod/find.ts";
import { anyFree } from "../../../embedded/mongod/port.ts";
import type { Store } from "../../../shared/store/open.ts";
import { removeFolder } from "../folder.ts";
import { storeAt } from "../mongo.ts";
import { startSocks, startTunnel } from "./link.ts";
import { startProxyProcess } from "./proxy-process.ts";
import { complaintsOf, isFed, type Node, type NodeOptions, startNode } from "./node.ts";

export interface ClusterOptions {
  servers?: number;
  relays?: number;
  jobs?: boolean;
  /** `absent`: every process is told an address where there is none. */
  redis?: "runs" | "absent";
  /** Each process of these roles gets ways to the databases of its own. */
  links?: readonly Node["role"][];
  replicaSet?: Partial<Omit<ReplicaSetOptions, "binary" | "folder" | "say">>;
  env?: Record<string, string>;
  /** For one process alone. @param index from 0, of its role */
  special?: (role: Node["role"], index: number) => Pick<Partial<NodeOptions>, "env" | "wrapper">;
}

export interface Cluster {
  replicaSet: ReplicaSet;
  redis: RedisProcess | undefined;
  store: Store;
  servers: readonly Node[];
  relays: readonly Node[];
  jobs: readonly Node[];
  nodes: readonly Node[];
  /** The one address of all servers. */
  proxy: { url: string; port: number };
  /** Resolves with the relay that holds the lease. @throws where none does for so long */
  leader(milliseconds?: number): Promise<Node>;
  /** Resolves when the relay feeds all servers that run. @throws where it does not within 30 s, with what they say */
  fed(): Promise<void>;
  /** Resolves when this server can be sent clients. */
  ready(server: Node): Promise<void>;
  /** The latest of what its processes have warned of, and of what the proxy has seen of servers. */
  complaints(): string[];
  end(): Promise<void>;
}

const CACHE = fileURLToPath(new URL("../../../.cache/mongod", import.meta.url));
const PATIENCE = 60_000;

export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const ends = createEnds((line) => console.log(line));
  try {
    return await start(options, ends);
  } catch (error) {
    await ends.endAll();
    throw error;
  }
}

async function start({ servers = 2, relays = 2, jobs = true, redis: redisIs = "runs", links = [], replicaSet: set = {}, env = {}, special = () => ({}) }: ClusterOptions, ends: ReturnType<typeof createEnds>): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), "vacancy-cluster-"));
  ends.add("its folder", () => removeFolder(folder));
  const binary = await findMongod({ cacheDir: CACHE, named: process.env["MONGOD"], say: (line) => console.log(line) });
  const replicaSet = await startReplicaSet({ electionTimeoutMs: 2000, ...set, binary, folder, say: () => {} });
  ends.add("the replica set", replicaSet.stop);
  const redis = redisIs === "runs" ? await startRedis() : undefined;
  if (redis) ends.add("Redis", async () => void (redis.pid() !== undefined && (await redis.kill())));
  const redisUrl = redis?.url ?? `redis://127.0.0.1:${await anyFree()}`;
  const store = await storeAt(replicaSet.uri);
  ends.add("the store", store.close);

  const linked = async () => {
    const ways = { mongo: await startSocks(), redis: await startTunnel(Number(new URL(redisUrl).port)) };
    for (const way of [ways.mongo, ways.redis]) ends.add("a way", way.close);
    const through = { MONGODB_URI: `${replicaSet.uri}&proxyHost=127.0.0.1&proxyPort=${ways.mongo.port}`, REDIS_URL: `redis://127.0.0.1:${ways.redis.port}` };
    return { links: ways, env: through };
  };
  const add = async (role: Node["role"], index: number, port?: number): Promise<Node> => {
    const more = { ...(port !== undefined && { port }), ...(links.includes(role) ? await linked() : { env: {} }) };
    const own = special(role, index);
    const all = { NODE_ENV: "development", MONGODB_URI: replicaSet.uri, REDIS_URL: redisUrl, ...env, ...more.env, ...own.env };
    const node = await startNode({ ...more, ...own, name: `${role} ${index + 1}`, role, env: all });
    ends.add(node.name, () => node.kill("SIGKILL"));
    return node;
  };
  const each = <T>(count: number, one: (index: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, index) => one(index)));
  const servers_ = await each(servers, async (index) => add("server", index, await anyFree()));
  const [relays_, jobs_] = await Promise.all([each(relays, async (index) => add("relay", index)), each(jobs ? 1 : 0, (index) => add("jobs", index))]);
  const proxy = await startProxyProcess(servers_.map(({ port }) => port!));
  ends.add("the proxy", proxy.close);
  const nodes = [...servers_, ...relays_, ...jobs_];
  const complaints = () => [...nodes.flatMap((node) => complaintsOf(node)), ...proxy.said().slice(-20)];

  async function until(is: () => Promise<boolean> | boolean, what: string, milliseconds = PATIENCE): Promise<void> {
    for (const end = performance.now() + milliseconds; !(await is()); await delay(50)) {
      if (performance.now() > end) throw new Error(`${what} within ${milliseconds} ms:\n${complaints().join("\n")}`);
    }
  }
  const ready = (server: Node) => until(() => fetch(`http://127.0.0.1:${server.port}/readyz`).then(({ ok }) => ok, () => false), `${server.name} was not ready`);
  await Promise.all(servers_.map(ready));
  await delay(600); // the proxy has seen it, too

  return {
    replicaSet, redis, store, servers: servers_, relays: relays_, jobs: jobs_, nodes, proxy, ready, complaints,
    async leader(milliseconds = 30_000) {
      let leading: Node | undefined;
      const look = async () => {
        const lease = await store.connection.collection<{ _id: string; holder: string }>("leases").findOne({ _id: "relay" });
        leading = relays_.find((relay) => lease && relay.said().includes(`"node":"${lease.holder}"`));
        return leading !== undefined;
      };
      await until(look, "no relay led", milliseconds);
      return leading!;
    },
    fed: () => until(() => servers_.every((server) => !server.runs() || isFed(server)), "not all servers were fed by the relay", 30_000),
    async end() {
      if (!(await ends.endAll())) throw new Error("the cluster did not end well");
    },
  };
}
