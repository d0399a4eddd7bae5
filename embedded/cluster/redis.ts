/** A Redis of our own on loopback, which keeps nothing. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { anyFree } from "../mongod/port.ts";
import { startProgram } from "./program.ts";

export interface RedisProcess {
  url: string;
  port: number;
  /** `undefined` while it does not run. */
  pid(): number | undefined;
  /** By SIGKILL. */
  kill(): Promise<void>;
  /** Again at the same address, empty. */
  start(): Promise<void>;
  /** Accepts and answers nothing, until `resume`. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
  /** Resolves when what runs now has ended, with how. */
  ended(): Promise<string>;
}

/** Channels of its shards, which a relay tells through, are new in it. */
const LEAST_MAJOR = 7;

export const redisIsThere = () => spawnSync("redis-server", ["--version"]).status === 0;

/**
 * @param port any that is free where absent
 * @param settings as on redis-server's command line
 * @throws where there is none on PATH, or an old one, with what to do
 */
export async function startRedis({ port: given, settings = [] }: { port?: number; settings?: string[] } = {}): Promise<RedisProcess> {
  if (!redisIsThere()) throw new Error("A cluster needs a Redis, and there is no redis-server on PATH: `apt-get install redis-server` or `brew install redis`");
  const version = /v=(\d+\S*)/.exec(String(spawnSync("redis-server", ["--version"]).stdout))?.[1] ?? "";
  if (Number.parseInt(version, 10) < LEAST_MAJOR) throw new Error(`A cluster needs Redis ${LEAST_MAJOR} or newer; redis-server on PATH is version ${version}`);
  const port = given ?? (await anyFree());
  const keepNothing = ["--save", "", "--appendonly", "no"];
  const { kill, signal, ...program } = await startProgram({
    name: "redis-server",
    run: () => spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", ...keepNothing, ...settings], { stdio: ["ignore", "pipe", "ignore"], detached: true }),
    untilUp,
  });
  return {
    ...program,
    url: `redis://127.0.0.1:${port}`,
    port,
    kill: () => kill("SIGKILL"),
    pause: () => signal("SIGSTOP"),
    resume: () => signal("SIGCONT"),
    stop: () => kill("SIGTERM"),
  };
}

function untilUp(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.stdout!.on("data", (chunk: Buffer) => chunk.includes("Ready to accept connections") && resolve()));
}
