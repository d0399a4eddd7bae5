import { randomBytes } from "node:crypto";
import type { StoredKey } from "./documents.ts";
import type { Store } from "./open.ts";
import { isDuplicateOf } from "./transact.ts";

/** The service's own key, made by whichever node asks first: all nodes get the same one. */
export async function keptKey(store: Store): Promise<StoredKey> {
  const made = { kid: randomBytes(6).toString("base64url"), secret: randomBytes(32).toString("base64url"), createdAt: new Date() };
  try {
    return await store.keys
      .findOneAndUpdate({ _id: "signing" }, { $setOnInsert: made }, { upsert: true, returnDocument: "after" })
      .orFail()
      .lean();
  } catch (error) {
    if (!isDuplicateOf(error, "keys")) throw error;
    return store.keys.findById("signing").orFail().lean(); // another node inserted it in the same moment
  }
}
