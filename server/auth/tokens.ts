import { z } from "zod";
import type { Keys } from "../../shared/accounts/keys.ts";
import { sign, type TokenKind, verify } from "../../shared/accounts/signed.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import { Id } from "../../shared/contract/ids.ts";
import { type Person as PublicPerson, Role } from "../../shared/contract/user.ts";

/** Ten minutes: how long an access token lasts. */
export const ACCESS_SECONDS = 600;

const Access = z.object({ sub: Id, name: z.string(), roles: z.array(Role), family: Id, epoch: z.int() });

const access: TokenKind<z.infer<typeof Access>> = { typ: "at+jwt", seconds: ACCESS_SECONDS, claims: Access };

/** What ends a token before its time: its session, or a new count of its person's. */
export interface Revocable {
  family: Id;
  epoch: number;
}

/** Who a token says it is, and until when it says so. */
export interface Person extends PublicPerson, Revocable {
  expiresAt: Date;
}

/** A token that says who this is for ten minutes, to whoever has the keys, without asking MongoDB. */
export async function signAccessToken(keys: Keys, { id, name, roles, family, epoch }: PublicPerson & Revocable, now = new Date()): Promise<{ accessToken: string; expiresAt: Date }> {
  const { token, expiresAt } = await sign(access, keys, { sub: id, name, roles, family, epoch }, now);
  return { accessToken: token, expiresAt };
}

/** @throws Refusal `unauthenticated` where it is not one of ours, was changed, or has ended */
export async function verifyAccessToken(keys: Keys, token: string, now = new Date()): Promise<Person> {
  const read = await verify(access, keys, token, now);
  if (!read) throw new Refusal("unauthenticated", "The access token is not valid, or no longer; sign in again or refresh");
  const { sub, ...claims } = read.claims;
  return { id: sub, ...claims, expiresAt: read.expiresAt };
}

/** @throws Refusal `unauthenticated` where it is worth nothing, or nothing any more */
export type Verify = (token: string) => Promise<Person>;
