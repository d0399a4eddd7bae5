/** Everything that is told to the live clients of this node, and how it comes here. */
import { setTimeout as delay } from "node:timers/promises";
import { createShardedAdapter } from "@socket.io/redis-adapter";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { Server } from "socket.io";
import type { Context } from "../../shared/booking/context.ts";
import { inTime } from "../../shared/deadline.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import { type Broadcast, createBroadcast } from "../../shared/feed/broadcast.ts";
import { adapterOptions, channelsOf } from "../../shared/feed/cluster/channel.ts";
import { type NodeFeed, startNodeFeed } from "../../shared/feed/cluster/node-feed.ts";
import { subscribeOver } from "../../shared/feed/cluster/subscriptions.ts";
import type { Delays } from "../../shared/feed/delays.ts";
import { FILTERED_ROOM } from "../../shared/feed/rooms.ts";
import type { StoredEvent } from "../../shared/store/documents.ts";
import type { Revocations } from "../auth/revocations.ts";

/** Milliseconds that a request waits for the feed before it is told to come again. */
const PATIENCE = 5000;
/** Milliseconds before it is asked again what was revoked. */
const LEARN_PAUSE = 500;

/** Where there is one. */
export interface ReachedRedis {
  /** For what is heard, over a connection of its own. */
  url: string;
  installation: string;
  /** For everything else. */
  connection: Redis;
}

export interface FeedOptions {
  io: Server;
  context: Context;
  log: Logger;
  revocations: Revocations;
  delays: Delays;
  redis: ReachedRedis | undefined;
  /** An event that this node follows itself. */
  onEvent(event: StoredEvent): void;
}

export interface Feed extends Pick<NodeFeed, "isOpen" | "isSilent" | "behind"> {
  broadcast: Broadcast;
  /** Resolves when who has joined a room is told of what commits from now on. @throws Refusal `unavailable` */
  covers(): Promise<void>;
  close(): Promise<void>;
}

export function startFeed({ io, context, log, revocations, delays, redis, onEvent }: FeedOptions): Feed {
  const { store } = context;
  const learn = async () => {
    await revocations.load(context);
    broadcast.end("revoked", revocations.isRevoked);
  };
  let closed = false;
  /** Until it has worked: without, a right that has ended would still open doors. */
  async function learnAnew(): Promise<void> {
    while (!closed) {
      try {
        return await learn();
      } catch (error) {
        log.error({ err: error }, "what was revoked meanwhile could not be learnt, and is asked for again");
        await delay(LEARN_PAUSE, undefined, { ref: false });
      }
    }
  }
  const revoked: Revocations["learn"] = (event) => {
    revocations.learn(event);
    broadcast.end("revoked", revocations.isRevoked);
  };
  const feed = startNodeFeed({
    store, log,
    databaseNow: delays.databaseNow,
    subscribe: redis && ((events) => subscribeOver(redis.url, log, events)),
    channels: channelsOf(redis?.installation ?? ""),
    relayed: { revoked, activity: (activity) => broadcast.tellFiltered(activity) },
    async tell(event) {
      if (event.type === "user.revoked") revoked(event);
      onEvent(event);
      await broadcast.tell(event);
      delays.told(event.at);
    },
    gap() {
      broadcast.reread();
      void learnAnew();
    },
  });
  if (redis) io.adapter(createShardedAdapter(redis.connection, feed.subscriptions!.forAdapter, adapterOptions(redis.installation)));
  const broadcast = createBroadcast(io, store);
  const { adapter } = io.of("/ops");
  adapter.on("create-room", (room: string) => void (room === FILTERED_ROOM && feed.hearActivity(true)));
  adapter.on("delete-room", (room: string) => void (room === FILTERED_ROOM && feed.hearActivity(false)));
  feed.covers().then(learnAnew, () => {});
  return {
    broadcast,
    covers: () => inTime(PATIENCE, feed.covers(), notYet),
    isOpen: feed.isOpen,
    isSilent: feed.isSilent,
    behind: feed.behind,
    async close() {
      closed = true;
      broadcast.close();
      await feed.close();
    },
  };
}

function notYet(): never {
  throw new Refusal("unavailable", "Live changes are not on yet; try again");
}
