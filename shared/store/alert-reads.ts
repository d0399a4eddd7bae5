/** Which alerts a host has read. An alert is an event, and an event has one host. */
import type { Id } from "../contract/ids.ts";
import type { Store } from "./open.ts";

/** Those of the host's own; others are passed over. */
export async function markRead(store: Store, hostId: Id, eventIds: Id[], now: Date): Promise<void> {
  const own = await store.events.find({ _id: { $in: eventIds }, hostId }, { _id: 1 }).lean();
  if (own.length === 0) return;
  await store.alertReads.bulkWrite(
    own.map(({ _id }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: { at: now } }, upsert: true } })),
    { ordered: false },
  );
}

export async function readAmong(store: Store, eventIds: Id[]): Promise<Set<Id>> {
  const read = await store.alertReads.find({ _id: { $in: eventIds } }, { _id: 1 }).lean();
  return new Set(read.map(({ _id }) => _id));
}
