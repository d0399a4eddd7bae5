import type { FoundProperty, HostProperty, Property } from "../contract/property.ts";
import type { StoredProperty } from "../store/documents.ts";

export function propertyView(stored: StoredProperty, hostName: string): Property {
  const { _id, address: _address, arrivalNotes: _notes, publicLocation, searchText: _text, monthsUntil: _months, createdAt: _created, at: _at, ...open } = stored;
  return { ...open, id: _id, hostName, location: publicLocation, rating: null };
}

export function foundProperty(stored: StoredProperty, hostName: string, stay?: FoundProperty["stay"]): FoundProperty {
  const { description: _description, houseRules: _houseRules, ...found } = propertyView(stored, hostName);
  return { ...found, ...(stay && { stay }) };
}

/** The host knows where it is: the location is exact. */
export function hostProperty(stored: StoredProperty, hostName: string): HostProperty {
  return { ...propertyView(stored, hostName), location: stored.location, address: stored.address, arrivalNotes: stored.arrivalNotes };
}
