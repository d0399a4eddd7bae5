import type { Id } from "../contract/ids.ts";
import type { Role } from "../contract/user.ts";
import type { StoredUser } from "./documents.ts";
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

/** @returns the person as it now is */
export async function addRole({ store, session }: Transaction, id: Id, role: Role): Promise<StoredUser> {
  return store.users.findOneAndUpdate({ _id: id }, { $addToSet: { roles: role } }, { session, returnDocument: "after" }).orFail().lean();
}
