import { newId } from "./ids.ts";
import type { StoredEvent } from "./documents.ts";
import type { Transaction } from "./transact.ts";

/** Writes down what changed, in the transaction that changed it: the only way anyone is told. */
export async function record({ store, session, now }: Transaction, event: Omit<StoredEvent, "_id" | "at">): Promise<void> {
  await store.events.create([{ ...event, _id: newId(), at: now }], { session });
}
