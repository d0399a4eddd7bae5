/** What this node says of itself to the others, and what all say, told to staff each second. */
import type { Server } from "socket.io";
import { type NodeStats, Stats } from "../../shared/contract/stats.ts";
import { HOLDS, type Registry, SAY_EVERY } from "../../shared/feed/cluster/registry.ts";
import { inRounds } from "../../shared/feed/rounds.ts";
import type { AnySocket } from "../../shared/feed/broadcast.ts";

const TELL_EVERY = 1000;

type Counts = Pick<Stats, "at" | "holds" | "bookingsPerMinute" | "jobs">;

export interface StatsOptions {
  io: Server;
  /** Where there is a Redis: what the others say. */
  registry: Registry | undefined;
  own(): NodeStats;
  /** From the database. */
  counts(): Promise<Counts>;
  tell(stats: Stats): void;
}

export function tellStats({ io, registry, own, counts, tell }: StatsOptions): { close(): Promise<void> } {
  let others: NodeStats[] = [];
  let heardAt = -Infinity;

  async function say(): Promise<void> {
    const node = own();
    const [all = []] = (await registry?.say([["nodes", JSON.stringify(node)]])) ?? [];
    others = all.map((text) => JSON.parse(text) as NodeStats).filter(({ id }) => id !== node.id);
    heardAt = performance.now();
  }

  async function tellNow(): Promise<void> {
    if (io.of("/ops").sockets.size === 0) return;
    const outdated = performance.now() - heardAt > HOLDS;
    tell(summed([own(), ...(outdated ? [] : others)], await counts()));
  }

  const saying = registry && inRounds(SAY_EVERY, say);
  const telling = inRounds(TELL_EVERY, tellNow);
  return {
    async close() {
      saying?.stop();
      telling.stop();
      await registry?.say([["nodes", ""]]).catch(() => {});
    },
  };
}

export function summed(nodes: NodeStats[], counts: Counts): Stats {
  const sum = (of: (node: NodeStats) => number) => nodes.reduce((total, node) => total + of(node), 0);
  const delays = nodes.flatMap(({ delay }) => delay ?? []);
  const worst = (of: "p50" | "p99") => Math.max(...delays.map((delay) => delay[of]));
  const relay = nodes.find(({ role, term }) => role === "relay" && term !== undefined);
  return {
    ...counts,
    connections: sum((node) => node.connections),
    watchers: sum((node) => node.watchers),
    hosts: sum((node) => node.hosts),
    staff: sum((node) => node.staff),
    ...(delays.length > 0 && { feedDelay: { p50: worst("p50"), p99: worst("p99") } }),
    nodes: nodes.toSorted((a, b) => (a.role === b.role ? a.id.localeCompare(b.id) : a.role === "server" ? -1 : 1)),
    ...(relay && { relay: relay.id }),
  };
}

/** Of the live clients of this node. */
export function clientsOf(io: Server): Pick<NodeStats, "connections" | "watchers" | "hosts" | "staff"> {
  const persons = (namespace: string) => new Set([...io.of(namespace).sockets.values()].map((socket) => (socket as AnySocket).data.person?.id)).size;
  let watchers = 0;
  // Whoever is in a room beside the own looks at something.
  for (const rooms of io.of("/availability").adapter.sids.values()) if (rooms.size > 1) watchers += 1;
  return { connections: io.engine.clientsCount, watchers, hosts: persons("/host"), staff: persons("/ops") };
}
