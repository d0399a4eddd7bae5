/** One role in a process of its own, run from its source and configured by its environment. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { withEnv } from "../mongod/command.ts";
import { endWithUs } from "./program.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const KEPT_CHARACTERS = 4_000_000;

const files = { server: "server/main.ts", relay: "workers/relay/main.ts", jobs: "workers/main.ts" };

export type RoleKind = keyof typeof files;

export interface RoleOptions {
  role: RoleKind;
  /** Beside what this process has itself. LOG_LEVEL, where it is given, is `info` or below: that it has started is told there. */
  env: Record<string, string>;
  /** Hears each line it prints. */
  say?: (line: string) => void;
  /** A command that runs it, like `["faketime", "-f", "+300s"]`. */
  wrapper?: string[];
  /** Ends it, where it has not started yet. */
  abort?: AbortSignal;
}

export interface RoleProcess {
  role: RoleKind;
  /** Its own, not a wrapper's. */
  pid: number;
  /** Where a server listens. */
  url?: string;
  /** What it has printed, the last millions of characters. */
  said(): string;
  /** The exit code, `null` where a signal ended it. */
  ended: Promise<number | null>;
  /** Resolves when it has ended. One that was stopped by a signal is woken for it. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
  /** STOP and CONT. */
  signal(signal: NodeJS.Signals): void;
}

/** Resolves when it says that it has started, and rejects with what it printed where it ends before. */
export async function startRole({ role, env, say = () => {}, wrapper = [], abort }: RoleOptions): Promise<RoleProcess> {
  const [program, ...before] = withEnv({ LOG_LEVEL: "info", ...env }, wrapper[0] ?? process.execPath);
  const node = wrapper.length > 0 ? [...wrapper.slice(1), process.execPath] : [];
  const child = spawn(program, [...before, ...node, "--import", "tsx", files[role]], { cwd: PROJECT, stdio: ["ignore", "pipe", "pipe"], detached: true });
  endWithUs(child);
  const endNow = () => signalTo(-child.pid!, "SIGKILL");
  abort?.addEventListener("abort", endNow);

  let output = "";
  let over = false;
  // When its output has ended, the process behind a wrapper has, too.
  const ended = once(child, "close").then(([code]) => {
    over = true;
    return code as number | null;
  });
  const signal = (name: NodeJS.Signals) => {
    if (!over) signalTo(pid, name);
  };
  let url: string | undefined;
  const pid = await new Promise<number>((resolve, reject) => {
    const hear = (line: string) => {
      if (output.length > 2 * KEPT_CHARACTERS) output = output.slice(-KEPT_CHARACTERS);
      output += `${line}\n`;
      say(line);
      const told = parsed(line);
      if (told.msg === "listening") url = told.url;
      if (told.msg === "started") resolve(told.pid);
    };
    for (const input of [child.stdout, child.stderr]) createInterface({ input }).on("line", hear);
    const early = (how: string) => reject(new Error(`${role} ended ${how} before it had started:\n${output}`));
    void ended.then((code) => early(`with ${code}`), ({ message }: Error) => early(`at once (${message})`));
  }).finally(() => abort?.removeEventListener("abort", endNow));
  return {
    role,
    pid,
    ...(url !== undefined && { url }),
    said: () => output,
    ended,
    kill(name) {
      signal(name);
      signal("SIGCONT");
      return ended;
    },
    signal,
  };
}

interface Told {
  msg?: string;
  url?: string;
  pid: number;
}

function parsed(line: string): Partial<Told> & Pick<Told, "pid"> {
  try {
    return JSON.parse(line) as Told;
  } catch {
    return { pid: 0 }; // no line of a log
  }
}

function signalTo(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended meanwhile
  }
}
