/**
 * Only one Vacancy works on a data folder: two would end each other's mongod. The lock is a file with the owner's
 * process id; it holds as long as that process lives, so that a killed one leaves nothing to clean up. Underneath,
 * mongod's own lock on its files guards the data itself.
 */
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "./mongod/leftover.ts";

/** A process, told from a later one of the same id by when it started (where the system says so). */
interface Owner {
  pid: number;
  started: string;
}

/**
 * Takes the folder, making it where it is missing.
 *
 * @returns gives it back
 * @throws where another process has it
 */
export async function lockFolder(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, "lock");
  const mine: Owner = { pid: process.pid, started: await startOf(process.pid) };
  for (let tries = 0; tries < 3; tries++) {
    if (await place(file, mine)) return () => giveBack(file, mine);
    const owner = await ownerOf(file);
    if (owner && (await lives(owner))) {
      throw new Error(`The data folder ${dataDir} is in use by process ${owner.pid}; stop it, or set DATA_DIR to another folder`);
    }
    if (owner) await removeStale(file, owner);
  }
  throw new Error(`The data folder ${dataDir} can't be locked: others start at the same moment; try again`);
}

/** Appears with its content at once: `link` fails where the name exists, and no reader sees half a file. */
async function place(file: string, owner: Owner): Promise<boolean> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(owner));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Moved before removed: if somebody else replaced it meanwhile, theirs was moved, and is put back. */
async function removeStale(file: string, stale: Owner): Promise<void> {
  const aside = `${file}.stale.${process.pid}`;
  try {
    await rename(file, aside);
  } catch {
    return; // another start removed it first
  }
  const moved = await ownerOf(aside);
  if (moved && !same(moved, stale)) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}

async function giveBack(file: string, mine: Owner): Promise<void> {
  const owner = await ownerOf(file);
  if (owner && same(owner, mine)) await rm(file, { force: true });
}

async function ownerOf(file: string): Promise<Owner | undefined> {
  try {
    const text = await readFile(file, "utf8");
    const { pid, started } = JSON.parse(text) as Owner;
    return { pid, started };
  } catch (error) {
    // a file that is no lock of ours belongs to nobody who lives
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? undefined : { pid: 0, started: "" };
  }
}

const same = (a: Owner, b: Owner) => a.pid === b.pid && a.started === b.started;

async function lives({ pid, started }: Owner): Promise<boolean> {
  return pid > 0 && isAlive(pid) && (await startOf(pid)) === started;
}

/** Ticks from the system's start to the process's, from `/proc`; empty where there is none. The name before it may hold spaces. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
