import { createSecretKey } from "node:crypto";
import type { AuthKey, Config } from "../config.ts";
import { keptKey } from "../store/keys.ts";
import type { Store } from "../store/open.ts";

/** Keys of signed tokens: the first signs, all verify. */
export type Keys = readonly AuthKey[];

/** Those of the configuration, else the one that is kept in MongoDB for all nodes. */
export async function openKeys({ store, config }: { store: Store; config: Pick<Config, "authKeys"> }): Promise<Keys> {
  if (config.authKeys) return config.authKeys;
  const { kid, secret } = await keptKey(store);
  return [{ kid, secret: createSecretKey(Buffer.from(secret, "base64url")) }];
}
