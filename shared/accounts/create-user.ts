import type { StoredUser } from "../store/documents.ts";
import { newId } from "../store/ids.ts";
import type { Store } from "../store/open.ts";

export type NewUser = Pick<StoredUser, "email" | "name" | "passwordHash" | "roles"> & Partial<Pick<StoredUser, "_id" | "createdAt" | "language" | "letters">>;

/**
 * Makes a verified person without any letter: for demo data and for tests. One whose id exists stays as it is.
 *
 * @param user its e-mail in lower case, `passwordHash` from `hashPassword`
 * @throws a duplicate key error where the address is another's
 */
export async function createUser(store: Store, { _id = newId(), createdAt = new Date(), ...user }: NewUser): Promise<StoredUser> {
  return store.users
    .findOneAndUpdate({ _id }, { $setOnInsert: { ...user, verified: true, epoch: 0, createdAt } }, { upsert: true, returnDocument: "after" })
    .orFail()
    .lean();
}
