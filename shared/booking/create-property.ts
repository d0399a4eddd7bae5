import type { Id } from "../contract/ids.ts";
import type { NewProperty } from "../contract/property.ts";
import type { StoredProperty } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { searchFields } from "../store/property-search.ts";
import { newId } from "../store/ids.ts";
import { transact } from "../store/transact.ts";
import { acting, type Actor, type Context } from "./context.ts";

/** Makes a draft: nobody but its host sees it, and it has no months, until it is listed. */
export async function createProperty(context: Context, actor: Actor & { id: Id }, input: NewProperty): Promise<StoredProperty> {
  return transact(context, async (tx) => {
    const property: StoredProperty = {
      ...input, ...searchFields(input), _id: newId(), hostId: actor.id, status: "draft", createdAt: tx.now, at: tx.now,
    };
    await tx.store.properties.create([property], { session: tx.session });
    await record(tx, { type: "property.created", actor: acting(actor, "host"), propertyId: property._id, hostId: actor.id, data: {} });
    return property;
  });
}
