/** Whoever reacts to events later: reads them from a position of its own that is kept. */
import { LRUCache } from "lru-cache";
import type { EventType } from "../../shared/contract/events.ts";
import type { Id } from "../../shared/contract/ids.ts";
import { eventsSince } from "../../shared/feed/since.ts";
import type { StoredEvent } from "../../shared/store/documents.ts";
import { cursorOf, placeOf } from "../../shared/store/place.ts";
import { record } from "../../shared/store/events.ts";
import { transact, type TransactionContext } from "../../shared/store/transact.ts";

export interface Follower {
  name: string;
  types: readonly EventType[];
  /** May be given the same events again: what it makes of them is keyed. In order of `at`, without months. */
  take(events: StoredEvent[]): Promise<void>;
}

const MOST = 500;
/** Ids a follower remembers as taken: more than there are in the time that is read again. */
const REMEMBERED = 50_000;
/** Milliseconds that a follower without a usable position reads back: who was away for longer has nothing prompt left to tell. */
const BACK = 7 * 86_400_000;

/** How often one event is tried that can't be taken, a second apart, before those after it are. */
const MOST_TRIES = 20;

/**
 * Gives what happened since the last time, and keeps how far it got. One at a time: two at once do the same twice. One event
 * that can't be taken does not keep the others back: it is passed over in the end, and support is told.
 */
export function createFollowing(context: TransactionContext, { name, types, take }: Follower): () => Promise<void> {
  const { store, clock } = context;
  const taken = new LRUCache<Id, true>({ max: REMEMBERED });
  const failures = new Map<Id, number>();

  async function takeAll(events: StoredEvent[]): Promise<void> {
    try {
      await take(events);
    } catch {
      for (const event of events) await takeOne(event);
    }
  }

  async function takeOne(event: StoredEvent): Promise<void> {
    try {
      await take([event]);
    } catch (error) {
      const tries = (failures.get(event._id) ?? 0) + 1;
      failures.set(event._id, tries);
      if (tries < MOST_TRIES) throw error;
      await passOver(event);
    }
    failures.delete(event._id);
  }

  /** Written down, so that nothing is passed over because the database can't answer. */
  async function passOver({ _id: eventId, bookingId, propertyId, userId }: StoredEvent): Promise<void> {
    const about = { ...(bookingId && { bookingId }), ...(propertyId && { propertyId }), ...(userId && { userId }) };
    await transact(context, (tx) => record(tx, { type: "job.failed", actor: { role: "system" }, ...about, data: { job: `follow ${name}`, eventId } }));
  }

  async function begin(): Promise<string> {
    const now = await clock();
    const kept = await store.followers.findById(name).lean();
    return usable(kept?.cursor, now) ? kept!.cursor : cursorOf({ at: new Date(now.getTime() - BACK), id: "" });
  }

  return async () => {
    let cursor = await begin();
    for (;;) {
      const since = await eventsSince(context, { type: { $in: types } }, cursor, MOST, { _id: 1, at: 1 });
      const fresh = since.events.filter(({ _id }) => !taken.has(_id)).map(({ _id }) => _id);
      if (fresh.length > 0) await takeAll(await store.events.find({ _id: { $in: fresh } }, { months: 0 }).sort({ at: 1, _id: 1 }).lean());
      for (const id of fresh) taken.set(id, true);
      cursor = since.cursor;
      await store.followers.updateOne({ _id: name }, { $set: { cursor } }, { upsert: true });
      if (!since.more) return;
    }
  };
}

/** A position from a clock that was ahead would pass over what happens until then. */
function usable(cursor: string | undefined, now: Date): boolean {
  if (cursor === undefined) return false;
  try {
    return cursor.split("~").every((part) => placeOf(part).at <= now);
  } catch {
    return false;
  }
}
