/** The relay: one of them follows the changes for all servers, and tells them through Redis. Without any a cluster is as right. */
import { setTimeout as delay } from "node:timers/promises";
import { createShardedAdapter } from "@socket.io/redis-adapter";
import type { Logger } from "pino";
import { Server } from "socket.io";
import { createCache } from "../../shared/cache/cache.ts";
import type { NodeStats } from "../../shared/contract/stats.ts";
import { createRelayBroadcast } from "../../shared/feed/broadcast.ts";
import { createRegistry, nameNode, SAY_EVERY } from "../../shared/feed/cluster/registry.ts";
import { measureDelays } from "../../shared/feed/delays.ts";
import type { Store } from "../../shared/store/open.ts";
import { databaseClock } from "../../shared/store/transact.ts";
import { lead } from "./lead.ts";
import { takeLease } from "./lease.ts";
import { openOutbox } from "./outbox.ts";

/** Milliseconds between two tries to lead. */
const TRY_EVERY = 500;

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

export function startRelay({ store, config, log }: RelayOptions): RunningRelay {
  const node = nameNode();
  const outbox = openOutbox(config.redisUrl, log);
  const io = new Server();
  io.adapter(createShardedAdapter(outbox, HEARS_NOTHING, { subscriptionMode: "dynamic" }));
  const broadcast = createRelayBroadcast(io, store);
  const delays = measureDelays(databaseClock(store), log);
  const registry = createRegistry(outbox.redis, node);
  const cache = createCache(outbox.redis);
  const stopping = new AbortController();
  let term: number | undefined;

  const ownStats = (): NodeStats => {
    const delayed = term === undefined ? undefined : delays.recent();
    return { id: node, role: "relay", connections: 0, watchers: 0, hosts: 0, staff: 0, ...(term !== undefined && { term }), ...(delayed && { delay: delayed }) };
  };
  const saying = setInterval(() => void registry.say([["nodes", JSON.stringify(ownStats())]]).catch(() => {}), SAY_EVERY);

  async function tryToLead(): Promise<void> {
    const lease = outbox.isReady() ? await takeLease(store, node) : undefined;
    if (!lease) return;
    term = lease.term;
    await lead({ store, log, lease, outbox, broadcast, delays, onEvent: cache.forget, stop: stopping.signal });
    term = undefined;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await tryToLead().catch((error: unknown) => log.warn({ err: error }, "it could not be tried to lead"));
      await delay(TRY_EVERY, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
  const running = run();
  log.info({ node }, "this is a node");
  return {
    node,
    async close() {
      stopping.abort();
      await running;
      clearInterval(saying);
      await registry.say([["nodes", ""]]).catch(() => {});
      broadcast.close();
      delays.close();
      outbox.close();
    },
  };
}
