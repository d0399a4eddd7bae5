import type { Id } from "../contract/ids.ts";
import type { EventType } from "../contract/events.ts";
import { closeCase, openCase } from "../booking/case.ts";
import type { ImportedConflict, StoredCalendar } from "../store/calendar-documents.ts";
import type { StoredEvent, StoredMonth } from "../store/documents.ts";
import { record } from "../store/events.ts";
import type { Transaction } from "../store/transact.ts";

type Told = Extract<EventType, `calendar.${string}`>;

interface More {
  months?: StoredMonth[];
  bookingId?: Id;
  actor?: StoredEvent["actor"];
}

/** Writes down what became of a calendar, without its address. */
export async function tell(tx: Transaction, { _id, propertyId, hostId, name }: StoredCalendar, type: Told, data: object = {}, { actor = { role: "system" }, ...more }: More = {}): Promise<void> {
  await record(tx, { type, actor, propertyId, hostId, ...more, data: { calendarId: _id, name, ...data } });
}

/** One that comes back later is another. */
const caseKey = ({ key, since }: ImportedConflict) => `${key}:${since}`;
const byKey = (conflicts: ImportedConflict[]) => new Map(conflicts.map((conflict) => [caseKey(conflict), conflict]));

/** Each is told once, and is one case for as long as it lasts. */
export async function tellConflicts(tx: Transaction, calendar: StoredCalendar, conflicts: ImportedConflict[]): Promise<void> {
  const [before, now] = [byKey(calendar.conflicts), byKey(conflicts)];
  for (const [key, { checkIn, checkOut, nights, bookingIds }] of now) {
    if (before.has(key)) continue;
    const bookingId = bookingIds[0]!;
    const booking = await tx.store.bookings.findById(bookingId, null, { session: tx.session }).lean();
    const data = { checkIn, checkOut, nights };
    await tell(tx, calendar, "calendar.conflict", data, { bookingId });
    if (booking) await openCase(tx, booking, { kind: "calendar_conflict", key, data: { calendarId: calendar._id, calendar: calendar.name, ...data } });
  }
  await closeConflicts(tx, calendar.conflicts.filter((conflict) => !now.has(caseKey(conflict))), "The two stays no longer overlap");
}

export async function closeConflicts(tx: Transaction, conflicts: ImportedConflict[], resolution: string): Promise<void> {
  for (const key of byKey(conflicts).keys()) await closeCase(tx, key, resolution);
}
