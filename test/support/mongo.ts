/**
 * A real MongoDB for tests: one replica set of one member for the whole mocha process, started when first asked for, and
 * a database of its own for whoever asks. `hooks.ts` ends it.
 */
import { fileURLToPath } from "node:url";
import { MongoMemoryReplSet } from "mongodb-memory-server-core";
import { findMongod } from "../../embedded/mongod/find.ts";
import { versionOf } from "../../embedded/mongod/verify.ts";
import { openStore, type Store } from "../../shared/store/open.ts";
import { makeDataFolder } from "./folder.ts";

const CACHE = fileURLToPath(new URL("../../.cache/mongod", import.meta.url));

let starting: Promise<MongoMemoryReplSet> | undefined;
let databases = 0;
const open = new Set<{ at: string }>();

async function start(): Promise<MongoMemoryReplSet> {
  const systemBinary = await findMongod({ cacheDir: CACHE, named: process.env["MONGOD"], say: (line) => console.log(line) });
  return MongoMemoryReplSet.create({
    binary: { systemBinary, version: await versionOf(systemBinary) },
    // Lets a test make commands fail: `failCommand`.
    instanceOpts: [{ dbPath: await makeDataFolder(), storageEngine: "wiredTiger" }],
    // What indexes end by the real clock is no business of a test whose clock is set by hand: no document goes by itself.
    replSet: { count: 1, storageEngine: "wiredTiger", args: ["enableTestCommands=1", "transactionLifetimeLimitSeconds=20", "ttlMonitorEnabled=false"].flatMap((setting) => ["--setParameter", setting]) },
  });
}

/** The address of a database nobody has used. */
export async function freshUri(): Promise<string> {
  starting ??= start();
  const replicaSet = await starting;
  databases += 1;
  return replicaSet.getUri(`test_${databases}`);
}

/** Opens a store that has to be closed before the tests end; two of one address are as two nodes. */
export async function storeAt(uri: string): Promise<Store> {
  const opening = { at: new Error().stack?.split("\n").find((line) => line.includes(".test.")) ?? uri };
  const store = await openStore(uri);
  open.add(opening);
  return {
    ...store,
    close: async () => {
      open.delete(opening);
      await store.close();
    },
  };
}

export async function freshStore(): Promise<Store> {
  return storeAt(await freshUri());
}

/** Leaves nothing in it: for the next test, for which another store would take longer to open than most of them take. */
export async function emptyStore({ connection }: Store): Promise<void> {
  const all = await connection.db!.collections();
  await Promise.all(all.filter(({ collectionName }) => !collectionName.startsWith("system.")).map((one) => one.deleteMany({})));
}

/** Where stores were opened that are still open. */
export function openStores(): string[] {
  return [...open].map(({ at }) => at.trim());
}

export async function stopMongo(): Promise<void> {
  const replicaSet = await starting;
  starting = undefined;
  await replicaSet?.stop({ doCleanup: true, force: true });
}
