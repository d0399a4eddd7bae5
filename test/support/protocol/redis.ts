/** Redis as the protocol sees it: connections, each of them an order of its own in both directions. */
import type { Beat } from "../../../shared/feed/cluster/node.ts";

export type Message = { room: number; version: number } | { beat: Beat };
/** A room, or the relay's own. */
export type Channel = number | "relay";

export interface Publisher {
  alive: boolean;
  /** Nothing comes through, in either direction. */
  frozen: boolean;
  /** Sent and not yet taken. */
  pipe: { id: number; message: Message }[];
  replies: { id: number; taken: boolean }[];
  /** Redis refuses the next. */
  refused: boolean;
}

export interface Subscriber {
  alive: boolean;
  frozen: boolean;
  /** Sent and not yet taken; without a channel it is a ping. */
  commands: { id: number; channel?: Channel; leave?: boolean }[];
  channels: Set<Channel>;
  /** On the way to it. */
  queue: ({ confirmed: number } | Message)[];
}

export type Redis = ReturnType<typeof createRedis>;

export function createRedis() {
  const publishers = new Set<Publisher>();
  const subscribers = new Set<Subscriber>();
  /** What those had sent whose connection has gone since. */
  const left: Message[] = [];

  function deliver(message: Message): void {
    const channel = "beat" in message ? "relay" : message.room;
    for (const subscriber of subscribers) if (subscriber.channels.has(channel)) subscriber.queue.push(message);
  }

  const redis = {
    up: true,
    /** Takes connections and commands, and does nothing. */
    hangs: false,
    works: () => redis.up && !redis.hangs,
    publisher(): Publisher {
      const publisher: Publisher = { alive: true, frozen: false, pipe: [], replies: [], refused: false };
      publishers.add(publisher);
      return publisher;
    },
    subscriber(): Subscriber {
      const subscriber: Subscriber = { alive: true, frozen: false, commands: [], channels: new Set(), queue: [] };
      subscribers.add(subscriber);
      return subscriber;
    },
    /** @param sent whether Redis will still find what was sent and not taken */
    dropPublisher(publisher: Publisher, sent: boolean): void {
      if (!publishers.delete(publisher)) return;
      if (sent) left.push(...publisher.pipe.map(({ message }) => message));
      Object.assign(publisher, { alive: false, pipe: [], replies: [] });
    },
    dropSubscriber(subscriber: Subscriber): void {
      subscribers.delete(subscriber);
      Object.assign(subscriber, { alive: false, commands: [], queue: [] });
    },
    /** Loses everything. */
    stop(): void {
      redis.up = redis.hangs = false;
      left.length = 0;
      for (const publisher of publishers) redis.dropPublisher(publisher, false);
      for (const subscriber of subscribers) redis.dropSubscriber(subscriber);
    },
    /** Takes one command of it. @returns whether there was one */
    servePublisher(publisher: Publisher): boolean {
      const sent = redis.works() && !publisher.frozen ? publisher.pipe.shift() : undefined;
      if (!sent) return false;
      if (!publisher.refused) deliver(sent.message);
      publisher.replies.push({ id: sent.id, taken: !publisher.refused });
      publisher.refused = false;
      return true;
    },
    serveSubscriber(subscriber: Subscriber): boolean {
      const command = redis.works() && !subscriber.frozen ? subscriber.commands.shift() : undefined;
      if (!command) return false;
      if (command.channel !== undefined) subscriber.channels[command.leave ? "delete" : "add"](command.channel);
      subscriber.queue.push({ confirmed: command.id });
      return true;
    },
    serveLeft(): boolean {
      const message = redis.works() ? left.shift() : undefined;
      if (message) deliver(message);
      return message !== undefined;
    },
  };
  return redis;
}
