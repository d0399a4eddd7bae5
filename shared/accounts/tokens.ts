/** What letters carry: whoever has such a token reads the mail of the address it was sent to. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { Id } from "../contract/ids.ts";
import type { StoredUser } from "../store/documents.ts";
import type { Keys } from "./keys.ts";
import { sign, type TokenKind, verify } from "./signed.ts";

const Mailed = z.object({ sub: Id, email: z.string(), of: z.string() });
type Mailed = z.infer<typeof Mailed>;

const HOUR = 3600;
const kinds = {
  /** Verifies the address of a registration. */
  verification: { typ: "verify-email+jwt", seconds: 24 * HOUR, claims: Mailed },
  /** Verifies the address that is to take another's place. */
  new_email: { typ: "new-email+jwt", seconds: 24 * HOUR, claims: Mailed },
  /** Lets a new password be chosen. */
  reset: { typ: "reset-password+jwt", seconds: HOUR, claims: Mailed },
} as const satisfies Record<string, TokenKind<Mailed>>;
export type MailedKind = keyof typeof kinds;

type Owner = Pick<StoredUser, "_id" | "passwordHash">;

/** @param email the address the letter goes to. It ends with its time, or when the person's password is another. */
export async function mailedToken(keys: Keys, kind: MailedKind, owner: Owner, email: string, now = new Date()): Promise<string> {
  return (await sign(kinds[kind], keys, { sub: owner._id, email, of: passwordOf(owner) }, now)).token;
}

export interface Read {
  userId: Id;
  email: string;
  /** Whether it was written for this person as they are now. */
  isOf(owner: Owner): boolean;
}

/** @returns whose it is; `undefined` where it is none of ours of this kind, or has ended */
export async function readMailedToken(keys: Keys, kind: MailedKind, token: string, now = new Date()): Promise<Read | undefined> {
  const { claims } = (await verify(kinds[kind], keys, token, now)) ?? {};
  return claims && { userId: claims.sub, email: claims.email, isOf: (owner) => owner._id === claims.sub && passwordOf(owner) === claims.of };
}

/** Names one password without telling anything of it: with another one, older letters are worth nothing. */
function passwordOf({ passwordHash }: Owner): string {
  return createHash("sha256").update(passwordHash).digest("base64url").slice(0, 22);
}
