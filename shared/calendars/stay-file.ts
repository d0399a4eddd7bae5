import { default as ical, ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { instantAt } from "../contract/dates.ts";
import type { StoredBooking } from "../store/documents.ts";

export interface StayFacts {
  booking: StoredBooking;
  /** Told only to guests of a confirmed stay. */
  address?: string;
  /** The stay's page. */
  url: string;
  organizer: { name: string; email: string };
  cancelled?: boolean;
}

/** @param from as letters are from: `Vacancy <stays@example.com>`, or an address alone */
export function organizerOf(from: string): StayFacts["organizer"] {
  const [, name = "", email] = /^\s*"?(.*?)"?\s*<([^<>]+)>\s*$/.exec(from) ?? [];
  return { name: name || "Vacancy", email: email ?? from.trim() };
}

/**
 * An iCalendar file of one stay, from check-in to check-out. The times are instants in UTC, so that no calendar has to know
 * the property's zone. The same stay keeps its UID, and a later version of it replaces an earlier one (SEQUENCE).
 */
export function stayFile({ booking, address, url, organizer, cancelled = false }: StayFacts): string {
  const { _id, version, checkIn, checkOut, property, at } = booking;
  const { title, city, timeZone, checkInFrom, checkOutUntil } = property;
  const calendar = ical({
    prodId: { company: "Vacancy", product: "Stays", language: "EN" },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${_id}@vacancy`,
    sequence: version,
    stamp: at,
    start: instantAt(checkIn, checkInFrom, timeZone),
    end: instantAt(checkOut, checkOutUntil, timeZone),
    summary: `${title}, ${city}`,
    location: address ?? city,
    url,
    organizer,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
