/** Reads other platforms' calendars when they are due, and tells where that was too long ago. */
import { STALE_HOURS } from "../../shared/contract/calendar.ts";
import type { ReadFeed } from "../../shared/calendars/feed.ts";
import { syncIfDue } from "../../shared/calendars/sync.ts";
import { tellStale } from "../../shared/calendars/tell-stale.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { forEach } from "./for-each.ts";

/** How many are read at once, and in one run: slow ones wait for each other, and the run has to end. */
const AT_ONCE = 8;
const MOST = 64;

/** Those that are due, longest overdue first. What can't be read is its host's trouble and no failure of this job. */
export async function readCalendars(context: TransactionContext, read: ReadFeed): Promise<void> {
  const due = await context.store.calendars.find({ enabled: true, nextAt: { $lte: await context.clock() } }, { _id: 1 }).sort({ nextAt: 1 }).limit(MOST).lean();
  await forEach(due, AT_ONCE, ({ _id }) => syncIfDue(context, read, _id));
}

const HOUR = 3_600_000;

export async function tellStaleCalendars(context: TransactionContext): Promise<void> {
  const since = new Date((await context.clock()).getTime() - STALE_HOURS * HOUR);
  const stale = await context.store.properties.find({ calendarsReadAt: { $lte: since }, calendarsStale: { $exists: false } }, { _id: 1 }).lean();
  await forEach(stale, 1, ({ _id }) => tellStale(context, _id));
}
