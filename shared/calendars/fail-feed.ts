import type { Id } from "../contract/ids.ts";
import type { StoredCalendar } from "../store/calendar-documents.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import { nextReading } from "./schedule.ts";
import { tell } from "../booking/imported/tell.ts";

/**
 * Writes down that a calendar could not be read. What it has taken stays taken.
 *
 * @returns the calendar as it now is; `undefined` where a reading began later, or there is no such calendar
 */
export async function failFeed(context: TransactionContext, calendarId: Id, reading: number, problem: string): Promise<StoredCalendar | undefined> {
  return transact(context, async (tx) => {
    const calendar = await tx.store.calendars.findById(calendarId, null, { session: tx.session }).lean();
    if (!calendar || calendar.reading !== reading) return undefined;
    const failures = calendar.failures + 1;
    if (failures === 1) await tell(tx, calendar, "calendar.failed", { problem });
    const set = { failures, problem, nextAt: nextReading(tx.now, failures), at: tx.now };
    return (await tx.store.calendars.findByIdAndUpdate(calendarId, { $set: set }, { session: tx.session, returnDocument: "after" }).lean())!;
  });
}
