import { type Night, monthOf } from "../../contract/dates.ts";
import type { Id } from "../../contract/ids.ts";
import type { ImportedConflict, ImportedStay, StoredCalendar } from "../../store/calendar-documents.ts";
import type { StoredMonth } from "../../store/documents.ts";
import { readMonthsFrom, writeClaims } from "../../store/imported-claims.ts";
import type { Transaction } from "../../store/transact.ts";
import { planClaims } from "./plan-claims.ts";
import { tellConflicts } from "./tell.ts";

/** Of one calendar: each is an event, and may be a case. */
const MOST_CONFLICTS = 50;

interface Claiming {
  today: Night;
  /** As `planClaims` has it. */
  only?: ReadonlySet<Id>;
  /** What this transaction has changed already. */
  changed?: StoredMonth[];
}

interface Claimed {
  /** Those that changed, as they now are. */
  months: StoredMonth[];
  conflicts: ImportedConflict[];
}

/**
 * Makes a calendar's claims what its stays are, and tells of conflicts; the calendar itself the caller writes.
 *
 * @returns `undefined` where there are too many conflicts: then nothing was done
 */
export async function claimStays(tx: Transaction, calendar: StoredCalendar, stays: ImportedStay[], { today, only, changed = [] }: Claiming): Promise<Claimed | undefined> {
  const months = await readMonthsFrom(tx, calendar.propertyId, monthOf(today));
  const plan = planClaims(calendar, stays, { months, today, now: tx.now, ours: await oursAmong(tx, calendar, stays), ...(only && { only }) });
  if (plan.conflicts.length > MOST_CONFLICTS) return undefined;
  const conflicts = plan.conflicts.map((one) => ({ ...one, since: calendar.conflicts.find(({ bookingIds }) => bookingIds[0] === one.bookingIds[0])?.since ?? calendar.reading }));
  const before = new Set(changed.map(({ _id }) => _id));
  const written: StoredMonth[] = [];
  for (const { month, claims } of plan.changed) written.push(await writeClaims(tx, month, claims, before.has(month._id)));
  await tellConflicts(tx, calendar, conflicts);
  return { months: written, conflicts };
}

/** What of ours they name: a booking, whatever became of it, or nights of the property. */
async function oursAmong({ store, session }: Transaction, { propertyId }: StoredCalendar, stays: ImportedStay[]): Promise<Set<Id>> {
  const named = [...new Set(stays.flatMap(({ ours }) => ours ?? []))];
  const bookings = named.length > 0 ? await store.bookings.find({ _id: { $in: named }, propertyId }, { _id: 1 }, { session }).lean() : [];
  return new Set([propertyId, ...bookings.map(({ _id }) => _id)]);
}
