/**
 * Sessions as chains of refresh tokens: each is exchanged once for its successor, and all that follow from one login are
 * a family, one device of its person. A token that comes back after it was exchanged was copied, so its family ends. Only
 * digests are kept.
 */
import { createHash, randomBytes } from "node:crypto";
import { trusted } from "mongoose";
import type { Id } from "../contract/ids.ts";
import { newId } from "./ids.ts";
import type { StoredSession } from "./documents.ts";
import type { Transaction } from "./transact.ts";

export const SESSION_SECONDS = 30 * 86_400;

/** However often it is used, who signed in longer ago signs in anew. */
const LONGEST_SECONDS = 180 * 86_400;

/** Two tabs may exchange one token at nearly the same time, or an answer may get lost: so long the answer is the same again. */
const GRACE_SECONDS = 10;

const later = (from: Date, seconds: number) => new Date(from.getTime() + seconds * 1000);
const digestOf = (token: string) => createHash("sha256").update(token).digest("base64url");

/** The tokens that may follow one, that of the newest key first: the same each time, so that none has to be kept. */
export type Successors = (token: string) => string[];

type Device = Pick<StoredSession, "family" | "userId" | "agent" | "startedAt">;

async function keep({ store, session, now }: Transaction, token: string, { family, userId, agent, startedAt }: Device): Promise<void> {
  await store.sessions.create([{ _id: digestOf(token), family, userId, agent, startedAt, at: now, expiresAt: later(now, SESSION_SECONDS) }], { session });
}

/** Begins a family. @param agent what the device calls itself. @returns its first refresh token */
export async function startSession(tx: Transaction, userId: Id, agent: string): Promise<{ token: string; family: Id }> {
  const token = randomBytes(32).toString("base64url");
  const family = newId();
  await keep(tx, token, { family, userId, agent, startedAt: tx.now });
  return { token, family };
}

export type Exchanged =
  | { outcome: "exchanged"; token: string; userId: Id; family: Id }
  /** It was exchanged before, and whoever has it now is not who had it then, or was: neither can be told. */
  | { outcome: "reused"; userId: Id; family: Id }
  | { outcome: "unknown" };

/** Exchanges a token for its successor. Within the grace again for the same, unless that one was itself exchanged. */
export async function exchange(tx: Transaction, token: string, successors: Successors): Promise<Exchanged> {
  const { store, session, now } = tx;
  const known = await store.sessions.findOne({ _id: digestOf(token), expiresAt: trusted({ $gt: now }) }, null, { session }).lean();
  if (!known || later(known.startedAt, LONGEST_SECONDS) <= now) return { outcome: "unknown" };
  const { _id, userId, family, usedAt } = known;
  if (usedAt && !(await isInGrace(tx, known))) return { outcome: "reused", userId, family };
  const candidates = successors(token);
  const next = usedAt ? candidates.find((candidate) => digestOf(candidate) === known.next) : candidates[0];
  if (next === undefined) return { outcome: "unknown" }; // its key has gone out of use within these seconds
  // Counted, so that two exchanges at once, or an exchange and an end, conflict.
  await store.sessions.updateOne({ _id }, { $inc: { uses: 1 }, ...(!usedAt && { $set: { usedAt: now, next: digestOf(next) } }) }, { session });
  if (!usedAt) await keep(tx, next, known);
  return { outcome: "exchanged", token: next, userId, family };
}

async function isInGrace({ store, session, now }: Transaction, { usedAt, next }: StoredSession): Promise<boolean> {
  if (later(usedAt!, GRACE_SECONDS) <= now) return false;
  const successor = await store.sessions.findById(next, null, { session }).lean();
  return successor !== null && successor.usedAt === undefined;
}

/** Whose session a token belongs to, whichever of its tokens it is. */
export async function sessionOf({ store, session }: Transaction, token: string): Promise<StoredSession | null> {
  return store.sessions.findById(digestOf(token), null, { session }).lean();
}

/** @returns whether there was one of this person */
export async function endFamily({ store, session }: Transaction, { userId, family }: Pick<StoredSession, "userId" | "family">): Promise<boolean> {
  const { deletedCount } = await store.sessions.deleteMany({ userId, family }, { session });
  return deletedCount > 0;
}

export async function endFamilies({ store, session }: Transaction, userId: Id): Promise<void> {
  await store.sessions.deleteMany({ userId }, { session });
}

/** A person's devices: of each the token that was not exchanged yet, latest use first. */
export async function sessionsOf({ store, clock }: Pick<Transaction, "store"> & { clock(): Promise<Date> }, userId: Id): Promise<StoredSession[]> {
  return store.sessions.find({ userId, usedAt: { $exists: false }, expiresAt: { $gt: await clock() } }).sort({ at: -1, _id: 1 }).lean();
}
