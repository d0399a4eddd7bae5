import type { Store } from "../store/open.ts";

/** `.test` is reserved, so no person has such an address. */
const DEMO = /@vacancy\.test$/;

/**
 * Keeps production from serving accounts whose password all the world knows. Looks through the index of addresses.
 *
 * @throws where there is a demo account, with what to do
 */
export async function refuseDemoAccounts(store: Store): Promise<void> {
  const found = await store.users.findOne({ email: DEMO }, { email: 1, _id: 0 }).lean();
  if (found) throw new Error(`This database holds demo data (${found.email}); production needs a database of its own. Name another in MONGODB_URI`);
}
