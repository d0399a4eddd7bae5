/**
 * What each node says of itself, kept in Redis for all of them: by its clock, and gone some seconds after a node has said it
 * last, however that node ended.
 */
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Redis } from "ioredis";

/** Milliseconds for which it holds, and between two times that it is said. */
export const HOLDS = 4000;
export const SAY_EVERY = 1500;

/** A name for this process among all, that people know the machine by. */
export const nameNode = (): string => `${hostname()}-${randomBytes(3).toString("hex")}`;

export interface Registry {
  /**
   * Says one value under each key, or takes it back where it is empty.
   * @returns what all nodes say under each, in the order of the keys. Rejects where Redis is gone
   */
  say(said: readonly (readonly [key: string, value: string])[]): Promise<string[][]>;
}

/** A field is a node, its value `<end of its time>:<what it says>`. */
const SAY = `
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local answers = {}
for i, key in ipairs(KEYS) do
  local value = ARGV[i + 2]
  if value == "" then redis.call("HDEL", key, ARGV[1]) else redis.call("HSET", key, ARGV[1], (now + ARGV[2]) .. ":" .. value) end
  redis.call("PEXPIRE", key, ARGV[2])
  local said = redis.call("HGETALL", key)
  local live = {}
  for j = 1, #said, 2 do
    local till, text = string.match(said[j + 1], "^(%d+):(.*)$")
    if tonumber(till) > now and tonumber(till) <= now + ARGV[2] then live[#live + 1] = text else redis.call("HDEL", key, said[j]) end
  end
  answers[i] = live
end
return answers`;

export function createRegistry(redis: Redis, node: string): Registry {
  redis.defineCommand("vacancySay", { lua: SAY });
  const command = redis as unknown as { vacancySay(keys: number, ...args: (string | number)[]): Promise<string[][]> };
  return {
    say: async (said) => {
      if (said.length === 0) return [];
      return command.vacancySay(said.length, ...said.map(([key]) => key), node, HOLDS, ...said.map(([, value]) => value));
    },
  };
}
