/** Builds the page where its sources have changed since the last build, told by a digest of their content. */
import { createHash } from "node:crypto";
import { access, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./mongod/command.ts";

const PROJECT = fileURLToPath(new URL("..", import.meta.url));
const STAMP = join(PROJECT, "dist", "web", ".built-from");

/** Everything the page is made of. */
const SOURCES = ["web", "shared/contract", "package-lock.json"];

/**
 * A process of its own: the build sets `NODE_ENV` and keeps much memory, neither of which the service should inherit.
 *
 * @throws with what the build said
 */
export async function buildPage(say: (line: string) => void): Promise<void> {
  const from = await digestOf(SOURCES);
  if ((await readFile(STAMP, "utf8").catch(() => "")) === from) return;
  const vite = join(PROJECT, "node_modules", "vite", "bin", "vite.js");
  if (!(await access(vite).then(() => true, () => false))) throw new Error("The page can't be built: vite is not installed. Run `npm ci` (with development packages), then start again.");
  say("Building the page …");
  const began = Date.now();
  const config = join(PROJECT, "web", "vite.config.ts");
  const { code, output } = await runCommand(process.execPath, [vite, "build", "--config", config, "--logLevel", "warn"]);
  if (code !== 0) throw new Error(`The page could not be built:\n${output}`);
  await writeFile(STAMP, from);
  say(`Building the page: done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

async function digestOf(paths: string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of await filesOf(join(PROJECT, path))) hash.update(`${file}\0`).update(await readFile(file)).update("\0");
  }
  return hash.digest("hex");
}

/** The files below a folder in a fixed order, or the file itself. */
async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOTDIR") return undefined;
    throw error;
  });
  if (!entries) return [path];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
}
