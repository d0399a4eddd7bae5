/** What the protocol promises, at every moment and in the end. */
import type { Watcher } from "./node.ts";
import type { World } from "./world.ts";

/** Milliseconds that rooms may be behind while only Redis and relays fail. */
export const BOUND = 4000;
/** Milliseconds after the last fault until the relay feeds all. */
export const DRAIN = 12_000;

const name = (node: number, { room }: Watcher) => `node ${node}, room ${room}`;

/** @returns what is broken now, and how long a watcher was behind at most */
export function look({ database, nodes, now }: World): { broken?: string; behind: number } {
  let behind = 0;
  for (const [index, node] of nodes.entries()) {
    for (const watcher of node.watchers) {
      if (watcher.phase !== "watching" || watcher.reread) continue;
      const missed = database.versions(watcher.room)[watcher.version];
      if (!missed) continue;
      const { covered } = node.state;
      if (covered !== undefined && missed.position <= covered) {
        return { broken: `told: ${name(index, watcher)} was not told of ${missed.position}, which the node has covered up to ${covered}`, behind };
      }
      if (node.cut || node.stalled) continue;
      behind = Math.max(behind, now - Math.max(missed.time, watcher.since, node.mendedAt));
    }
  }
  return { behind };
}

/** @returns what is not as it has to be after everything has worked for a while */
export function lookInTheEnd({ database, nodes, relays }: World): string | undefined {
  for (const [index, node] of nodes.entries()) {
    for (const watcher of node.watchers) {
      if (watcher.phase !== "watching") return `joins: ${name(index, watcher)} is ${watcher.phase} for ever`;
      const latest = database.versions(watcher.room).length;
      if (watcher.version !== latest) return `latest: ${name(index, watcher)} knows ${watcher.version} of ${latest}`;
    }
    if (node.refused > 0) return `joins: node ${index} refused ${node.refused}`;
    if (node.state.feeds) return `silent: node ${index} feeds itself for ever`;
  }
  const streams = relays.filter(({ stream, phase }) => phase === "leading" && stream?.open).length;
  return streams === 1 ? undefined : `leads: ${streams} relays do`;
}
