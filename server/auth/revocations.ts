import { Refusal } from "../../shared/contract/errors.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { StoredEvent } from "../../shared/store/documents.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { ACCESS_SECONDS, type Person } from "./tokens.ts";

/** Seconds a transaction may take to commit after its event's `at`. */
const OVERLAP = 120;

/** Which access tokens are worth nothing though they have not ended: what this node has learnt from the events. */
export interface Revocations {
  learn(event: Pick<StoredEvent, "type" | "userId" | "data" | "at">): void;
  /** Learns what was decided while a token of now could have been signed: before this node followed the events, or missed some. */
  load(context: Pick<TransactionContext, "store" | "clock">): Promise<void>;
  isRevoked(person: Pick<Person, "id" | "family" | "epoch">): boolean;
}

export function createRevocations(): Revocations {
  /** When each can be forgotten, because no token that it concerns lasts longer. */
  const families = new Map<Id, number>();
  const epochs = new Map<Id, { least: number; until: number }>();

  function forget(): void {
    const now = Date.now();
    for (const [family, until] of families) if (until < now) families.delete(family);
    for (const [userId, { until }] of epochs) if (until < now) epochs.delete(userId);
  }

  function learn({ type, userId, data }: Parameters<Revocations["learn"]>[0]): void {
    if (type !== "user.revoked" || !userId) return;
    forget();
    const until = Date.now() + (ACCESS_SECONDS + OVERLAP) * 1000;
    const { family, epoch } = data as { family?: Id; epoch?: number };
    if (family) families.set(family, until);
    if (epoch !== undefined) epochs.set(userId, { least: Math.max(epoch, epochs.get(userId)?.least ?? 0), until });
  }

  return {
    learn,
    async load({ store, clock }) {
      const since = new Date((await clock()).getTime() - (ACCESS_SECONDS + OVERLAP) * 1000);
      for await (const event of store.events.find({ type: "user.revoked", at: { $gte: since } }).sort({ at: 1 }).lean().cursor()) learn(event);
    },
    isRevoked: ({ id, family, epoch }) => families.has(family) || epoch < (epochs.get(id)?.least ?? 0),
  };
}

/** @throws Refusal `unauthenticated` */
export function refuseRevoked({ isRevoked }: Revocations, person: Person): Person {
  if (isRevoked(person)) throw new Refusal("unauthenticated", "The access token is worth nothing any more; sign in again or refresh");
  return person;
}
