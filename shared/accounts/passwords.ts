import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** Argon2id is the package's default algorithm; the cost is named, so that an update of the package can't change it. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** @returns an argon2id hash in PHC form, with its salt and cost */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** The hash of a password nobody knows: made at once, so that the first stranger costs no more than the second. */
const nobodys = hashPassword(randomBytes(32).toString("base64url"));

/** @param passwordHash `undefined` where there is no such person: takes the same time, and is false */
export async function isPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobodys), password);
  return passwordHash !== undefined && matches;
}
