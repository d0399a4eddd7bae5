/** What the service stands on: a port that is free, a data folder that is ours, and a MongoDB. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "../shared/config.ts";
import type { Ends } from "./ends.ts";
import { lockFolder } from "./lock.ts";
import { findMongod } from "./mongod/find.ts";
import { isFree } from "./mongod/port.ts";
import { runMongod } from "./mongod/run.ts";

const PROJECT = fileURLToPath(new URL("..", import.meta.url));

/**
 * @returns the address of the database
 * @throws with one clear message about what is in the way
 */
export async function prepareGround(config: Config, ends: Ends, say: (line: string) => void): Promise<string> {
  await checkPort(config);
  if (config.mongodbUri) return config.mongodbUri;
  ends.add("The lock", await lockFolder(config.dataDir));
  const binary = await findMongod({ say, cacheDir: join(PROJECT, ".cache", "mongod"), named: config.mongod });
  const starting = runMongod({ binary, dataDir: config.dataDir, say });
  // Before it is up: asked to stop in that second, we must not leave it behind. That it fails is told below.
  ends.add("MongoDB", () => starting.then(({ stop }) => stop(), () => {}));
  return (await starting).uri;
}

/** Asked first, so that a second start is told at once and not after its database is up. */
async function checkPort({ port, host }: Config): Promise<void> {
  if (port === 0 || (await isFree(port, host))) return;
  throw new Error(`Port ${port} on ${host} can't be listened on: something uses it already. Stop that, or choose another: PORT=${port + 1} npm start`);
}
