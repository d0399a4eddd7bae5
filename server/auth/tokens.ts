import { z } from "zod";
import type { Keys } from "../../shared/accounts/keys.ts";
import { sign, type TokenKind, verify } from "../../shared/accounts/signed.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import { Id } from "../../shared/contract/ids.ts";
import { type Person as PublicPerson, Role } from "../../shared/contract/user.ts";

const Access = z.object({ sub: Id, name: z.string(), roles: z.array(Role) });

const access: TokenKind<z.infer<typeof Access>> = { typ: "at+jwt", seconds: 600, claims: Access };

/** Who a token says it is, and until when it says so. */
export interface Person extends PublicPerson {
  expiresAt: Date;
}

/** A token that says who this is for ten minutes, to whoever has the keys, without asking MongoDB. */
export async function signAccessToken(keys: Keys, { id, name, roles }: PublicPerson, now = new Date()): Promise<{ accessToken: string; expiresAt: Date }> {
  const { token, expiresAt } = await sign(access, keys, { sub: id, name, roles }, now);
  return { accessToken: token, expiresAt };
}

/** @throws Refusal `unauthenticated` where it is not one of ours, was changed, or has ended */
export async function verifyAccessToken(keys: Keys, token: string, now = new Date()): Promise<Person> {
  const read = await verify(access, keys, token, now);
  if (!read) throw new Refusal("unauthenticated", "The access token is not valid, or no longer; sign in again or refresh");
  const { sub, name, roles } = read.claims;
  return { id: sub, name, roles, expiresAt: read.expiresAt };
}
