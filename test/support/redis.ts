/** A real Redis on a port of its own: `redis-server` on PATH, else Debian's package where the tests run as root. */
import { spawnSync } from "node:child_process";
import { redisIsThere, type RedisProcess, startRedis as start } from "../../embedded/cluster/redis.ts";

export type { RedisProcess };

function install(): void {
  if (redisIsThere()) return;
  const asRoot = process.getuid?.() === 0;
  if (asRoot) spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "redis-server"], { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  if (!redisIsThere()) throw new Error("These tests need a Redis: `apt-get install redis-server`");
}

export async function startRedis(...settings: string[]): Promise<RedisProcess> {
  install();
  return start({ settings });
}
