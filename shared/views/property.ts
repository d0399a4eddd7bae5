import type { FoundProperty, HostProperty, Property } from "../contract/property.ts";
import type { StoredProperty } from "../store/documents.ts";
import { booksAtOnce, isStale } from "../store/freshness.ts";

/** @param now decides whether it is booked at once */
export function propertyView(stored: StoredProperty, hostName: string, now: Date): Property {
  const { _id, address: _address, arrivalNotes: _notes, publicLocation, searchText: _text, monthsUntil: _months, calendarsReadAt: _read, calendarsStale: _stale, createdAt: _created, at: _at, ...open } = stored;
  return { ...open, id: _id, hostName, location: publicLocation, rating: null, instantBook: booksAtOnce(stored, now) };
}

export function foundProperty(stored: StoredProperty, hostName: string, now: Date, stay?: FoundProperty["stay"]): FoundProperty {
  const { description: _description, houseRules: _houseRules, ...found } = propertyView(stored, hostName, now);
  return { ...found, ...(stay && { stay }) };
}

/** The host knows where it is, so the location is exact, and what they have chosen of how it is booked. */
export function hostProperty(stored: StoredProperty, hostName: string, now: Date): HostProperty {
  const { location, address, arrivalNotes, instantBook } = stored;
  return { ...propertyView(stored, hostName, now), location, address, arrivalNotes, instantBook, calendarsStale: isStale(stored, now) };
}
