import { errors, jwtVerify, SignJWT } from "jose";
import type { z } from "zod";
import type { Keys } from "./keys.ts";

const NAME = "vacancy";

/** A kind of signed token. Its `typ` keeps one kind from passing for another. */
export interface TokenKind<T> {
  typ: string;
  seconds: number;
  claims: z.ZodType<T>;
}

/** @returns a JWT in compact form, and when it ends (whole seconds) */
export async function sign<T extends { sub: string }>(kind: TokenKind<T>, keys: Keys, claims: T, now: Date): Promise<{ token: string; expiresAt: Date }> {
  const [key] = keys;
  if (!key) throw new Error("There is no key to sign with");
  const issuedAt = Math.floor(now.getTime() / 1000);
  const token = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256", typ: kind.typ, kid: key.kid })
    .setIssuer(NAME)
    .setAudience(NAME)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + kind.seconds)
    .sign(key.secret);
  return { token, expiresAt: new Date((issuedAt + kind.seconds) * 1000) };
}

/** @returns what it says; `undefined` where it is not ours, of another kind, changed, or at its end */
export async function verify<T>(kind: TokenKind<T>, keys: Keys, token: string, now: Date): Promise<{ claims: T; expiresAt: Date } | undefined> {
  const secretOf = ({ kid }: { kid?: string }) => {
    const key = keys.find((known) => known.kid === kid);
    if (!key) throw new errors.JWSInvalid("Unknown key");
    return key.secret;
  };
  try {
    const { payload } = await jwtVerify(token, secretOf, {
      algorithms: ["HS256"], typ: kind.typ, issuer: NAME, audience: NAME, requiredClaims: ["exp", "sub"], currentDate: now,
    });
    const claims = kind.claims.safeParse(payload);
    return claims.success ? { claims: claims.data, expiresAt: new Date((payload.exp as number) * 1000) } : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
