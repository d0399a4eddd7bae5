import type { Id } from "../contract/ids.ts";
import { record } from "../store/events.ts";
import { openMonths } from "../store/months.ts";
import { changeProperty, readProperty } from "../store/properties.ts";
import { transact } from "../store/transact.ts";
import { acting, SYSTEM, type Context } from "./context.ts";
import { horizonOf } from "./horizon.ts";
import { claimKept } from "./imported/claim-kept.ts";

/** Makes the months that the horizon has reached meanwhile. Writes the property, so that it meets a change of it. @returns how many */
export async function extendMonths(context: Context, id: Id): Promise<number> {
  return transact(context, async (tx) => {
    const property = await readProperty(tx, id);
    const { from, to } = horizonOf(property, tx.now);
    if (!property.monthsUntil || property.monthsUntil >= to) return 0;
    const opened = await openMonths(tx, property, from, to);
    const months = await claimKept(tx, id, opened);
    await changeProperty(tx, id, { monthsUntil: to });
    await record(tx, { type: "property.extended", actor: acting(SYSTEM, "system"), propertyId: id, hostId: property.hostId, months, data: { to } });
    return opened.length;
  });
}
