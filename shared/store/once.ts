/** Idempotency: what a request with a key answered, kept in the transaction of what it changed. */
import { createHash } from "node:crypto";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { Store } from "./open.ts";
import type { Transaction } from "./transact.ts";

export interface Once {
  /** Names person, route and key. */
  id: string;
  bodyHash: string;
  /** Set when the answer is that of an earlier request. */
  replayed: boolean;
}

/** @param body the request as parsed, parameters of the path included */
export function onceFor(personId: Id, route: string, key: string, body: unknown): Once {
  const digest = (value: string) => createHash("sha256").update(value).digest("base64url");
  return { id: digest(JSON.stringify([personId, route, key])), bodyHash: digest(JSON.stringify(body)), replayed: false };
}

/** The kept answer, in braces because an answer can be `null`. @throws Refusal `idempotency_mismatch` */
export async function replayOf<T>(store: Store, once: Once): Promise<{ answer: T } | undefined> {
  const kept = await store.once.findById(once.id).lean();
  if (!kept) return undefined;
  if (kept.bodyHash !== once.bodyHash) {
    throw new Refusal("idempotency_mismatch", "This Idempotency-Key was used for another request; make a new key for a new request");
  }
  once.replayed = true;
  return { answer: kept.answer as T };
}

/** First write of the transaction: of two same requests at once, one waits here and then finds the other's answer. */
export async function rememberOnce({ store, session, now }: Transaction, once: Once): Promise<void> {
  await store.once.create([{ _id: once.id, bodyHash: once.bodyHash, at: now }], { session });
}

export async function saveAnswer({ store, session }: Transaction, once: Once, answer: unknown): Promise<void> {
  await store.once.updateOne({ _id: once.id }, { $set: { answer } }, { session });
}
