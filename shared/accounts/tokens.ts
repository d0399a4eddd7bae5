import { createHash } from "node:crypto";
import { z } from "zod";
import { Id } from "../contract/ids.ts";
import type { StoredUser } from "../store/documents.ts";
import type { Keys } from "./keys.ts";
import { sign, type TokenKind, verify } from "./signed.ts";

const Verification = z.object({ sub: Id, email: z.string(), of: z.string() });
type Verification = z.infer<typeof Verification>;
export type Registered = Pick<StoredUser, "_id" | "email" | "passwordHash">;

const verification: TokenKind<Verification> = { typ: "verify-email+jwt", seconds: 24 * 3600, claims: Verification };

/** What the letter to a new address carries: whoever has it reads that address' mail. Ends after 24 hours. */
export async function verificationToken(keys: Keys, user: Registered, now = new Date()): Promise<string> {
  const { token } = await sign(verification, keys, { sub: user._id, email: user.email, of: registrationOf(user) }, now);
  return token;
}

/** @returns whose address it verifies, and of which registration; `undefined` where it is not one of ours or has ended */
export async function readVerificationToken(keys: Keys, token: string, now = new Date()): Promise<{ userId: Id; email: string; registration: string } | undefined> {
  const read = await verify(verification, keys, token, now);
  return read && { userId: read.claims.sub, email: read.claims.email, registration: read.claims.of };
}

/**
 * Names one registration of an address without telling anything of its password: whoever follows an older letter must not
 * verify what somebody else has registered since.
 */
export function registrationOf({ passwordHash }: Pick<StoredUser, "passwordHash">): string {
  return createHash("sha256").update(passwordHash).digest("base64url").slice(0, 22);
}
