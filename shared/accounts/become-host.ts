import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { Me } from "../contract/user.ts";
import { record } from "../store/events.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import { addRole } from "../store/users.ts";
import { meOf } from "./person.ts";

/**
 * Adds the role; tokens signed from now on carry it. Again is as once.
 *
 * @throws Refusal `unauthenticated` where the person is gone
 */
export async function becomeHost(context: TransactionContext, { id }: { id: Id }): Promise<Me> {
  return transact(context, async (tx) => {
    const before = await tx.store.users.findById(id, null, { session: tx.session }).lean();
    if (!before) throw new Refusal("unauthenticated", "This account no longer exists");
    if (before.roles.includes("host")) return meOf(before);
    const user = await addRole(tx, id, "host");
    await record(tx, { type: "user.became_host", actor: { id, role: "guest" }, userId: id, data: {} });
    return meOf(user);
  });
}
