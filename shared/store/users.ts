import type { Id } from "../contract/ids.ts";
import type { Role } from "../contract/user.ts";
import type { StoredUser } from "./documents.ts";
import type { Transaction } from "./transact.ts";

/** @param email in lower case, as `Email` of the contract leaves it */
export async function userByEmail({ store, session }: Pick<Transaction, "store"> & Partial<Transaction>, email: string): Promise<StoredUser | null> {
  return store.users.findOne({ email }, null, { session: session ?? null }).lean();
}

/** Of somebody whose address is not verified yet. */
export async function replaceRegistration({ store, session }: Transaction, id: Id, registration: Pick<StoredUser, "name" | "passwordHash" | "language">): Promise<void> {
  await store.users.updateOne({ _id: id, verified: false }, { $set: registration }, { session });
}

export async function markVerified({ store, session }: Transaction, id: Id): Promise<void> {
  await store.users.updateOne({ _id: id }, { $set: { verified: true } }, { session });
}

/** @returns the person as it now is */
export async function addRole({ store, session }: Transaction, id: Id, role: Role): Promise<StoredUser> {
  return store.users.findOneAndUpdate({ _id: id }, { $addToSet: { roles: role } }, { session, returnDocument: "after" }).orFail().lean();
}

/** @param sub Google's own name of an account */
export async function userByGoogle({ store, session }: Transaction, sub: string): Promise<StoredUser | null> {
  return store.users.findOne({ "google.sub": sub }, null, { session }).lean();
}

/** @returns the person as it now is */
export async function linkGoogle({ store, session }: Transaction, id: Id, change: Pick<StoredUser, "google"> & Partial<StoredUser>): Promise<StoredUser> {
  return store.users.findOneAndUpdate({ _id: id }, { $set: change }, { session, returnDocument: "after" }).orFail().lean();
}
