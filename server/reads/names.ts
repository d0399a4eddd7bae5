import type { Id } from "../../shared/contract/ids.ts";
import type { Store } from "../../shared/store/open.ts";

/** Names live with the person alone: whoever may see them joins them. */
export async function namesOf(store: Store, ids: Id[]): Promise<Map<Id, string>> {
  const users = await store.users.find({ _id: { $in: ids } }, { name: 1 }).lean();
  return new Map(users.map(({ _id, name }) => [_id, name]));
}
