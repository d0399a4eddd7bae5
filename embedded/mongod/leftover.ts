/**
 * A mongod that outlived its parent (which was killed with SIGKILL) still holds the data. It is found by the process id
 * in its lock file, and only believed where that process is a mongod of this very folder: ids are used again.
 */
import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runCommand } from "./command.ts";
import type { Say } from "../progress.ts";

const LOOK_EVERY_MS = 50;

export async function endLeftover(dbPath: string, say: Say): Promise<void> {
  const pid = Number(await readFile(join(dbPath, "mongod.lock"), "utf8").catch(() => ""));
  if (!(pid > 0) || !(await isMongodOf(pid, dbPath))) return;
  say(`A mongod of an earlier start still runs (process ${pid}); ending it`);
  await endProcess(pid, 20_000);
}

/** Lets a process end by itself, and kills it where it has not within `patienceMs`. */
export async function endProcess(pid: number, patienceMs: number): Promise<void> {
  signal(pid, "SIGTERM");
  for (let waited = 0; waited < patienceMs && isAlive(pid); waited += LOOK_EVERY_MS) await pause(LOOK_EVERY_MS);
  if (isAlive(pid)) signal(pid, "SIGKILL");
  while (isAlive(pid)) await pause(LOOK_EVERY_MS);
}

async function isMongodOf(pid: number, dbPath: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const words = await commandOf(pid);
  const at = words.indexOf("--dbpath");
  if (!words[0]?.includes("mongod") || at < 0) return false;
  return (await realpath(words[at + 1] ?? "").catch(() => "")) === (await realpath(dbPath));
}

/** The words of its command line; `ps` where there is no `/proc`, which a path with spaces defeats. */
async function commandOf(pid: number): Promise<string[]> {
  const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
  if (words !== undefined) return words.split("\0");
  const { output } = await runCommand("ps", ["-o", "command=", "-p", String(pid)]).catch(() => ({ output: "" }));
  return output.split(" ");
}

/** False also for a process that has ended and only waits for its parent to notice. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended meanwhile
  }
}
