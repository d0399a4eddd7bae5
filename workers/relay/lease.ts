/** Who relays: one of all relays, for as long as it renews its lease in MongoDB, by that one's clock. */
import type { mongo } from "mongoose";
import type { Position } from "../../shared/feed/cluster/node.ts";
import { toPosition, toTimestamp } from "../../shared/feed/follow.ts";
import type { Store } from "../../shared/store/open.ts";

/** Milliseconds from a renewal to its end. */
export const LEASE = 3000;
/** Seconds. Nodes that were told of no more than this long ago feed themselves by now, and need nothing from there. */
const OUTDATED = 30;

interface StoredLease {
  _id: "relay";
  holder: string;
  /** How often somebody began to lead. */
  term: number;
  until: Date;
  /** Another with each renewal; the stream carries it. */
  proof: string;
  /** Up to here nodes have been told. */
  position?: mongo.Timestamp;
}

export interface Lease {
  term: number;
  /** Where the one before had got; absent where nothing is to be gained by beginning there. */
  position: Position | undefined;
  /** @returns false where it is another's now. Rejects where MongoDB can't be asked */
  renew(proof: string, position: Position | undefined): Promise<boolean>;
  /** Lets another begin at once. */
  giveUp(position: Position | undefined): Promise<void>;
}

const WAIT = { maxTimeMS: LEASE } as const;

/** One that ends later than any could was made by another clock. @returns `undefined` while it is another's */
export async function takeLease(store: Store, holder: string): Promise<Lease | undefined> {
  const leases = store.connection.collection<StoredLease>("leases");
  await leases.updateOne({ _id: "relay" }, { $setOnInsert: { holder: "", term: 0, until: new Date(0), proof: "" } }, { upsert: true });
  const session = await store.connection.startSession();
  try {
    const taken = await leases.findOneAndUpdate(
      { _id: "relay", $expr: { $or: [{ $lte: ["$until", "$$NOW"] }, { $gt: ["$until", { $add: ["$$NOW", LEASE] }] }] } },
      [{ $set: { holder, term: { $add: ["$term", 1] }, until: { $add: ["$$NOW", LEASE] }, proof: { $concat: [holder, " begins"] } } }],
      { ...WAIT, returnDocument: "after", session },
    );
    if (!taken) return undefined;
    const { term, position } = taken;
    const isOld = !position || session.operationTime!.high - position.high > OUTDATED;
    const own = { _id: "relay", holder, term } as const;
    const at = (to: Position | undefined) => (to === undefined ? {} : { position: toTimestamp(to) });
    return {
      term,
      position: isOld ? undefined : toPosition(position),
      async renew(proof, to) {
        const { matchedCount } = await leases.updateOne(own, [{ $set: { until: { $add: ["$$NOW", LEASE] }, proof: { $literal: proof }, ...at(to) } }], WAIT);
        return matchedCount === 1;
      },
      async giveUp(to) {
        await leases.updateOne(own, [{ $set: { until: "$$NOW", ...at(to) } }], WAIT);
      },
    };
  } finally {
    await session.endSession();
  }
}
