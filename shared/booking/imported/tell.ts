import type { Id } from "../../contract/ids.ts";
import type { EventType } from "../../contract/events.ts";
import { closeCase, openCase } from "../case.ts";
import type { ImportedConflict, StoredCalendar } from "../../store/calendar-documents.ts";
import type { StoredEvent, StoredMonth } from "../../store/documents.ts";
import { record } from "../../store/events.ts";
import type { Transaction } from "../../store/transact.ts";

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

/** One for each booking, however many stays overlap it; one that comes back later is another. */
const caseKey = ({ _id }: StoredCalendar, { bookingIds, since }: ImportedConflict) => `calendar_conflict:${_id}:${bookingIds[0]}:${since}`;

/** Each is told once, and its booking has one case for as long as any lasts. */
export async function tellConflicts(tx: Transaction, calendar: StoredCalendar, conflicts: ImportedConflict[]): Promise<void> {
  const known = new Set(calendar.conflicts.map(({ key }) => key));
  const cases = new Set(calendar.conflicts.map((one) => caseKey(calendar, one)));
  for (const conflict of conflicts) {
    const { checkIn, checkOut, nights, key } = conflict;
    const bookingId = conflict.bookingIds[0]!;
    const data = { checkIn, checkOut, nights };
    if (!known.has(key)) await tell(tx, calendar, "calendar.conflict", data, { bookingId });
    known.add(key);
    const ofBooking = caseKey(calendar, conflict);
    const booking = cases.has(ofBooking) ? null : await tx.store.bookings.findById(bookingId, null, { session: tx.session }).lean();
    if (booking) await openCase(tx, booking, { kind: "calendar_conflict", key: ofBooking, data: { calendarId: calendar._id, calendar: calendar.name, ...data } });
    cases.add(ofBooking);
  }
  const lasting = new Set(conflicts.map((one) => caseKey(calendar, one)));
  await closeConflicts(tx, calendar, calendar.conflicts.filter((one) => !lasting.has(caseKey(calendar, one))), "The two stays no longer overlap");
}

export async function closeConflicts(tx: Transaction, calendar: StoredCalendar, conflicts: ImportedConflict[], resolution: string): Promise<void> {
  for (const key of new Set(conflicts.map((one) => caseKey(calendar, one)))) await closeCase(tx, key, resolution);
}
