/** Everything a cluster is made of, each a process of its own on this machine, and kept running until it is ended. */
import { join } from "node:path";
import { type Config, ConfigProblem } from "../../shared/config.ts";
import { openStore } from "../../shared/store/open.ts";
import { databaseClock } from "../../shared/store/transact.ts";
import { loadDemo } from "../demo/load.ts";
import type { Ends } from "../ends.ts";
import { checkPort, ourMongod } from "../ground.ts";
import { lockFolder } from "../lock.ts";
import { anyFree } from "../mongod/port.ts";
import { supervise } from "../supervise.ts";
import { buildPage } from "../page.ts";
import type { Say } from "../progress.ts";
import { keepRole, type KeptRole } from "./keep-role.ts";
import { startProxy } from "./proxy.ts";
import { startRedis } from "./redis.ts";
import { startReplicaSet } from "./replica-set.ts";
import type { RoleKind } from "./role.ts";

const COMMAND = "npm run cluster";
const HOST = "127.0.0.1";

const roles: { name: string; role: RoleKind }[] = [
  { name: "server 1", role: "server" },
  { name: "server 2", role: "server" },
  { name: "relay 1", role: "relay" },
  { name: "relay 2", role: "relay" },
  { name: "jobs", role: "jobs" },
];

/** One process of the cluster, as it is now. */
export interface Part {
  name: string;
  pid: number | undefined;
  /** Absent where it listens nowhere. */
  port?: number;
}

interface ClusterOptions {
  config: Config;
  ends: Ends;
  say: Say;
}

/**
 * What has been started is ended by `ends`, also where the start fails or is cut off.
 *
 * @throws with one clear message about what is in the way
 */
export async function startCluster({ config, ends, say }: ClusterOptions): Promise<{ url: string; parts(): Part[] }> {
  refuseOthers(config);
  await checkPort({ port: config.port, host: HOST }, COMMAND);
  const port = config.port || (await anyFree());
  const folder = join(config.dataDir, "cluster");
  ends.add("The lock", await lockFolder(folder));
  const redis = await startKeptRedis(ends, say);
  const [set] = await Promise.all([startKeptSet({ config, ends, say }, folder), buildPage(say)]);
  await loadDemoOnce(set.uri, config, say);
  const kept = await startRoles({ config, ends, say }, envOf(config, { MONGODB_URI: set.uri, REDIS_URL: redis.url }, port));
  const proxy = await startProxy({ port, targets: () => kept.flatMap((one) => (one.port() === undefined ? [] : { port: one.port()! })), say });
  ends.add("The proxy", proxy.close);
  return {
    url: proxy.url,
    parts: () => [
      ...set.members.map((member, at) => ({ name: `MongoDB ${at + 1}`, port: member.port, pid: member.pid() })),
      { name: "Redis", port: redis.port, pid: redis.pid() },
      ...kept.map(({ name, ...one }) => ({ name, pid: one.pid(), ...(one.port() !== undefined && { port: one.port()! }) })),
    ],
  };
}

/** Demo data in a database of somebody's would be a bad surprise, and so would settings that do nothing. */
function refuseOthers({ mongodbUri, redisUrl }: Config): void {
  const problems = Object.entries({ MONGODB_URI: mongodbUri, REDIS_URL: redisUrl }).flatMap(([name, value]) => (value ? [`${name}: \`${COMMAND}\` runs one of its own; leave it out`] : []));
  if (problems.length > 0) throw new ConfigProblem(problems);
}

/** Pages reach all servers at the proxy's address. DRAIN_SECONDS: four times as long as the proxy takes to notice. */
function envOf({ publicUrl, allowedOrigins, logLevel }: Config, stores: Record<string, string>, port: number): Record<string, string> {
  const atProxy = (origin: string) => origin.replace(/:0$/, `:${port}`);
  const detailed = logLevel === "debug" || logLevel === "trace";
  return {
    ...stores, HOST, PORT: "0", DRAIN_SECONDS: "1",
    PUBLIC_URL: atProxy(publicUrl),
    ALLOWED_ORIGINS: allowedOrigins.map(atProxy).join(","),
    LOG_LEVEL: detailed ? logLevel : "info",
  };
}

async function startKeptRedis(ends: Ends, say: Say) {
  const redis = await startRedis();
  const letEnd = supervise({ name: "Redis", ended: redis.ended, start: redis.start }, say);
  ends.add("Redis", async () => {
    await letEnd();
    await redis.stop();
  });
  return redis;
}

async function startKeptSet({ config, ends, say }: ClusterOptions, folder: string) {
  const starting = startReplicaSet({ binary: await ourMongod(config, say), folder, say });
  const keeping = starting.then(({ members }) => members.map(({ ended, start }, at) => supervise({ name: `MongoDB ${at + 1}`, ended, start }, say)));
  // Before it is up: asked to stop in that second, we must not leave it behind. That it fails is told elsewhere.
  ends.add("MongoDB", async () => {
    const set = await starting.catch(() => undefined);
    await Promise.all((await keeping.catch(() => [])).map((letEnd) => letEnd()));
    await set?.stop();
  });
  await keeping;
  return starting;
}

async function loadDemoOnce(uri: string, { holdSeconds }: Config, say: Say): Promise<void> {
  const store = await openStore(uri);
  await loadDemo({ store, clock: databaseClock(store), holdSeconds, say }).finally(store.close);
}

async function startRoles({ config, ends, say }: ClusterOptions, env: Record<string, string>): Promise<KeptRole[]> {
  const abort = new AbortController();
  const starting = roles.map(({ name, role }) => keepRole({ name, role, env, level: config.logLevel, say, abort: abort.signal }));
  ends.add("The roles", async () => {
    abort.abort();
    await Promise.all(starting.map((one) => one.then(({ end }) => end(), () => {})));
  });
  return Promise.all(starting);
}
