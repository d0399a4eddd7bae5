import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const PREFIX = "fetch-";
const ABANDONED_MS = 3_600_000;

/**
 * Makes a file of the cache in a folder of its own and moves it to its place by a rename: a start that is cut off, or
 * two at once, leave either nothing or the whole.
 *
 * @param make writes below the folder and returns the file
 * @returns the file's place in the cache
 */
export async function intoCache(cacheDir: string, name: string, make: (staging: string) => Promise<string>): Promise<string> {
  await mkdir(cacheDir, { recursive: true });
  await removeAbandoned(cacheDir);
  const staging = await mkdtemp(join(cacheDir, PREFIX));
  const place = join(cacheDir, name);
  try {
    await rename(await make(staging), place);
    return place;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Folders of starts that were killed an hour ago or more. */
async function removeAbandoned(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(cacheDir, name);
    const found = await stat(folder).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(folder, { recursive: true, force: true });
  }
}
