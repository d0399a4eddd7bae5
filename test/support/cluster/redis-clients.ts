/** What Redis says of who is connected, and which process that is. */
import { readdir, readFile, readlink } from "node:fs/promises";
import type { Redis } from "ioredis";

interface RedisClient {
  id: number;
  /** Its side's port. */
  port: number;
  isSubscribed: boolean;
}

async function redisClients(redis: Redis): Promise<RedisClient[]> {
  const list = (await redis.client("LIST")) as string;
  return list.trim().split("\n").map((line) => {
    const of = (name: string) => new RegExp(`(?:^| )${name}=(\\S*)`).exec(line)?.[1] ?? "";
    return { id: Number(of("id")), port: Number(of("addr").split(":").at(-1)), isSubscribed: /P/.test(of("flags")) };
  });
}

/** Of one process. */
export async function redisClientsOf(redis: Redis, pid: number): Promise<RedisClient[]> {
  const ports = await localPorts(pid);
  return (await redisClients(redis)).filter(({ port }) => ports.has(port));
}

async function localPorts(pid: number): Promise<Set<number>> {
  const links = await Promise.all((await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => "")));
  const inodes = new Set(links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]));
  const rows = (await readFile(`/proc/${pid}/net/tcp`, "utf8")).trim().split("\n").slice(1).map((row) => row.trim().split(/\s+/));
  return new Set(rows.filter((row) => inodes.has(row[9])).map((row) => Number.parseInt(row[1]!.split(":")[1]!, 16)));
}
