/** Keeps something running: whoever ends it but us, it is started again. */
import type { ChildProcess } from "node:child_process";
import type { Say } from "./progress.ts";

/** Pauses before each start after a death, the last one from then on. The first is at once: most deaths are single ones. */
const PAUSES_MS = [0, 500, 1000, 2000, 5000, 10_000, 15_000];
/** After living this long a death counts as the first again. */
const SETTLED_MS = 60_000;
const PATIENCE_MS = 20_000;

/** Something that runs. */
export interface Supervised {
  name: string;
  /** Resolves when what runs now has ended, with how. */
  ended(): Promise<string>;
  /** Again. A rejection counts as an end, told in the error's words. */
  start(): void | Promise<void>;
}

/** @returns lets it end for good; resolves when no start is under way any more */
export function supervise({ name, ended, start }: Supervised, say: Say): () => Promise<void> {
  let startedAt = Date.now();
  let deaths = 0;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let starting: Promise<void> = Promise.resolve();

  const watch = () => void ended().then(again);
  const again = (how: string) => {
    if (stopping) return;
    deaths = Date.now() - startedAt > SETTLED_MS ? 1 : deaths + 1;
    const wait = PAUSES_MS[Math.min(deaths, PAUSES_MS.length) - 1] as number;
    say(`${name} ended (${how}); starting it again${wait > 0 ? ` in ${wait / 1000} s` : ""}`);
    timer = setTimeout(() => {
      startedAt = Date.now();
      starting = Promise.resolve(start()).then(watch, ({ message }: Error) => again(message));
    }, wait);
  };
  watch();

  return async () => {
    stopping = true;
    clearTimeout(timer);
    await starting;
  };
}

export const hasEnded = (child: ChildProcess) => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

/** SIGTERM, after 20 s SIGKILL. */
export async function endChild(child: ChildProcess): Promise<void> {
  const ended = onceEnded(child);
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  await ended;
  clearTimeout(timer);
}

/** @returns how it ended, in words; also where it could not be started at all */
export function onceEnded(child: ChildProcess): Promise<string> {
  const words = (code: number | null, signal: string | null) => (signal ? `by ${signal}` : `with code ${code}`);
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(words(child.exitCode, child.signalCode));
    child.once("error", (error) => resolve(`can't be started: ${error.message}`));
    child.once("exit", (code, signal) => resolve(words(code, signal)));
  });
}
