import { randomBytes } from "node:crypto";
import type { StoredKey } from "./documents.ts";
import type { Store } from "./open.ts";

/**
 * The service's own key, made by whichever node asks first: all nodes get the same one. Of upserts at once for one `_id`
 * one inserts, and MongoDB itself tries the others again, which then find it.
 */
export async function keptKey(store: Store): Promise<StoredKey> {
  const made = { kid: randomBytes(6).toString("base64url"), secret: randomBytes(32).toString("base64url"), createdAt: new Date() };
  return store.keys
    .findOneAndUpdate({ _id: "signing" }, { $setOnInsert: made }, { upsert: true, returnDocument: "after" })
    .orFail()
    .lean();
}
