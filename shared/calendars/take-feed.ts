import { localDate, monthOf } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";
import type { ImportedStay, StoredCalendar } from "../store/calendar-documents.ts";
import type { StoredMonth } from "../store/documents.ts";
import { readMonthsFrom, writeClaims } from "../store/imported-claims.ts";
import { readProperty } from "../store/properties.ts";
import { transact, type Transaction, type TransactionContext } from "../store/transact.ts";
import { settleFreshness } from "./own.ts";
import { planClaims } from "./plan-claims.ts";
import { tell, tellConflicts } from "./tell.ts";

/** What a reading found. */
export interface Reading {
  /** Which of the calendar's readings it is. */
  reading: number;
  /** Those that are kept where absent: the answer was that nothing has changed. */
  stays?: ImportedStay[];
  etag?: string | undefined;
  modified?: string | undefined;
  /** Its host has looked at it: what is gone is gone, however much that is. */
  acceptShorter?: boolean | undefined;
}

/** A calendar that lost at least so many stays, and more than half of them, or all, is doubted. */
const MANY = 3;

/**
 * Makes the claims of a calendar what its stays are, all in one: what is new is claimed, what is gone is freed, what can't be
 * claimed because of bookings is a conflict, and tried again by the next reading. Nothing is done to a booking. The same
 * again changes nothing. What is so much shorter that it may be broken frees nothing; what it has more counts.
 *
 * @returns the calendar as it now is; `undefined` where a reading that began later was taken, or there is no such calendar
 */
export async function takeFeed(context: TransactionContext, calendarId: Id, propertyId: Id, found: Reading): Promise<StoredCalendar | undefined> {
  return transact(context, async (tx) => {
    const calendar = await tx.store.calendars.findById(calendarId, null, { session: tx.session }).lean();
    if (!calendar || calendar.reading !== found.reading) return undefined;
    const { timeZone } = await readProperty(tx, propertyId);
    const today = localDate(tx.now, timeZone);
    const kept = calendar.stays.filter(({ checkOut }) => checkOut > today);
    const read = (found.stays ?? kept).filter(({ checkOut }) => checkOut > today);
    const doubt = found.acceptShorter || !isMuchShorter(kept.length, read.length) ? undefined : { before: kept.length, now: read.length };
    const stays = doubt ? withMore(kept, read) : read;
    const { changed, conflicts: conflicting } = planClaims(calendar, stays, await readMonthsFrom(tx, propertyId, monthOf(today)), today, tx.now);
    const conflicts = conflicting.map((one) => ({ ...one, since: calendar.conflicts.find(({ key }) => key === one.key)?.since ?? calendar.reading }));
    const months: StoredMonth[] = [];
    for (const { month, claims } of changed) months.push(await writeClaims(tx, month, claims));
    const taken = await write(tx, calendar, { stays, conflicts, doubt, found });
    if (months.length > 0) await tell(tx, calendar, "calendar.imported", { stays: stays.length }, { months });
    if (doubt && !calendar.doubt) await tell(tx, calendar, "calendar.doubted", doubt);
    await tellConflicts(tx, calendar, conflicts);
    if (!doubt) await settleFreshness(tx, propertyId);
    return taken;
  }, propertyId);
}

const isMuchShorter = (before: number, now: number) => before > 0 && (now === 0 || (before - now >= MANY && now < before / 2));

function withMore(kept: ImportedStay[], read: ImportedStay[]): ImportedStay[] {
  const known = new Set(kept.map(({ id, checkIn, checkOut }) => `${id} ${checkIn} ${checkOut}`));
  return [...kept, ...read.filter(({ id, checkIn, checkOut }) => !known.has(`${id} ${checkIn} ${checkOut}`))];
}

/** What was doubted is read whole again: only what was taken whole is asked for by its tag. */
async function write(tx: Transaction, { _id }: StoredCalendar, { stays, conflicts, doubt, found }: Pick<StoredCalendar, "stays" | "conflicts"> & { doubt: StoredCalendar["doubt"]; found: Reading }): Promise<StoredCalendar> {
  const { etag, modified } = found;
  const set = { stays, conflicts, failures: 0, at: tx.now, ...(doubt ? { doubt } : { readAt: tx.now }), ...(!doubt && found.stays && { ...(etag && { etag }), ...(modified && { modified }) }) };
  const isTagOver = doubt !== undefined || found.stays !== undefined;
  const unset = { problem: "", ...(!doubt && { doubt: "" }), ...(isTagOver && !("etag" in set) && { etag: "" }), ...(isTagOver && !("modified" in set) && { modified: "" }) };
  return (await tx.store.calendars.findByIdAndUpdate(_id, { $set: set, $unset: unset }, { session: tx.session, returnDocument: "after" }).lean())!;
}
