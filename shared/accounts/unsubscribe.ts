/** Each letter that a person can do without carries a link that ends its kind. Whoever has the letter needs no password for that. */
import { z } from "zod";
import { Refusal } from "../contract/errors.ts";
import { Id } from "../contract/ids.ts";
import { LetterTopic } from "../contract/user.ts";
import { record } from "../store/events.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import type { Keys } from "./keys.ts";
import { sign, type TokenKind, verify } from "./signed.ts";

const Unsubscribing = z.object({ sub: Id, topic: LetterTopic });
type Unsubscribing = z.infer<typeof Unsubscribing>;

/** Ten years: no letter is looked at later. */
const kind: TokenKind<Unsubscribing> = { typ: "unsubscribe+jwt", seconds: 10 * 365 * 86_400, claims: Unsubscribing };

export async function unsubscribeToken(keys: Keys, userId: Id, topic: LetterTopic, now: Date): Promise<string> {
  return (await sign(kind, keys, { sub: userId, topic }, now)).token;
}

type Context = TransactionContext & { keys: Keys };

/** What a link would end, and whether that is still to be done. @throws Refusal `invalid_input` */
export async function unsubscribing(context: Context, { token }: { token: string }): Promise<{ topic: LetterTopic; wanted: boolean }> {
  const { sub, topic } = await read(context, token);
  const user = await context.store.users.findById(sub).lean();
  if (!user || user.deletedAt) throw refusal();
  return { topic, wanted: user.letters?.[topic] !== false };
}

/** Again is as once. @throws Refusal `invalid_input` where it is no link of ours, or its person is gone */
export async function unsubscribe(context: Context, { token }: { token: string }): Promise<{ topic: LetterTopic; wanted: boolean }> {
  const { sub, topic } = await read(context, token);
  await transact(context, async (tx) => {
    const user = await tx.store.users.findById(sub, null, { session: tx.session }).lean();
    if (!user || user.deletedAt) throw refusal();
    if (user.letters?.[topic] === false) return;
    await tx.store.users.updateOne({ _id: sub }, { $set: { [`letters.${topic}`]: false } }, { session: tx.session });
    await record(tx, { type: "user.preferences_changed", actor: { id: sub, role: "guest" }, userId: sub, data: { letters: { [topic]: false } } });
  });
  return { topic, wanted: false };
}

async function read({ keys, clock }: Context, token: string): Promise<Unsubscribing> {
  const { claims } = (await verify(kind, keys, token, await clock())) ?? {};
  if (!claims) throw refusal();
  return claims;
}

function refusal(): Refusal {
  const fields = [{ field: "query.token", problem: "is not valid, or no longer" }];
  return new Refusal("invalid_input", "This link is not valid, or no longer; sign in and choose your letters in your account", { fields });
}
