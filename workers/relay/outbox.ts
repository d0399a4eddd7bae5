/** What goes out over Redis, and whether Redis has taken it. */
import { Redis } from "ioredis";
import type { Logger } from "pino";
import { sayWhenGone } from "../../shared/redis.ts";

/** Milliseconds after which Redis counts as gone. */
const PATIENCE = 1500;
const MOST_PAUSE = 1000;
/** Messages under way before more are told. */
const MOST_UNDER_WAY = 2000;

export interface Outbox {
  isReady(): boolean;
  /** Sends, and remembers whether Redis has taken it. The adapter calls it by this name. */
  spublish(channel: string, message: string | Buffer): Promise<unknown>;
  /** Waits while much is under way. @throws where Redis has not taken something */
  room(): Promise<void>;
  /** Waits until everything was taken. @throws likewise */
  taken(): Promise<void>;
  /** Forgets what was not. */
  begin(): void;
  close(): void;
}

export function openOutbox(url: string, log: Logger): Outbox {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    commandTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    retryStrategy: (tries) => Math.min(tries * 100, MOST_PAUSE),
  });
  sayWhenGone(redis, log, "nodes feed themselves until it is back");
  const underWay = new Set<Promise<void>>();
  let failure: Error | undefined;

  async function taken(): Promise<void> {
    await Promise.all(underWay);
    if (failure) throw failure;
  }

  return {
    isReady: () => redis.status === "ready",
    spublish(channel, message) {
      const sending = redis.spublish(channel, message);
      const settled = sending.then(
        () => {},
        (error: Error) => {
          failure ??= error;
        },
      );
      underWay.add(settled);
      void settled.finally(() => underWay.delete(settled));
      return sending;
    },
    async room() {
      if (failure || underWay.size >= MOST_UNDER_WAY) await taken();
    },
    taken,
    begin() {
      failure = undefined;
    },
    close: () => redis.disconnect(),
  };
}
