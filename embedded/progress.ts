import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const REDRAW_MS = 250;

export type Say = (line: string) => void;

/** Bytes as megabytes of 10⁶, one digit: `12.3 MB`. */
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/**
 * Shows a step that takes seconds: a line at its start and at its end, and on a terminal one that moves in between.
 *
 * @param soFar how much is done by now, and of how much
 */
export async function withProgress<T>(step: { say: Say; label: string; soFar(): string | Promise<string> }, work: Promise<T>): Promise<T> {
  const { say, label, soFar } = step;
  const began = Date.now();
  const terminal = process.stdout.isTTY;
  if (!terminal) say(`${label} …`);
  const clear = () => terminal && process.stdout.write("\r\x1b[K");
  const redraw = async () => {
    const now = await soFar();
    clear();
    process.stdout.write(`${label}: ${now}`);
  };
  const timer = terminal ? setInterval(() => void redraw().catch(() => {}), REDRAW_MS) : undefined;
  try {
    const result = await work;
    clear();
    say(`${label}: done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    return result;
  } finally {
    clearInterval(timer);
    clear();
  }
}

/** Bytes of all files below a folder; files may come and go meanwhile. */
export async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = entries.map(async (entry) => {
    const found = await stat(join(folder, entry)).catch(() => undefined);
    return found?.isFile() ? found.size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
