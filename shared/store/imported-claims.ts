/** Claims of stays that other platforms have. */
import type { Month } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";
import type { Claim, StoredMonth } from "./documents.ts";
import type { Transaction } from "./transact.ts";

/** All months of a property from this one on. */
export async function readMonthsFrom({ store, session }: Pick<Transaction, "store"> & Partial<Transaction>, propertyId: Id, from: Month): Promise<StoredMonth[]> {
  return store.months.find({ propertyId, month: { $gte: from } }, null, { session: session ?? null }).sort({ _id: 1 }).lean();
}

/**
 * Writes a month's claims, worked out from the month as this transaction has read it: where somebody has changed it since,
 * the attempt ends, and the next one works them out anew.
 *
 * @param again whether this transaction has changed the month already: each version of it is told once
 * @returns the month as it now is
 */
export async function writeClaims({ store, session, now }: Transaction, { _id, version }: StoredMonth, claims: Claim[], again: boolean): Promise<StoredMonth> {
  const changed = await store.months.findOneAndUpdate(
    { _id, version },
    { $set: { claims, at: now }, $inc: { version: again ? 0 : 1 } },
    { session, returnDocument: "after", lean: true },
  );
  if (!changed) throw new Error(`${_id} is not as it was read`);
  return changed;
}

/** Gives back all that a calendar took. @returns the months that changed, as they now are */
export async function dropImported(tx: Transaction, propertyId: Id, calendarId: Id): Promise<StoredMonth[]> {
  return updateImported(tx, propertyId, calendarId, { $pull: { claims: { calendarId } } });
}

/** Writes a calendar's other name into what it took. @returns the months that changed, as they now are */
export async function renameImported(tx: Transaction, propertyId: Id, calendarId: Id, name: string): Promise<StoredMonth[]> {
  return updateImported(tx, propertyId, calendarId, { $set: { "claims.$[its].note": name } }, [{ "its.calendarId": calendarId }]);
}

async function updateImported({ store, session, now }: Transaction, propertyId: Id, calendarId: Id, update: { $pull?: object; $set?: object }, arrayFilters?: Record<string, Id>[]): Promise<StoredMonth[]> {
  const ids = (await store.months.find({ propertyId, "claims.calendarId": calendarId }, { _id: 1 }, { session }).lean()).map(({ _id }) => _id);
  await store.months.updateMany(
    { _id: { $in: ids } },
    { ...update, $set: { ...update.$set, at: now }, $inc: { version: 1 } },
    { session, ...(arrayFilters && { arrayFilters }) },
  );
  return store.months.find({ _id: { $in: ids } }, null, { session }).sort({ _id: 1 }).lean();
}
