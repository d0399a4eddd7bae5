import { trusted } from "mongoose";
import { type MailedKind, mailedToken } from "../../shared/accounts/tokens.ts";
import type { EventType } from "../../shared/contract/events.ts";
import type { StoredUser } from "../../shared/store/documents.ts";
import type { MailContext } from "./context.ts";
import { recipientOf } from "./facts.ts";
import { type AccountKind, type LetterFacts, type LetterKind, rulesOf } from "./letters/kinds.ts";
import type { LetterJob } from "./plan.ts";

export const isOfAccount = (kind: LetterKind): kind is AccountKind => rulesOf(kind).to === "account";

/** Those whose token is asked for: asked for several times, one letter does, the last. */
const ASKED = { verification: "user.registered", reset: "user.reset_asked", new_email: "user.email_asked" } as const satisfies Partial<Record<AccountKind, EventType>>;

/** @param to the old address of a person who has another now */
export async function accountFacts(context: MailContext, kind: AccountKind, user: StoredUser, letter: LetterJob, to: string | undefined): Promise<LetterFacts | undefined> {
  const { publicUrl } = context;
  const recipient = recipientOf(user);
  if (kind === "email_changed") return to === undefined ? undefined : { kind, recipient: { ...recipient, email: to } };
  if (kind === "password_changed") return { kind, recipient, link: `${publicUrl}/forgot` };
  if (await isAskedAgain(context, ASKED[kind], letter)) return undefined;
  const token = (of: MailedKind, email: string) => mailedToken(context.keys, of, user, email);
  if (kind === "reset") return user.verified ? { kind, recipient, link: `${publicUrl}/reset?token=${await token(kind, user.email)}` } : undefined;
  const verify = async (email: string) => `${publicUrl}/verify-email?token=${await token(kind, email)}`;
  if (kind === "verification") return user.verified ? undefined : { kind, recipient, link: await verify(user.email) };
  const { newEmail } = user;
  return newEmail === undefined ? undefined : { kind, recipient: { ...recipient, email: newEmail }, link: await verify(newEmail) };
}

async function isAskedAgain({ store }: MailContext, type: EventType, { userId, at }: LetterJob): Promise<boolean> {
  return (await store.events.exists({ type, at: trusted({ $gt: at }), userId })) !== null;
}
