/**
 * What a node hears over Redis, and whether Redis has confirmed it. The adapter subscribes to rooms without waiting, so it is
 * given this in place of a connection.
 */
import { Redis } from "ioredis";
import type { Logger } from "pino";
import { sayWhenGone } from "../../redis.ts";

/** Milliseconds that a confirmation may take; a connection on which it takes longer is given up. */
const PATIENCE = 1000;
const MOST_PAUSE = 1000;
/** Channels that are asked for in one command. */
const AT_ONCE = 500;
/** Milliseconds between two looks whether a connection that says nothing lives. */
const LOOK_EVERY = 2000;

export interface Subscriptions {
  /** What the adapter takes for a connection of ioredis'. */
  forAdapter: object;
  hear(channel: string, listener: (text: string) => void): void;
  unhear(channel: string): void;
  /** Waits until what was asked for so far is confirmed. @returns false where it will not be: there is no connection */
  confirmed(): Promise<boolean>;
  close(): void;
}

export interface SubscriptionEvents {
  /** All is confirmed, on a connection that is new. */
  subscribed(): void;
  /** Something may have gone by unheard. */
  dropped(): void;
}

export function subscribeOver(url: string, log: Logger, { subscribed, dropped }: SubscriptionEvents): Subscriptions {
  /** Since all was confirmed. */
  let tries = 0;
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    commandTimeout: PATIENCE,
    retryStrategy: () => Math.random() * Math.min((tries += 1) * 100, MOST_PAUSE),
  });
  sayWhenGone(redis, log, "this node feeds itself until it is back");
  const wanted = new Set<string>();
  const listeners = new Map<string, (text: string) => void>();
  /** What Redis was asked for on this connection and has not confirmed. */
  const asked = new Set<Promise<boolean>>();
  let connected = false;

  async function ask(work: () => Promise<unknown>): Promise<boolean> {
    const asking = work().then(
      () => true,
      () => {
        giveUp();
        return false;
      },
    );
    asked.add(asking);
    return asking.finally(() => asked.delete(asking));
  }

  /** Its channels are not all there, or it hangs. */
  function giveUp(): void {
    if (!connected) return;
    onClose();
    redis.disconnect(true);
  }

  /** What a listener throws would end the process, and whoever reaches Redis can say anything. */
  function guarded(listener: (channel: Buffer, message: Buffer) => void): typeof listener {
    return (channel, message) => {
      try {
        listener(channel, message);
      } catch (error) {
        log.error({ err: error, channel: channel.toString() }, "a message over Redis could not be understood");
      }
    };
  }

  function subscribe(channel: string): void {
    wanted.add(channel);
    if (connected) void ask(() => redis.ssubscribe(channel));
  }

  function unsubscribe(channel: string): void {
    wanted.delete(channel);
    if (connected) void ask(() => redis.sunsubscribe(channel));
  }

  async function onReady(): Promise<void> {
    connected = true;
    const channels = [...wanted];
    for (let start = 0; start < channels.length; start += AT_ONCE) {
      const some = channels.slice(start, start + AT_ONCE).filter((channel) => wanted.has(channel));
      if (some.length > 0 && !(await ask(() => redis.ssubscribe(...some)))) return;
    }
    if (!(await confirmed())) return;
    tries = 0;
    subscribed();
  }

  function onClose(): void {
    if (connected) dropped();
    connected = false;
    asked.clear();
  }

  async function confirmed(): Promise<boolean> {
    const all = await Promise.all(asked);
    return connected && all.every(Boolean);
  }

  redis.on("ready", () => void onReady());
  redis.on("close", onClose);
  redis.on("smessageBuffer", guarded((channel: Buffer, message: Buffer) => listeners.get(channel.toString())?.(message.toString())));
  const looking = setInterval(() => {
    if (connected) void ask(() => redis.ping());
  }, LOOK_EVERY);
  looking.unref();

  return {
    forAdapter: {
      on: (name: string, listener: (channel: Buffer, message: Buffer) => void) => redis.on(name as "smessageBuffer", guarded(listener)),
      ssubscribe: subscribe,
      sunsubscribe: (channels: string | string[]) => [channels].flat().forEach(unsubscribe),
    },
    hear(channel, listener) {
      listeners.set(channel, listener);
      subscribe(channel);
    },
    unhear(channel) {
      listeners.delete(channel);
      unsubscribe(channel);
    },
    confirmed,
    close() {
      clearInterval(looking);
      redis.disconnect();
    },
  };
}
