/** Folders for the databases of tests. Whoever makes one removes it. */
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
/** Bytes that must be free in memory for data to lie there. */
const ENOUGH = 4e9;

/** In memory where there is a file system in it, because every write waits for its journal: half of the time of a test. */
export async function makeDataFolder(): Promise<string> {
  const free = await statfs(MEMORY).then(({ bavail, bsize }) => bavail * bsize, () => 0);
  return mkdtemp(join(free > ENOUGH ? MEMORY : tmpdir(), "vacancy-test-"));
}

/** Tried again for what a process that is just ending still writes into it. */
export const removeFolder = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 5 });
