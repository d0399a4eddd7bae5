/** mongod's log, kept small: it is there for the day something goes wrong, not for ever. */
import { open, rename, stat } from "node:fs/promises";

const LARGEST_BYTES = 8_000_000;
const TAIL_BYTES = 20_000;

/** Moves a log that has grown aside (one is kept). @returns whether it was moved, and mongod must reopen it */
export async function moveAside(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (!found || found.size < LARGEST_BYTES) return false;
  await rename(file, `${file}.1`);
  return true;
}

/** The latest lines of the log that say what went wrong, oldest first, three at most. */
export async function lastComplaints(file: string): Promise<string[]> {
  return (await tail(file))
    .split("\n")
    .flatMap((text) => {
      try {
        return [JSON.parse(text) as { s: string; msg: string; attr?: unknown }];
      } catch {
        return []; // cut at the tail's beginning
      }
    })
    .filter(({ s }) => s === "F" || s === "E")
    .slice(-3)
    .map(({ msg, attr }) => `${msg.trim()}${attr ? ` ${JSON.stringify(attr)}` : ""}`.slice(0, 400));
}

async function tail(file: string): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return "";
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, TAIL_BYTES);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString("utf8");
  } finally {
    await handle.close();
  }
}
