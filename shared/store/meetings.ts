import type { Transaction } from "./transact.ts";

/** What two transactions meet at. It says nothing. */
export interface StoredMeeting {
  _id: string;
  /** Raised each time: a write that changes nothing is none, and would meet nobody. */
  met: number;
  at: Date;
}

/**
 * Of two transactions that meet at the same, one waits and then looks again: for what each decides by what it reads, and
 * would otherwise write past the other.
 */
export async function meetAt({ store, session, now }: Transaction, what: string): Promise<void> {
  await store.meetings.updateOne({ _id: what }, { $set: { at: now }, $inc: { met: 1 } }, { session, upsert: true });
}
