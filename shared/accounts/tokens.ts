import { z } from "zod";
import { Id } from "../contract/ids.ts";
import type { StoredUser } from "../store/documents.ts";
import type { Keys } from "./keys.ts";
import { sign, type TokenKind, verify } from "./signed.ts";

const Verification = z.object({ sub: Id, email: z.string() });
type Verification = z.infer<typeof Verification>;

const verification: TokenKind<Verification> = { typ: "verify-email+jwt", seconds: 24 * 3600, claims: Verification };

/** What the letter to a new address carries: whoever has it reads that address' mail. Ends after 24 hours. */
export async function verificationToken(keys: Keys, user: Pick<StoredUser, "_id" | "email">, now = new Date()): Promise<string> {
  const { token } = await sign(verification, keys, { sub: user._id, email: user.email }, now);
  return token;
}

/** @returns whose address it verifies; `undefined` where it is not one of ours or has ended */
export async function readVerificationToken(keys: Keys, token: string, now = new Date()): Promise<{ userId: Id; email: string } | undefined> {
  const read = await verify(verification, keys, token, now);
  return read && { userId: read.claims.sub, email: read.claims.email };
}
