import type { Actor } from "../booking/context.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { StoredUser } from "../store/documents.ts";
import type { Store } from "../store/open.ts";
import { addRole } from "../store/users.ts";

/** Adds the role; tokens signed from now on carry it. @throws Refusal `unauthenticated` where the person is gone */
export async function becomeHost({ store }: { store: Store }, actor: Actor & { id: Id }): Promise<StoredUser> {
  const user = await addRole(store, actor.id, "host");
  if (!user) throw new Refusal("unauthenticated", "This account no longer exists");
  return user;
}
