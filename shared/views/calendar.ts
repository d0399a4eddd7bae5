import type { Calendar, CalendarAddress, CalendarState } from "../contract/calendar.ts";
import type { StoredCalendar, StoredCalendarAddress } from "../store/calendar-documents.ts";

/** For its host alone: it names the address. */
export function calendarView(stored: StoredCalendar): Calendar {
  const { _id: id, propertyId, name, url, enabled, problem, doubt, readAt, triedAt, nextAt, stays, conflicts } = stored;
  return {
    id, propertyId, name, url, enabled,
    state: stateOf(stored),
    ...(problem !== undefined && { problem }),
    ...(doubt && { doubt }),
    ...(readAt && { readAt: readAt.toISOString() }),
    ...(triedAt && { triedAt: triedAt.toISOString() }),
    ...(enabled && { nextAt: nextAt.toISOString() }),
    stays: stays.length,
    conflicts: conflicts.map(({ checkIn, checkOut, nights, bookingIds }) => ({ checkIn, checkOut, nights, bookingIds })),
  };
}

function stateOf({ enabled, problem, doubt, readAt }: StoredCalendar): CalendarState {
  if (!enabled) return "paused";
  if (problem !== undefined) return "failed";
  return doubt ? "doubted" : readAt ? "read" : "waiting";
}

/** For its host alone. */
export function calendarAddressView({ propertyId, calendarId, token }: StoredCalendarAddress, publicUrl: string): CalendarAddress {
  return { propertyId, ...(calendarId && { calendarId }), url: `${publicUrl}/api/ical/${token}.ics` };
}
