/** What an event looks like to a host and to support. */
import { ALERT_TYPES, type Activity, type Alert } from "../contract/events.ts";
import type { StoredEvent } from "../store/documents.ts";
import { bookingView } from "./booking.ts";

/** The alert an event is to its host; `undefined` where a host isn't rung for it. */
export function alertOf(event: StoredEvent, read = false): Alert | undefined {
  const type = ALERT_TYPES.find((alert) => alert === event.type);
  if (!type || !event.booking) return undefined;
  const booking = bookingView(event.booking);
  return { id: event._id, type, at: event.at.toISOString(), propertyId: booking.propertyId, read, booking };
}

export function activityOf(event: StoredEvent): Activity {
  const { _id, at, months: _months, case: _case, wish: _wish, booking, ...rest } = event;
  return { ...rest, id: _id, at: at.toISOString(), ...(booking && { booking: bookingView(booking) }) };
}
