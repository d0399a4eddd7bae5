import type { Id } from "../contract/ids.ts";
import type { Role } from "../contract/user.ts";
import type { StoredUser } from "./documents.ts";
import type { Store } from "./open.ts";
import type { Transaction } from "./transact.ts";

/** @param email in lower case, as `Email` of the contract leaves it */
export async function userByEmail({ store, session }: Pick<Transaction, "store"> & Partial<Transaction>, email: string): Promise<StoredUser | null> {
  return store.users.findOne({ email }, null, { session: session ?? null }).lean();
}

/** @returns whether that changed anything: false where the address was verified before, or is no longer that person's */
export async function markVerified({ store, session }: Transaction, id: Id, email: string): Promise<boolean> {
  const { modifiedCount } = await store.users.updateOne({ _id: id, email, verified: false }, { $set: { verified: true } }, { session });
  return modifiedCount === 1;
}

/** @returns the person as it now is; null where there is none */
export async function addRole(store: Store, id: Id, role: Role): Promise<StoredUser | null> {
  return store.users.findOneAndUpdate({ _id: id }, { $addToSet: { roles: role } }, { returnDocument: "after" }).lean();
}
