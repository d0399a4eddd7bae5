import { trusted } from "mongoose";
import { passOverThere } from "../../shared/store/already-there.ts";
import { newId } from "../../shared/store/ids.ts";
import type { StoredDelivery } from "../../shared/store/letter-documents.ts";
import type { Transaction, TransactionContext } from "../../shared/store/transact.ts";
import type { LetterJob } from "./plan.ts";

/** Milliseconds that a letter is one sender's alone; longer than any mail server is waited for. */
export const LEASE = 60_000;

export const endOf = (now: Date) => new Date(now.getTime() + LEASE);

/** A delivery that is one sender's for a while. */
export interface Taken {
  mine: true;
  delivery: StoredDelivery;
  /** Has it for a whole `LEASE` again. @returns whether it still was this sender's */
  keep(): Promise<boolean>;
  /** Writes down what became of it. @returns when to look again, where it was not this sender's any more */
  settle(state: "sent" | "void"): Promise<Date | undefined>;
  /** The same in a transaction. @returns whether it still was this sender's */
  settleIn(tx: Pick<Transaction, "store" | "now"> & Partial<Transaction>, state: StoredDelivery["state"]): Promise<boolean>;
  /** Anybody may take it at once. */
  letGo(): Promise<unknown>;
}

/** Takes the delivery of a letter; of several at once one does. Otherwise says until when it is another's, and of one that is done nothing. */
export async function take({ store, clock }: TransactionContext, letter: LetterJob): Promise<Taken | { mine: false; until: Date | undefined }> {
  const now = await clock();
  const { key: _id, kind, userId, bookingId } = letter;
  const fresh = { kind, userId, ...(bookingId && { bookingId }), state: "waiting", at: now };
  await store.deliveries.updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true }).catch(passOverThere);
  const taking = newId();
  const free: object = { _id, $or: [{ state: "waiting" }, { state: "sending", until: trusted({ $lte: now }) }] };
  const delivery = await store.deliveries.findOneAndUpdate(free, { $set: { state: "sending", taking, until: endOf(now), at: now } }, { returnDocument: "after" }).lean();
  if (!delivery) return { mine: false, until: (await store.deliveries.findById(_id).lean())?.until };

  const mine = { _id, taking };
  const settleIn: Taken["settleIn"] = async ({ store: { deliveries }, now: at, session }, state) => {
    const over = { until: "", taking: "", ...(state !== "waiting" && { to: "" }) } as const;
    return (await deliveries.updateOne(mine, { $set: { state, at }, $unset: over }, { ...(session && { session }) })).matchedCount === 1;
  };
  const settle = async (state: StoredDelivery["state"]) => {
    const at = await clock();
    return (await settleIn({ store, now: at }, state)) ? undefined : endOf(at);
  };
  return {
    mine: true,
    delivery,
    async keep() {
      return (await store.deliveries.updateOne(mine, { $set: { until: endOf(await clock()) } })).matchedCount === 1;
    },
    settle,
    settleIn,
    letGo: () => settle("waiting"),
  };
}
