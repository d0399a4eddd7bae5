import { newId } from "./ids.ts";
import type { Store } from "./open.ts";

interface StoredInstallation {
  _id: "installation";
  name: string;
}

/** Names this database, made once: what lies outside of it and belongs to it bears this name, so that two can share a Redis. */
export async function installationName({ connection }: Store): Promise<string> {
  const installation = connection.collection<StoredInstallation>("installation");
  const ensure = () => installation.findOneAndUpdate({ _id: "installation" }, { $setOnInsert: { name: newId() } }, { upsert: true, returnDocument: "after" });
  const found = await ensure().catch(ensure); // two at once: one was first
  return found!.name;
}
