import { MOST_CALENDARS, type NewCalendar } from "../contract/calendar.ts";
import { Refusal } from "../contract/errors.ts";
import { acting, type Actor } from "../booking/context.ts";
import { refuseAddress } from "../outbound/refuse-address.ts";
import type { StoredCalendar } from "../store/calendar-documents.ts";
import { newId } from "../store/ids.ts";
import { readOwn } from "../store/properties.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import { addressFor } from "./address.ts";
import { settleFreshness } from "./own.ts";
import { tell } from "../booking/imported/tell.ts";

/**
 * A calendar of another platform that is read from now on, and an address under which that platform reads ours.
 *
 * @throws Refusal `not_found`, `invalid_input`, `wrong_state` where there are too many, or it is read already
 */
export async function addCalendar(context: TransactionContext, actor: Actor, { propertyId, name, url }: NewCalendar, allow: readonly string[]): Promise<StoredCalendar> {
  refuseAddress(url, allow);
  return transact(context, async (tx) => {
    const { store, session, now } = tx;
    const { hostId } = await readOwn(tx, propertyId, actor.id);
    const others = await store.calendars.find({ propertyId }, { url: 1 }, { session }).lean();
    if (others.length >= MOST_CALENDARS) throw new Refusal("wrong_state", `A property has ${MOST_CALENDARS} calendars at most`);
    if (others.some((other) => other.url === url)) throw new Refusal("wrong_state", "This calendar is read already");
    const calendar: StoredCalendar = { _id: newId(), hostId, propertyId, name, url, enabled: true, reading: 0, stays: [], conflicts: [], nextAt: now, failures: 0, createdAt: now, at: now };
    await store.calendars.create([calendar], { session });
    await addressFor(tx, { propertyId, hostId, calendarId: calendar._id });
    await settleFreshness(tx, propertyId);
    await tell(tx, calendar, "calendar.added", {}, { actor: acting(actor, "host") });
    return calendar;
  }, propertyId);
}
