/** What calendars have said already, where nights come to be or are freed between two readings. */
import { isDeepStrictEqual } from "node:util";
import { trusted } from "mongoose";
import { daysIn, localDate, nightOf } from "../../contract/dates.ts";
import type { Id } from "../../contract/ids.ts";
import type { StoredCalendar } from "../../store/calendar-documents.ts";
import type { StoredMonth } from "../../store/documents.ts";
import { readProperty } from "../../store/properties.ts";
import type { Transaction } from "../../store/transact.ts";
import { claimStays } from "./claim-stays.ts";

/**
 * Gives months that this transaction has opened or rewritten to what calendars keep of them.
 *
 * @returns these and any other that changed, as they now are; each is one version newer than before the transaction
 */
export async function claimKept(tx: Transaction, propertyId: Id, opened: StoredMonth[]): Promise<StoredMonth[]> {
  return claim(tx, propertyId, opened, () => undefined);
}

/**
 * Gives nights that this transaction has freed to stays that wait for them. Closed nights wait for nothing: they may be what
 * we have told that platform of the very stay that is over, so that they would keep what should be free.
 *
 * @returns as `claimKept`
 */
export async function claimFreed(tx: Transaction, propertyId: Id, freed: StoredMonth[]): Promise<StoredMonth[]> {
  return claim(tx, propertyId, freed, ({ stays, conflicts }) => new Set([...stays.filter(({ kind }) => kind === "reserved"), ...conflicts].map(({ id }) => id)));
}

async function claim(tx: Transaction, propertyId: Id, changed: StoredMonth[], onlyOf: (calendar: StoredCalendar) => Set<Id> | undefined): Promise<StoredMonth[]> {
  const calendars = changed.length > 0 ? await withStaysIn(tx, propertyId, changed) : [];
  if (calendars.length === 0) return changed;
  const today = localDate(tx.now, (await readProperty(tx, propertyId)).timeZone);
  const now = new Map(changed.map((month) => [month._id, month]));
  for (const calendar of calendars) {
    const only = onlyOf(calendar);
    const stays = calendar.stays.filter(({ id, checkOut }) => checkOut > today && (only?.has(id) ?? true));
    const claimed = await claimStays(tx, calendar, stays, { today, ...(only && { only }), changed: [...now.values()] });
    for (const month of claimed?.months ?? []) now.set(month._id, month);
    if (claimed && !isDeepStrictEqual(claimed.conflicts, calendar.conflicts)) {
      await tx.store.calendars.updateOne({ _id: calendar._id }, { $set: { conflicts: claimed.conflicts, at: tx.now } }, { session: tx.session });
    }
  }
  return [...now.values()];
}

/** Most properties have none, and most nights that are freed nobody else has asked for. */
async function withStaysIn({ store, session }: Transaction, propertyId: Id, months: StoredMonth[]): Promise<StoredCalendar[]> {
  const names = months.map(({ month }) => month).sort();
  const [first, last] = [names[0]!, names.at(-1)!];
  const overlapping = { checkIn: { $lte: nightOf(last, daysIn(last)) }, checkOut: { $gt: nightOf(first, 1) } };
  return store.calendars.find({ propertyId, stays: trusted({ $elemMatch: overlapping }) }, null, { session }).sort({ createdAt: 1, _id: 1 }).lean();
}
