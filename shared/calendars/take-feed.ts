import { claimStays } from "../booking/imported/claim-stays.ts";
import { tell } from "../booking/imported/tell.ts";
import { localDate } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";
import type { ImportedStay, StoredCalendar } from "../store/calendar-documents.ts";
import { readProperty } from "../store/properties.ts";
import { transact, type Transaction, type TransactionContext } from "../store/transact.ts";
import { FeedProblem } from "./feed-problem.ts";
import { settleFreshness } from "./own.ts";
import { withKeptIds, withMore } from "./kept.ts";

/** What a reading found. */
export interface Reading {
  /** Which of the calendar's readings it is. */
  reading: number;
  /** Those that are kept where absent: the answer was that nothing has changed. */
  stays?: ImportedStay[];
  etag?: string | undefined;
  modified?: string | undefined;
  /** Its host has looked at one of so many stays: what is gone is gone, where there are as many still. */
  acceptShorter?: number | undefined;
}

/** A calendar that lost at least so many stays, and more than half of them, or all, is doubted. */
const MANY = 3;

/**
 * Makes the claims of a calendar what its stays are, all in one: what is new is claimed, what is gone is freed, what can't be
 * claimed because of bookings is a conflict, and tried again by the next reading. Nothing is done to a booking. The same
 * again changes nothing. What is so much shorter that it may be broken frees nothing; what it has more counts.
 *
 * @returns the calendar as it now is; `undefined` where a reading that began later was taken, or there is no such calendar
 * @throws FeedProblem where there are too many conflicts
 */
export async function takeFeed(context: TransactionContext, calendarId: Id, propertyId: Id, found: Reading): Promise<StoredCalendar | undefined> {
  return transact(context, async (tx) => {
    const calendar = await tx.store.calendars.findById(calendarId, null, { session: tx.session }).lean();
    if (!calendar || calendar.reading !== found.reading) return undefined;
    const { timeZone } = await readProperty(tx, propertyId);
    const today = localDate(tx.now, timeZone);
    const kept = calendar.stays.filter(({ checkOut }) => checkOut > today);
    const read = withKeptIds(kept, (found.stays ?? kept).filter(({ checkOut }) => checkOut > today));
    const doubt = doubtOf(kept, read, found.acceptShorter);
    const stays = doubt ? withMore(kept, read) : read;
    const claimed = await claimStays(tx, calendar, stays, { today });
    if (!claimed) throw new FeedProblem("It overlaps too many bookings of yours");
    const { months, conflicts } = claimed;
    const taken = await write(tx, calendar, { stays, conflicts, doubt, found });
    if (months.length > 0) await tell(tx, calendar, "calendar.imported", { stays: stays.length }, { months });
    if (doubt && !calendar.doubt) await tell(tx, calendar, "calendar.doubted", doubt);
    if (!doubt) await settleFreshness(tx, propertyId);
    return taken;
  }, propertyId);
}

/** Closed nights come and go, and hide nothing where stays are gone. */
const countOf = (stays: ImportedStay[]) => stays.filter(({ kind }) => kind !== "closed").length;

function doubtOf(kept: ImportedStay[], read: ImportedStay[], accepted = Infinity): StoredCalendar["doubt"] {
  const [before, now] = [countOf(kept), countOf(read)];
  const isMuchShorter = before > 0 && (now === 0 || (before - now >= MANY && now < before / 2));
  return isMuchShorter && now < accepted ? { before, now } : undefined;
}

async function write(tx: Transaction, calendar: StoredCalendar, { stays, conflicts, doubt, found }: Pick<StoredCalendar, "stays" | "conflicts"> & { doubt: StoredCalendar["doubt"]; found: Reading }): Promise<StoredCalendar> {
  const readAt = doubt ? calendar.readAt : tx.now;
  const next = { stays, conflicts, doubt, readAt, at: tx.now, failures: 0, problem: undefined, ...tagsOf(calendar, doubt, found) };
  const [there, gone] = [Object.entries(next).filter(([, value]) => value !== undefined), Object.entries(next).filter(([, value]) => value === undefined)];
  const update = { $set: Object.fromEntries(there), $unset: Object.fromEntries(gone.map(([name]) => [name, ""])) };
  return (await tx.store.calendars.findByIdAndUpdate(calendar._id, update, { session: tx.session, returnDocument: "after" }).lean())!;
}

/** By which the next reading asks whether anything has changed. What was doubted is read whole again. */
function tagsOf({ etag, modified }: StoredCalendar, doubt: StoredCalendar["doubt"], found: Reading): Pick<Reading, "etag" | "modified"> {
  if (doubt) return { etag: undefined, modified: undefined };
  return found.stays ? { etag: found.etag, modified: found.modified } : { etag, modified };
}
