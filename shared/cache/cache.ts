/**
 * What anyone may see, kept for a moment: in Redis for all processes, in memory where there is none, and nowhere while Redis
 * is gone. An entry is worth nothing once its property has changed, and never longer than its life.
 */
import type { Redis } from "ioredis";
import type { StoredEvent } from "../store/documents.ts";
import { memoryShelf } from "./memory.ts";
import { redisShelf } from "./redis.ts";

/**
 * Milliseconds, from before what is kept was read. A search tells which nights are free: those it may tell for a second after
 * they were taken. A page shows its host's name, which changes without its property.
 */
const LIVES = { search: 1000, property: 30_000 } as const;

/** Whether it is booked at once is another now. */
const HOW_BOOKED: ReadonlySet<string> = new Set(["calendar.stale", "calendar.fresh"]);

export type CachedKind = keyof typeof LIVES;
/** `joined`: the answer of another that was under way. `passed`: the cache could not be asked. */
export type CacheOutcome = "hit" | "joined" | "miss" | "passed";
export type CacheCounts = Record<CachedKind, Record<CacheOutcome, number>>;

export interface Cache {
  /** @param load never depends on who asks; what it answers is JSON */
  read<T>(kind: CachedKind, key: string, load: () => Promise<T>): Promise<T>;
  /** Drops what an event, or a change about to be one, has made wrong. Never rejects. */
  forget(event: Pick<StoredEvent, "type" | "propertyId">): Promise<void>;
  /** Since this process began. */
  counts(): CacheCounts;
}

interface Flight {
  began: number;
  answer: Promise<unknown>;
}

const none = () => ({ hit: 0, joined: 0, miss: 0, passed: 0 });

/** All searches go together: what changes may have to be found by any of them. */
const groupOf = (kind: CachedKind, key: string) => (kind === "search" ? kind : `${kind}:${key}`);

/** @param redis as `connectRedis` makes it; in memory where absent */
export function createCache(redis?: Redis): Cache {
  const shelf = redis ? redisShelf(redis) : memoryShelf();
  const counts: CacheCounts = { search: none(), property: none() };
  const flights = new Map<string, Flight>();

  /** @param asked when; a load that began later is as good as one's own */
  async function read<T>(kind: CachedKind, key: string, load: () => Promise<T>, asked: number): Promise<T> {
    const [name, life] = [`${kind}:${key}`, LIVES[kind]];
    const looked = performance.now();
    const look = await shelf.look(name, groupOf(kind, key), life);
    if (!look) {
      counts[kind].passed += 1;
      return load();
    }
    if (look.text !== undefined) {
      counts[kind].hit += 1;
      return JSON.parse(look.text) as T;
    }
    // Of this generation: what was begun before a change is nobody's answer who asks after it.
    const id = `${look.generation} ${name}`;
    const flight = flights.get(id);
    if (flight) {
      const answer = (await flight.answer) as T;
      if (flight.began < asked && performance.now() - flight.began >= life) return read(kind, key, load, asked);
      counts[kind].joined += 1;
      return answer;
    }
    counts[kind].miss += 1;
    const answer = load().finally(() => flights.delete(id));
    flights.set(id, { began: performance.now(), answer });
    const loaded = await answer;
    if (performance.now() - looked < life) look.keep(JSON.stringify(loaded));
    return loaded;
  }

  return {
    read: (kind, key, load) => read(kind, key, load, performance.now()),
    async forget({ type, propertyId }) {
      if (propertyId !== undefined && (type.startsWith("property.") || HOW_BOOKED.has(type))) await shelf.forget(["search", groupOf("property", propertyId)]);
    },
    counts: () => structuredClone(counts),
  };
}
