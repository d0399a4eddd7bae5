import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { StoredProperty } from "./documents.ts";
import type { Transaction } from "./transact.ts";

type Reader = Pick<Transaction, "store"> & Partial<Transaction>;

/** @throws Refusal `not_found` */
export async function readProperty({ store, session }: Reader, id: Id): Promise<StoredProperty> {
  const property = await store.properties.findById(id, null, { session: session ?? null }).lean();
  if (!property) throw new Refusal("not_found", "There is no such property");
  return property;
}

/** A property that anyone may see. @throws Refusal `not_found` */
export async function readListed(reader: Reader, id: Id): Promise<StoredProperty> {
  const property = await readProperty(reader, id);
  if (property.status !== "listed") throw new Refusal("not_found", "There is no such property");
  return property;
}

/** A property of this host. @throws Refusal `not_found`, also where it is another's */
export async function readOwn(reader: Reader, id: Id, hostId: Id | undefined): Promise<StoredProperty> {
  const property = await readProperty(reader, id);
  if (property.hostId !== hostId) throw new Refusal("not_found", "There is no such property of yours");
  return property;
}

export async function changeProperty(tx: Transaction, id: Id, change: Partial<StoredProperty>): Promise<StoredProperty> {
  const property = await tx.store.properties
    .findByIdAndUpdate(id, { $set: { ...change, at: tx.now } }, { session: tx.session, returnDocument: "after" })
    .lean();
  if (!property) throw new Refusal("not_found", "There is no such property");
  return property;
}
