/** What the service stands on: a port that is free, a data folder that is ours, and a MongoDB. */
import { fileURLToPath } from "node:url";
import type { Config } from "../shared/config.ts";
import type { Ends } from "./ends.ts";
import { lockFolder } from "./lock.ts";
import { findMongod } from "./mongod/find.ts";
import { isFree } from "./mongod/port.ts";
import { runMongod } from "./mongod/run.ts";

const MONGODS = fileURLToPath(new URL("../.cache/mongod", import.meta.url));

/**
 * @returns the address of the database
 * @throws with one clear message about what is in the way
 */
export async function prepareGround(config: Config, ends: Ends, say: (line: string) => void): Promise<string> {
  await checkPort(config, "npm start");
  if (config.mongodbUri) return config.mongodbUri;
  ends.add("The lock", await lockFolder(config.dataDir));
  const binary = await ourMongod(config, say);
  const starting = runMongod({ binary, dataDir: config.dataDir, say });
  // Before it is up: asked to stop in that second, we must not leave it behind. That it fails is told below.
  ends.add("MongoDB", () => starting.then(({ stop }) => stop(), () => {}));
  return (await starting).uri;
}

export const ourMongod = ({ mongod }: Config, say: (line: string) => void) => findMongod({ say, cacheDir: MONGODS, named: mongod });

/** Asked first, so that a second start is told at once and not after its database is up. */
export async function checkPort({ port, host }: Pick<Config, "port" | "host">, command: string): Promise<void> {
  if (port === 0 || (await isFree(port, host))) return;
  throw new Error(`Port ${port} on ${host} can't be listened on: something uses it already. Stop that, or choose another: PORT=${port + 1} ${command}`);
}
