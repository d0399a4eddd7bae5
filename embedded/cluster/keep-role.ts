/** A role that is started again whenever it ends, and what of its log is for the person at the terminal. */
import pino from "pino";
import type { Config } from "../../shared/config.ts";
import { shortLine } from "../../shared/log.ts";
import { supervise } from "../supervise.ts";
import type { Say } from "../progress.ts";
import { type RoleKind, startRole } from "./role.ts";

/** Milliseconds in which it ends: nobody is connected any more. */
const PATIENCE = 5000;

export interface KeptRole {
  name: string;
  pid(): number | undefined;
  /** Another after each start; `undefined` where it listens nowhere. */
  port(): number | undefined;
  end(): Promise<void>;
}

interface KeepOptions {
  name: string;
  role: RoleKind;
  env: Record<string, string>;
  /** The least that is said. */
  level: Config["logLevel"];
  say: Say;
  /** From then on it is not started again. */
  abort: AbortSignal;
}

/** Rejects where it ends the first time before it has started. */
export async function keepRole({ name, role, env, level, say, abort }: KeepOptions): Promise<KeptRole> {
  const start = () => startRole({ role, env, abort, say: (line) => isSaid(line, level) && say(`${name}: ${worded(line)}`) });
  let current: Awaited<ReturnType<typeof start>> | undefined = await start();
  const letEnd = supervise({
    name,
    async ended() {
      const code = await current?.ended;
      current = undefined;
      return code === null ? "by a signal" : `with code ${code}`;
    },
    async start() {
      current = await start();
      say(`${name} has started again${current.url ? ` at ${current.url}` : ""}, process ${current.pid}`);
    },
  }, say);
  return {
    name,
    pid: () => current?.pid,
    port: () => (current?.url === undefined ? undefined : Number(new URL(current.url).port)),
    async end() {
      await letEnd();
      const late = setTimeout(() => {
        say(`${name} has not ended within ${PATIENCE / 1000} s; killing it`);
        current?.signal("SIGKILL");
      }, PATIENCE);
      await current?.kill("SIGTERM");
      clearTimeout(late);
    },
  };
}

const isLog = (line: string) => line.startsWith('{"level":');

/** What is no line of its log, it says in distress. */
function isSaid(line: string, level: Config["logLevel"]): boolean {
  return !isLog(line) || Number.parseInt(line.slice('{"level":'.length), 10) >= (pino.levels.values[level] ?? Infinity);
}

const worded = (line: string) => (isLog(line) ? shortLine(line).trimEnd() : line);
