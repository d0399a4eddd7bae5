import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { StoredCalendar } from "../store/calendar-documents.ts";
import type { StoredProperty } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { isStale } from "../store/freshness.ts";
import { readProperty } from "../store/properties.ts";
import type { Transaction } from "../store/transact.ts";

/** @throws Refusal `not_found`, also where it is another's */
export async function readOwnCalendar({ store, session }: Pick<Transaction, "store"> & Partial<Transaction>, id: Id, hostId: Id | undefined): Promise<StoredCalendar> {
  const calendar = await store.calendars.findById(id, null, { session: session ?? null }).lean();
  if (!calendar || calendar.hostId !== hostId) throw new Refusal("not_found", "There is no such calendar of yours");
  return calendar;
}

/** Writes down what of the property hangs on its calendars: when the one read least lately was read, and that this is no trouble any more. */
export async function settleFreshness(tx: Transaction, propertyId: Id): Promise<StoredProperty> {
  const { store, session, now } = tx;
  const before = await readProperty(tx, propertyId);
  const calendars = await store.calendars.find({ propertyId, enabled: true }, { readAt: 1, createdAt: 1 }, { session }).lean();
  const times = calendars.map(({ readAt, createdAt }) => (readAt ?? createdAt).getTime());
  const calendarsReadAt = times.length > 0 ? new Date(Math.min(...times)) : undefined;
  const isFresh = before.calendarsStale === true && !isStale({ ...(calendarsReadAt && { calendarsReadAt }) }, now);
  const unset = { ...(!calendarsReadAt && { calendarsReadAt: "" }), ...(isFresh && { calendarsStale: "" }) };
  const property = await store.properties
    .findByIdAndUpdate(propertyId, { ...(calendarsReadAt && { $set: { calendarsReadAt } }), $unset: unset }, { session, returnDocument: "after" })
    .lean();
  if (isFresh) await record(tx, { type: "calendar.fresh", actor: { role: "system" }, propertyId, hostId: before.hostId, data: {} });
  return property!;
}
