import { STALE_HOURS } from "../contract/calendar.ts";
import type { Id } from "../contract/ids.ts";
import { record } from "../store/events.ts";
import { isStale } from "../store/freshness.ts";
import { readProperty } from "../store/properties.ts";
import { transact, type TransactionContext } from "../store/transact.ts";

/**
 * Tells, once, that a property's calendars were not read for too long. It decides nothing: since then its stays are asked for
 * and not booked at once. @returns whether it was still to be told
 */
export async function tellStale(context: TransactionContext, propertyId: Id): Promise<boolean> {
  return transact(context, async (tx) => {
    const property = await readProperty(tx, propertyId);
    if (property.calendarsStale || !isStale(property, tx.now)) return false;
    await tx.store.properties.updateOne({ _id: propertyId }, { $set: { calendarsStale: true } }, { session: tx.session });
    await record(tx, { type: "calendar.stale", actor: { role: "system" }, propertyId, hostId: property.hostId, data: { hours: STALE_HOURS } });
    return true;
  });
}
