import type { CalendarChange } from "../contract/calendar.ts";
import type { Id } from "../contract/ids.ts";
import { claimFreed } from "../booking/imported/claim-kept.ts";
import { acting, type Actor } from "../booking/context.ts";
import { refuseAddress } from "../outbound/refuse-address.ts";
import type { StoredCalendar } from "../store/calendar-documents.ts";
import { dropImported, renameImported } from "../store/imported-claims.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import { readOwnCalendar, settleFreshness } from "./own.ts";
import { closeConflicts, tell } from "../booking/imported/tell.ts";

/**
 * Renames a calendar, moves it or pauses it. At another address it is read anew, and what it has taken stays taken until then;
 * likewise while it is paused.
 *
 * @throws Refusal `not_found`, `invalid_input`
 */
export async function changeCalendar(context: TransactionContext, actor: Actor, { id, ...change }: CalendarChange & { id: Id }, allow: readonly string[]): Promise<StoredCalendar> {
  if (change.url !== undefined) refuseAddress(change.url, allow);
  return transact(context, async (tx) => {
    const before = await readOwnCalendar(tx, id, actor.id);
    const moved = change.url !== undefined && change.url !== before.url;
    const isReadAgain = moved || (change.enabled === true && !before.enabled);
    const set = { ...change, at: tx.now, ...(isReadAgain && { nextAt: tx.now, failures: 0 }) };
    // A reading under way is of the old address, or is not wanted any more.
    const update = { $set: set as Partial<StoredCalendar>, $inc: { reading: 1 }, ...(moved && { $unset: { etag: "", modified: "", problem: "" } }) };
    const changed = (await tx.store.calendars.findByIdAndUpdate(id, update, { session: tx.session, returnDocument: "after" }).lean())!;
    const months = changed.name === before.name ? [] : await renameImported(tx, changed.propertyId, id, changed.name);
    await settleFreshness(tx, changed.propertyId);
    await tell(tx, changed, "calendar.changed", { fields: Object.keys(change) }, { actor: acting(actor, "host"), months });
    return changed;
  });
}

/** Reads a calendar no longer, and frees all that it has taken. @throws Refusal `not_found` */
export async function removeCalendar(context: TransactionContext, actor: Actor, { id }: { id: Id }): Promise<void> {
  await transact(context, async (tx) => {
    const calendar = await readOwnCalendar(tx, id, actor.id);
    const freed = await dropImported(tx, calendar.propertyId, id);
    await tx.store.calendars.deleteOne({ _id: id }, { session: tx.session });
    await tx.store.calendarAddresses.deleteOne({ _id: id }, { session: tx.session });
    await closeConflicts(tx, calendar, calendar.conflicts, "The calendar was removed");
    const months = await claimFreed(tx, calendar.propertyId, freed);
    await settleFreshness(tx, calendar.propertyId);
    await tell(tx, calendar, "calendar.removed", {}, { actor: acting(actor, "host"), months });
  });
}
