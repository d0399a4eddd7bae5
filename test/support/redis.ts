/** A real Redis on a port of its own: `redis-server` on PATH, else Debian's package where the tests run as root. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

export interface RedisProcess {
  url: string;
  kill(): Promise<void>;
  /** Again at the same address, empty. */
  start(): Promise<void>;
  /** Accepts and answers nothing, until `resume`. */
  pause(): void;
  resume(): void;
}

const isThere = () => spawnSync("redis-server", ["--version"]).status === 0;

function install(): void {
  if (isThere()) return;
  const asRoot = process.getuid?.() === 0;
  if (asRoot) spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "redis-server"], { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  if (!isThere()) throw new Error("These tests need a Redis: `apt-get install redis-server`");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export async function startRedis(...settings: string[]): Promise<RedisProcess> {
  install();
  const port = await freePort();
  let child: ChildProcess | undefined;
  const redis: RedisProcess = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      child = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", ...settings], { stdio: ["ignore", "pipe", "ignore"] });
      const running = child;
      await new Promise<void>((resolve, reject) => {
        running.stdout!.on("data", (chunk: Buffer) => chunk.includes("Ready to accept connections") && resolve());
        running.once("exit", (code) => reject(new Error(`redis-server ended with ${code} before it was up`)));
      });
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
    pause: () => void child?.kill("SIGSTOP"),
    resume: () => void child?.kill("SIGCONT"),
  };
  await redis.start();
  return redis;
}
