/** A calendar of another platform in a test's own words, read as often as the test wants. */
import { addCalendar } from "../../../shared/calendars/add-calendar.ts";
import { FeedProblem } from "../../../shared/calendars/feed-problem.ts";
import type { ReadFeed } from "../../../shared/calendars/feed.ts";
import { syncCalendar } from "../../../shared/calendars/sync.ts";
import { nightOf } from "../../../shared/contract/dates.ts";
import type { EventType } from "../../../shared/contract/events.ts";
import type { StoredCalendar } from "../../../shared/store/calendar-documents.ts";
import type { Stays } from "../stays.ts";

export type Calendar = Awaited<ReturnType<typeof calendarOf>>;

export async function calendarOf({ store, context, host, property }: Pick<Stays, "store" | "context" | "host" | "property">, name = "Airbnb") {
  const { _id } = await addCalendar(context, host, { propertyId: property._id, name, url: `https://calendars.example.com/${name}.ics` }, []);
  let text: string | undefined = "";
  const read: ReadFeed = async () => {
    if (text === undefined) throw new FeedProblem("It answers 500");
    return { bytes: Buffer.from(text) };
  };
  return {
    id: _id,
    read,
    /** What it says from now on; nothing that can be read where `undefined`. */
    says(next: string | undefined): void {
      text = next;
    },
    /** What it says from now on is read. @param accept a shorter one, however short where true */
    async sync(next: string | undefined = text, accept: boolean | number = false): Promise<StoredCalendar> {
      text = next;
      return syncCalendar(context, read, host, { id: _id, ...(accept !== false && { acceptShorter: accept === true ? 0 : accept }) });
    },
    async fail(): Promise<StoredCalendar> {
      text = undefined;
      return syncCalendar(context, read, host, { id: _id });
    },
    now: async () => (await store.calendars.findById(_id).orFail().lean())!,
    /** Nights that it has taken, each as often as it has. */
    async nights(): Promise<string[]> {
      const months = await store.months.find({ propertyId: property._id }).sort({ _id: 1 }).lean();
      return months.flatMap(({ month, claims }) => claims.filter(({ calendarId }) => calendarId === _id).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => nightOf(month, from + at)))).sort();
    },
    versions: async () => (await store.months.find({ propertyId: property._id }).sort({ _id: 1 }).lean()).map(({ version }) => version),
    events: (type: EventType) => store.events.find({ propertyId: property._id, type }).sort({ at: 1, _id: 1 }).lean(),
    cases: () => store.cases.find({ propertyId: property._id, kind: "calendar_conflict" }).sort({ openedAt: 1, _id: 1 }).lean(),
  };
}
