/** What `AUTH_KEYS` says: the keys of signed tokens, each with a name. */
import { createSecretKey, type KeyObject } from "node:crypto";
import { z } from "zod";

const SHORTEST_SECRET_BYTES = 32;

export interface AuthKey {
  kid: string;
  /** A key object: it does not show itself when logged. */
  secret: KeyObject;
}

function parseAuthKey(text: string): AuthKey {
  const [kid = "", secret = "", ...rest] = text.split(":");
  if (!/^[\w.-]{1,40}$/.test(kid) || !/^[\w-]+$/.test(secret) || rest.length > 0) throw new Error("must be kid:secret, with the secret as base64url");
  const bytes = Buffer.from(secret, "base64url");
  if (bytes.length < SHORTEST_SECRET_BYTES) throw new Error(`has a secret of ${bytes.length} bytes; at least ${SHORTEST_SECRET_BYTES} are needed`);
  return { kid, secret: createSecretKey(bytes) };
}

export const AuthKeys = z.string().transform((text, context): AuthKey[] => {
  const keys: AuthKey[] = [];
  for (const [at, part] of text.split(",").entries()) {
    try {
      keys.push(parseAuthKey(part.trim()));
    } catch (error) {
      context.addIssue({ code: "custom", message: `key ${at + 1} ${(error as Error).message}` });
    }
  }
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) context.addIssue({ code: "custom", message: "uses one kid twice" });
  return keys;
});
