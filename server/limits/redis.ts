import { Redis } from "ioredis";
import type { Logger } from "pino";

/** Milliseconds. A limit that waits longer than this would be worse than one that each server counts for itself. */
const PATIENCE = 250;
const MOST_PAUSE = 5000;

/**
 * The counters that all servers share. Nothing waits for it and nothing is queued while it is gone: what asks it is refused
 * at once, and the process lives on. Tried again for ever.
 */
export function connectRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2000,
    commandTimeout: PATIENCE,
    // One that accepts and says nothing is gone, too: from then on nobody waits for it.
    socketTimeout: 2 * PATIENCE,
    retryStrategy: (tries) => Math.min(tries * 100, MOST_PAUSE),
  });
  let gone = false;
  redis.on("error", (error: Error & { code?: string }) => {
    if (!gone) log.warn({ reason: error.code ?? error.name }, "Redis is gone: each server limits for itself until it is back");
    gone = true;
  });
  redis.on("ready", () => {
    if (gone) log.info("Redis is back");
    gone = false;
  });
  return redis;
}
