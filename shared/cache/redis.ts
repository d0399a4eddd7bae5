/**
 * Entries that all processes share. An entry's age is told by Redis' clock at both ends, and by a process's own steady clock
 * for as long as an answer is under way: no two clocks are compared.
 */
import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import type { Look, Shelf } from "./shelf.ts";

const PREFIX = "cache:";
/** Milliseconds for which a generation is remembered. One that is lost comes back as another: entries of it are not found. */
const GENERATION_LIFE = 600_000;
/** Milliseconds without asking after Redis did not answer. */
const REST = 1000;

const entryKey = (name: string) => PREFIX + name;
const generationKey = (group: string) => `${PREFIX}generation:${group}`;

/** @param redis one that nothing waits for: gone it refuses at once, hanging after its command timeout */
export function redisShelf(redis: Redis): Shelf {
  let restUntil = 0;
  /** Groups that could not be forgotten while Redis was gone. */
  const owed = new Set<string>();

  async function forget(groups: readonly string[]): Promise<void> {
    try {
      await redis.del(...groups.map(generationKey));
    } catch {
      for (const group of groups) owed.add(group);
    }
  }

  // Sent before anything is asked over the new connection.
  redis.on("ready", () => {
    const groups = [...owed];
    owed.clear();
    if (groups.length > 0) void forget(groups);
  });

  return {
    async look(name, group, life) {
      if (redis.status !== "ready" || performance.now() < restUntil) return undefined;
      try {
        return await lookIn(redis, name, group, life);
      } catch {
        restUntil = performance.now() + REST;
        return undefined;
      }
    },
    forget,
  };
}

async function lookIn(redis: Redis, name: string, group: string, life: number): Promise<Look | undefined> {
  const asked = performance.now();
  const replies = await redis.pipeline().time().set(generationKey(group), randomUUID(), "PX", GENERATION_LIFE, "NX").mget(generationKey(group), entryKey(name)).exec();
  const [time, , found] = (replies ?? []).map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
  const now = microseconds(time as [string, string]);
  const [generation, entry] = found as (string | null)[];
  if (!generation) return undefined; // forgotten in between
  const text = entry ? textOf(entry, generation, life - (performance.now() - asked), now) : undefined;
  return {
    ...(text !== undefined && { text }),
    generation,
    keep: (loaded) => void redis.set(entryKey(name), `${generation} ${now} ${loaded}`, "PX", life).catch(() => {}),
  };
}

const microseconds = ([seconds, micros]: [string | number, string | number]) => Number(seconds) * 1e6 + Number(micros);

/** @param life that is left once the time of asking is taken off, in milliseconds */
function textOf(entry: string, generation: string, life: number, now: number): string | undefined {
  const [, of, began, text] = /^(\S+) (\d+) (.*)$/s.exec(entry) ?? [];
  const age = (now - Number(began)) / 1000;
  return of === generation && age >= 0 && age < life ? text : undefined;
}
