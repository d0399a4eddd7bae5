/** The relay: one of them follows the changes for all servers, and tells them through Redis. Without any a cluster is as right. */
import { setTimeout as delay } from "node:timers/promises";
import { createShardedAdapter } from "@socket.io/redis-adapter";
import type { Logger } from "pino";
import { Server } from "socket.io";
import { createCache } from "../../shared/cache/cache.ts";
import type { NodeStats } from "../../shared/contract/stats.ts";
import { createRelayBroadcast } from "../../shared/feed/broadcast.ts";
import { adapterOptions, channelsOf } from "../../shared/feed/cluster/channel.ts";
import { createRegistry, nameNode, SAY_EVERY } from "../../shared/feed/cluster/registry.ts";
import { inRounds } from "../../shared/feed/rounds.ts";
import { measureDelays } from "../../shared/feed/delays.ts";
import { connectRedis } from "../../shared/redis.ts";
import { installationName } from "../../shared/store/installation.ts";
import type { Store } from "../../shared/store/open.ts";
import { databaseClock } from "../../shared/store/transact.ts";
import { lead } from "./lead.ts";
import { takeLease } from "./lease.ts";
import { openOutbox } from "./outbox.ts";

/** Milliseconds between two tries to lead, and after having led, so that another can. */
const TRY_EVERY = 500;
const PAUSE = 1500;

/** A relay has no clients, and hears nothing. */
const HEARS_NOTHING = { on() {}, ssubscribe() {}, sunsubscribe() {} };

export interface RelayOptions {
  store: Store;
  config: { redisUrl: string };
  log: Logger;
}

export interface RunningRelay {
  /** Names this process among all. */
  node: string;
  close(): Promise<void>;
}

export async function startRelay({ store, config, log }: RelayOptions): Promise<RunningRelay> {
  const node = nameNode();
  const installation = await installationName(store);
  const outbox = openOutbox(config.redisUrl, log);
  const redis = connectRedis(config.redisUrl, installation, log, "this relay says nothing of itself until it is back");
  const io = new Server();
  io.adapter(createShardedAdapter(outbox, HEARS_NOTHING, adapterOptions(installation)));
  const broadcast = createRelayBroadcast(io, store);
  const delays = measureDelays(databaseClock(store), log);
  const registry = createRegistry(redis, node);
  const cache = createCache(redis);
  const stopping = new AbortController();
  let term: number | undefined;

  const ownStats = (): NodeStats => {
    const delayed = term === undefined ? undefined : delays.recent();
    return { id: node, role: "relay", connections: 0, watchers: 0, hosts: 0, staff: 0, ...(term !== undefined && { term }), ...(delayed && { delay: delayed }) };
  };
  const saying = inRounds(SAY_EVERY, () => registry.say([["nodes", JSON.stringify(ownStats())]]));

  /** @returns whether it has led */
  async function tryToLead(): Promise<boolean> {
    const lease = outbox.isReady() ? await takeLease(store, node) : undefined;
    if (!lease) return false;
    term = lease.term;
    await lead({ store, log, lease, outbox, channels: channelsOf(installation), broadcast, delays, onEvent: cache.forget, stop: stopping.signal });
    term = undefined;
    return true;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const led = await tryToLead().catch((error: unknown) => log.warn({ err: error }, "it could not be tried to lead"));
      await delay(led ? PAUSE : TRY_EVERY, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
  const running = run();
  log.info({ node }, "this is a node");
  return {
    node,
    async close() {
      stopping.abort();
      await running;
      saying.stop();
      await registry.say([["nodes", ""]]).catch(() => {});
      broadcast.close();
      delays.close();
      outbox.close();
      redis.disconnect();
    },
  };
}
