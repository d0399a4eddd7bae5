import mongoose from "mongoose";
import { newId } from "./ids.ts";
import type { StoredEvent, StoredMonth } from "./documents.ts";
import type { Transaction } from "./transact.ts";

/** Bytes of months in one event at most; a document ends at 16 MB, and whoever follows reads events whole. */
const MOST_BYTES = 4_000_000;

/**
 * Writes down what changed, in the transaction that changed it: the only way anyone is told. A change of more months than
 * fit is told in several events of its kind; one of a booking always fits, because a stay is short.
 */
export async function record({ store, session, now }: Transaction, { months = [], ...event }: Omit<StoredEvent, "_id" | "at">): Promise<void> {
  const parts = bySize(months);
  const events = parts.map((part): StoredEvent => ({ ...event, _id: newId(), at: now, ...(part.length > 0 && { months: part }) }));
  await store.events.insertMany(events, { session, ordered: true });
}

/** At least one part, of no months where there are none. */
function bySize(months: StoredMonth[]): StoredMonth[][] {
  const parts: StoredMonth[][] = [[]];
  let bytes = 0;
  for (const month of months) {
    const size = mongoose.mongo.BSON.calculateObjectSize(month);
    if (bytes > 0 && bytes + size > MOST_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)!.push(month);
    bytes += size;
  }
  return parts;
}
