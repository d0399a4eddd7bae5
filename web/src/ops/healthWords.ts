/** How the service is, in words. Pure. */
import type { Arrival } from "../../../shared/contract/client/lately.ts";
import type { Delay, NodeStats, Stats } from "../../../shared/contract/stats.ts";
import { plural } from "../words.ts";
import type { Range } from "./sparkline.ts";

export const count = (value: number): string => value.toLocaleString("en");

/** 12 ms, 1.4 s */
export const milliseconds = (value: number): string => (value < 1000 ? `${value} ms` : `${(value / 1000).toFixed(value < 9_950 ? 1 : 0)} s`);

export const delayWords = ({ p50, p99 }: Delay): string => `${milliseconds(p50)} / ${milliseconds(p99)}`;

/** How far back what is kept reaches: two minutes, less where one has just come. */
export function spanWords(kept: readonly Arrival[]): string {
  const seconds = kept.length < 2 ? 0 : Math.round((kept.at(-1)!.arrived - kept[0]!.arrived) / 1000);
  if (seconds >= 115) return "the last two minutes";
  return seconds < 2 ? "this moment" : `the last ${seconds} seconds`;
}

export function rangeWords({ lowest, highest }: Range, say: (value: number) => string): string {
  return lowest === highest ? `always ${say(lowest)}` : `lowest ${say(lowest)}, highest ${say(highest)}`;
}

/** Who follows the changes and tells the servers. */
export function relayWords({ nodes, relay }: Stats): string {
  const servers = nodes.filter(({ role }) => role === "server");
  const alone = servers.filter(({ fed }) => fed !== "relay").length;
  if (relay === undefined) {
    return nodes.some(({ role }) => role === "relay") ? "No relay leads at the moment: each server follows the changes itself." : "There is no relay: each server follows the changes itself.";
  }
  if (alone === 0) return "One relay follows the changes and tells all servers.";
  return alone === servers.length
    ? "A relay leads, but each server still follows the changes itself."
    : `A relay leads, but ${plural(alone, "server")} of ${servers.length} still ${alone === 1 ? "follows" : "follow"} the changes ${alone === 1 ? "itself" : "themselves"}.`;
}

/** What a node does of it. */
export function partWords({ role, fed, term }: NodeStats): string {
  if (role === "server") return fed === "relay" ? "Told by the relay" : "Follows itself";
  return term === undefined ? "Stands by" : `Leads, term ${term}`;
}

/** Relays first, the one that leads before the others; then by name, so that rows stay where they are. */
export function inOrder(nodes: readonly NodeStats[]): NodeStats[] {
  const rank = ({ role, term }: NodeStats) => (role === "server" ? 2 : term === undefined ? 1 : 0);
  return [...nodes].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

export interface Gone {
  id: string;
  role: NodeStats["role"];
  /** When it was last there, in milliseconds. */
  last: number;
}

/** Nodes that were there and are no more, the latest first. */
export function goneOf(kept: readonly Arrival[]): Gone[] {
  const last = new Map(kept.flatMap(({ arrived, stats }) => stats.nodes.map(({ id, role }) => [id, { id, role, last: arrived }] as const)));
  for (const { id } of kept.at(-1)?.stats.nodes ?? []) last.delete(id);
  return [...last.values()].sort((a, b) => b.last - a.last);
}
