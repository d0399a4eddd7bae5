import { Redis } from "ioredis";
import type { Logger } from "pino";

/** Milliseconds. What waits for Redis longer than this would be better off without it. */
const PATIENCE = 250;
const MOST_PAUSE = 5000;

/**
 * A connection that nothing waits for and that queues nothing while Redis is gone: what asks it is refused at once, and the
 * process lives on. Tried again for ever.
 *
 * @param installation whose keys it reads and writes
 * @param without what is done while it is gone, for the log
 */
export function connectRedis(url: string, installation: string, log: Logger, without: string): Redis {
  const redis = new Redis(url, {
    keyPrefix: `vacancy:${installation}:`,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2000,
    commandTimeout: PATIENCE,
    // One that accepts and says nothing is gone, too: from then on nobody waits for it.
    socketTimeout: 2 * PATIENCE,
    retryStrategy: (tries) => Math.min(tries * 100, MOST_PAUSE),
  });
  sayWhenGone(redis, log, without);
  return redis;
}

/** Logs once that it is gone, and once that it is back. */
export function sayWhenGone(redis: Redis, log: Logger, without: string): void {
  let gone = false;
  redis.on("error", (error: Error & { code?: string }) => {
    if (!gone) log.warn({ reason: error.code ?? error.name }, `Redis is gone: ${without}`);
    gone = true;
  });
  redis.on("ready", () => {
    if (gone) log.info("Redis is back");
    gone = false;
  });
}
