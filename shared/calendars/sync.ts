import { trusted } from "mongoose";
import { localDate } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { CalendarSync } from "../contract/calendar.ts";
import type { Actor } from "../booking/context.ts";
import type { StoredCalendar } from "../store/calendar-documents.ts";
import { readProperty } from "../store/properties.ts";
import type { TransactionContext } from "../store/transact.ts";
import { failFeed } from "./fail-feed.ts";
import type { ReadFeed } from "./feed.ts";
import { FeedProblem } from "./feed-problem.ts";
import { readOwnCalendar } from "./own.ts";
import { parseFeed } from "./parse-feed.ts";
import { nextReading } from "./schedule.ts";
import { type Reading, takeFeed } from "./take-feed.ts";

/** Reads a calendar now, as its host asks. How it went is in what is returned. @throws Refusal `not_found`, `wrong_state` where it is paused */
export async function syncCalendar(context: TransactionContext, read: ReadFeed, actor: Actor, { id, acceptShorter }: CalendarSync & { id: Id }): Promise<StoredCalendar> {
  const own = await readOwnCalendar(context, id, actor.id);
  if (!own.enabled) throw new Refusal("wrong_state", "This calendar is paused; read it again first");
  const begun = await begin(context, { _id: id, enabled: true }, await context.clock());
  if (begun) await readBegun(context, read, { ...begun, etag: undefined, modified: undefined }, acceptShorter);
  return readOwnCalendar(context, id, actor.id);
}

/** Reads a calendar if it is due; of several at once only one does. */
export async function syncIfDue(context: TransactionContext, read: ReadFeed, id: Id): Promise<void> {
  const now = await context.clock();
  const begun = await begin(context, { _id: id, enabled: true, nextAt: trusted({ $lte: now }) }, now);
  if (begun) await readBegun(context, read, begun);
}

/** Which reading it is decides whether it is still wanted when it has been read; one that dies with its process is read again later. */
async function begin({ store }: TransactionContext, which: object, now: Date): Promise<StoredCalendar | null> {
  const set = { triedAt: now, nextAt: nextReading(now, 0) };
  return store.calendars.findOneAndUpdate(which, { $set: set, $inc: { reading: 1 } }, { returnDocument: "after" }).lean();
}

type Begun = Pick<StoredCalendar, "_id" | "propertyId" | "reading" | "url"> & { [K in "etag" | "modified"]?: string | undefined };

async function readBegun(context: TransactionContext, read: ReadFeed, calendar: Begun, acceptShorter?: number): Promise<void> {
  const { _id, propertyId, reading } = calendar;
  try {
    await takeFeed(context, _id, propertyId, { reading, acceptShorter, ...(await found(context, read, calendar)) });
  } catch (error) {
    const isItsOwn = error instanceof FeedProblem;
    await failFeed(context, _id, reading, isItsOwn ? error.message : "It could not be taken");
    if (!isItsOwn) throw error;
  }
}

async function found(context: TransactionContext, read: ReadFeed, { _id: calendarId, propertyId, url, etag, modified }: Begun): Promise<Omit<Reading, "reading">> {
  const answer = await read({ url, etag, modified });
  if (answer === "unchanged") return {};
  const { timeZone } = await readProperty(context, propertyId);
  const today = localDate(await context.clock(), timeZone);
  return { stays: parseFeed(answer.bytes, answer.contentType, { calendarId, timeZone, today }), etag: answer.etag, modified: answer.modified };
}
