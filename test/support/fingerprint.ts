import { createHash } from "node:crypto";
import type { Store } from "../../shared/store/open.ts";

/** Of everything that is stored: the same before and after means that nothing has changed. */
export async function fingerprint(store: Store): Promise<string> {
  const digest = createHash("sha256");
  for (const { name } of (await store.connection.listCollections()).sort((a, b) => a.name.localeCompare(b.name))) {
    for await (const document of store.connection.collection(name).find().sort({ _id: 1 })) digest.update(name).update(JSON.stringify(document));
  }
  return digest.digest("hex");
}
