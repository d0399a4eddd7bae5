import type { Id } from "../contract/ids.ts";
import type { StoredProperty } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { openMonths } from "../store/months.ts";
import { changeProperty, readOwn } from "../store/properties.ts";
import { transact } from "../store/transact.ts";
import { acting, type Actor, type Context } from "./context.ts";
import { horizonOf, laterMonth } from "./horizon.ts";
import { claimKept } from "./imported/claim-kept.ts";

/** Lists a property: from now on it is found, and its months exist. Again is as once. @throws Refusal `not_found` */
export async function list(context: Context, actor: Actor, { id }: { id: Id }): Promise<StoredProperty> {
  return transact(context, async (tx) => {
    const property = await readOwn(tx, id, actor.id);
    if (property.status === "listed") return property;
    const { from, to } = horizonOf(property, tx.now);
    const months = await claimKept(tx, id, await openMonths(tx, property, from, to));
    const listed = await changeProperty(tx, id, { status: "listed", monthsUntil: laterMonth(property.monthsUntil, to) });
    await record(tx, { type: "property.listed", actor: acting(actor, "host"), propertyId: id, hostId: property.hostId, months, data: {} });
    return listed;
  });
}
