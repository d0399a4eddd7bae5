/**
 * Sessions as chains of refresh tokens: each is exchanged once for its successor, and all that follow from one login are
 * a family. A token that comes back after it was exchanged was copied, so its family ends. Only digests are kept.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Id } from "../contract/ids.ts";
import { newId } from "./ids.ts";
import type { StoredSession } from "./documents.ts";
import { transact, type Transaction, type TransactionContext } from "./transact.ts";

export const SESSION_SECONDS = 30 * 86_400;

/** Two tabs may exchange one token at nearly the same time, or an answer may get lost: so long each exchange succeeds. */
const GRACE_SECONDS = 10;

const later = (from: Date, seconds: number) => new Date(from.getTime() + seconds * 1000);
const digestOf = (token: string) => createHash("sha256").update(token).digest("base64url");

function newToken(family: Id, userId: Id, now: Date): { token: string; session: StoredSession } {
  const token = randomBytes(32).toString("base64url");
  return { token, session: { _id: digestOf(token), family, userId, expiresAt: later(now, SESSION_SECONDS) } };
}

/** Begins a family. @returns its first refresh token */
export async function startSession({ store, clock }: TransactionContext, userId: Id): Promise<string> {
  const { token, session } = newToken(newId(), userId, await clock());
  await store.sessions.create(session);
  return token;
}

/** @returns the successor; `undefined` where the token is unknown, has ended, or was exchanged before, which ends its family */
export async function exchange(context: TransactionContext, token: string): Promise<{ token: string; userId: Id } | undefined> {
  return transact(context, async (tx) => {
    const used = await use(tx, digestOf(token));
    if (!used) {
      await endFamilyOf(tx, token);
      return undefined;
    }
    const next = newToken(used.family, used.userId, tx.now);
    await tx.store.sessions.create([next.session], { session: tx.session });
    return { token: next.token, userId: used.userId };
  });
}

async function use({ store, session, now }: Transaction, digest: string): Promise<StoredSession | null> {
  const fresh = [{ usedAt: { $exists: false } }, { usedAt: { $gt: later(now, -GRACE_SECONDS) } }];
  return store.sessions
    .findOneAndUpdate({ _id: digest, expiresAt: { $gt: now }, $or: fresh }, { $min: { usedAt: now }, $inc: { uses: 1 } }, { session })
    .lean();
}

/** Ends the session this token belongs to, whichever of its tokens it is. */
export async function endSession(context: TransactionContext, token: string): Promise<void> {
  await transact(context, (tx) => endFamilyOf(tx, token));
}

async function endFamilyOf({ store, session }: Transaction, token: string): Promise<void> {
  const found = await store.sessions.findById(digestOf(token), null, { session }).lean();
  if (found) await store.sessions.deleteMany({ family: found.family }, { session });
}
