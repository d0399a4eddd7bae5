import { randomBytes } from "node:crypto";
import type { NewCalendarAddress } from "../contract/calendar.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { acting, type Actor } from "../booking/context.ts";
import type { StoredCalendarAddress } from "../store/calendar-documents.ts";
import { record } from "../store/events.ts";
import { readOwn } from "../store/properties.ts";
import { transact, type Transaction, type TransactionContext } from "../store/transact.ts";
import { readOwnCalendar } from "./own.ts";

interface For {
  propertyId: Id;
  hostId: Id;
  calendarId?: Id | undefined;
}

/** A new address; the one there was is worth nothing from now on. */
export async function addressFor({ store, session, now }: Transaction, { propertyId, hostId, calendarId }: For): Promise<StoredCalendarAddress> {
  const address: StoredCalendarAddress = { _id: calendarId ?? propertyId, propertyId, hostId, ...(calendarId && { calendarId }), token: randomBytes(32).toString("base64url"), at: now };
  await store.calendarAddresses.replaceOne({ _id: address._id }, address, { session, upsert: true });
  return address;
}

/** Makes an address under which another platform reads a property's taken nights, or a new one. @throws Refusal `not_found` */
export async function makeAddress(context: TransactionContext, actor: Actor, { propertyId, calendarId }: NewCalendarAddress): Promise<StoredCalendarAddress> {
  return transact(context, async (tx) => {
    const { hostId } = await readOwn(tx, propertyId, actor.id);
    if (calendarId && (await readOwnCalendar(tx, calendarId, actor.id)).propertyId !== propertyId) throw new Refusal("not_found", "There is no such calendar of this property");
    const address = await addressFor(tx, { propertyId, hostId, calendarId });
    await record(tx, { type: "calendar.changed", actor: acting(actor, "host"), propertyId, hostId, data: { ...(calendarId && { calendarId }), fields: ["address"] } });
    return address;
  });
}
