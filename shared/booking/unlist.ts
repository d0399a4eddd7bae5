import type { Id } from "../contract/ids.ts";
import type { StoredProperty } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { changeProperty, readOwn } from "../store/properties.ts";
import { transact } from "../store/transact.ts";
import { acting, type Actor, type Context } from "./context.ts";

/** Takes a property off the list: nobody holds it any more, what is held or booked stays. @throws Refusal `not_found` */
export async function unlist(context: Context, actor: Actor, { id }: { id: Id }): Promise<StoredProperty> {
  return transact(context, async (tx) => {
    const property = await readOwn(tx, id, actor.id);
    if (property.status !== "listed") return property;
    const unlisted = await changeProperty(tx, id, { status: "unlisted" });
    await record(tx, { type: "property.unlisted", actor: acting(actor, "host"), propertyId: id, hostId: property.hostId, data: {} });
    return unlisted;
  });
}
