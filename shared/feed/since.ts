/**
 * What happened since: lists read from the events by the database's clock. A transaction may commit long after its
 * event's `at`, so whoever has caught up starts next time 120 s before this time began, and drops what it knows by id.
 */
import type { StoredEvent } from "../store/documents.ts";
import type { TransactionContext } from "../store/transact.ts";
import { cursorOf, placeOf } from "../store/place.ts";

const OVERLAP = 120_000;

export interface Since {
  /** Without their months, which can be large and which no list shows; or what was asked for of them. */
  events: StoredEvent[];
  cursor: string;
  /** Whether there may be more now: then ask on at once. */
  more: boolean;
}

const WITHOUT_MONTHS = { months: 0 } as const;

/**
 * @param cursor of the last answer. While there is more it names the last event read and, behind `~`, where the next
 * time begins: that is kept from the first page on, since what commits late may lie before pages already read.
 * @param most events at once. Without a cursor the latest `most` come, first to last
 * @param fields at least `at` and `_id`
 */
export async function eventsSince({ store, clock }: TransactionContext, filter: object, cursor: string | undefined, most: number, fields: object = WITHOUT_MONTHS): Promise<Since> {
  const [from, kept] = cursor?.split("~") ?? [];
  const next = kept ?? cursorOf({ at: new Date((await clock()).getTime() - OVERLAP), id: "" });
  if (from === undefined) {
    const latest = await store.events.find(filter, fields).sort({ at: -1, _id: -1 }).limit(most).lean();
    return { events: latest.reverse(), cursor: next, more: false };
  }
  const { at, id } = placeOf(from);
  placeOf(next);
  const later = { $or: [{ at: { $gt: at } }, { at, _id: { $gt: id } }] };
  const events = await store.events.find({ $and: [filter, later] }, fields).sort({ at: 1, _id: 1 }).limit(most).lean();
  const last = events.at(-1);
  const full = events.length === most && last !== undefined;
  return { events, cursor: full ? `${cursorOf({ at: last.at, id: last._id })}~${next}` : next, more: full };
}
