/** How many look at a property: at this node, and at all of them where Redis can be asked. */
import type { Id } from "../contract/ids.ts";
import { HOLDS, type Registry, SAY_EVERY } from "./cluster/registry.ts";
import { coalesce } from "./coalesce.ts";
import { propertyOf, propertyRoom } from "./rooms.ts";
import { inRounds } from "./rounds.ts";

/** Milliseconds between two counts of one property. */
const PACE = 2000;
/** Properties that Redis is asked about in one go. */
const AT_ONCE = 200;

export interface Viewers {
  /** At all nodes, as far as this one knows now. */
  of(propertyId: Id): number;
  close(): Promise<void>;
}

interface Rooms {
  rooms: Map<string, Set<string>>;
  on(name: "join-room" | "leave-room", listener: (room: string) => void): unknown;
  off(name: "join-room" | "leave-room", listener: (room: string) => void): unknown;
}

/** @param tell is called when the count of a property that somebody here looks at is another */
export function countViewers(adapter: Rooms, registry: Registry | undefined, tell: (propertyId: Id, count: number) => void): Viewers {
  const here = (propertyId: Id) => adapter.rooms.get(propertyRoom(propertyId))?.size ?? 0;
  /** Of properties that this node has said something of: how many look at the other nodes, and what was told last. */
  const known = new Map<Id, { others: number; told: number }>();
  const of = (propertyId: Id) => here(propertyId) + (known.get(propertyId)?.others ?? 0);

  let answeredAt = -Infinity;

  /** Says how many are here, and learns how many are elsewhere: nobody, when Redis has been gone for a while. */
  async function count(propertyIds: Id[]): Promise<void> {
    const own = propertyIds.map(here);
    const all = await registry?.say(propertyIds.map((propertyId, index) => [`viewers:${propertyId}`, own[index] ? String(own[index]) : ""])).catch(() => undefined);
    if (all) answeredAt = performance.now();
    const outdated = performance.now() - answeredAt > HOLDS;
    for (const [index, propertyId] of propertyIds.entries()) {
      const before = known.get(propertyId);
      const elsewhere = all ? sum(all[index]!) - own[index]! : outdated ? 0 : (before?.others ?? 0);
      const others = Math.max(0, elsewhere);
      const told = here(propertyId) + others;
      if (here(propertyId) === 0) known.delete(propertyId);
      else known.set(propertyId, { others, told });
      if (here(propertyId) > 0 && told !== before?.told) tell(propertyId, told);
    }
  }

  const counts = coalesce<Id>(PACE, (propertyId) => void count([propertyId]));
  const onChange = (room: string) => {
    const propertyId = propertyOf(room);
    if (propertyId !== undefined) counts.offer(propertyId, propertyId);
  };
  adapter.on("join-room", onChange);
  adapter.on("leave-room", onChange);
  const again = registry && inRounds(SAY_EVERY, async () => {
    const propertyIds = [...known.keys()];
    for (let start = 0; start < propertyIds.length; start += AT_ONCE) await count(propertyIds.slice(start, start + AT_ONCE));
  });
  return {
    of,
    async close() {
      adapter.off("join-room", onChange);
      adapter.off("leave-room", onChange);
      counts.close();
      again?.stop();
      await registry?.say([...known.keys()].map((propertyId) => [`viewers:${propertyId}`, ""])).catch(() => {});
    },
  };
}

const sum = (numbers: string[]) => numbers.reduce((total, text) => total + Number(text), 0);
