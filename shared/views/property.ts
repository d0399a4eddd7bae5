import type { FoundProperty, HostProperty, Location, Property } from "../contract/property.ts";
import type { StoredProperty } from "../store/documents.ts";

/** About 500 m: a two-hundredth of a degree of latitude, and the same length along the parallel. */
const GRID = 1 / 200;

/** The middle of the grid's cell it lies in: asking again, or averaging, tells no more. */
export function coarse({ lng, lat }: Location): Location {
  const middle = (value: number, step: number) => Number(((Math.floor(value / step) + 0.5) * step).toFixed(4));
  const coarseLat = middle(lat, GRID);
  const width = GRID / Math.max(0.1, Math.cos((coarseLat * Math.PI) / 180));
  return { lng: middle(lng, width), lat: coarseLat };
}

export function propertyView(stored: StoredProperty, hostName: string): Property {
  const { _id, address: _address, arrivalNotes: _notes, monthsUntil: _months, createdAt: _created, at: _at, ...open } = stored;
  return { ...open, id: _id, hostName, location: coarse(stored.location), rating: null };
}

export function foundProperty(stored: StoredProperty, hostName: string, stay?: FoundProperty["stay"]): FoundProperty {
  const { description: _description, houseRules: _houseRules, ...found } = propertyView(stored, hostName);
  return { ...found, ...(stay && { stay }) };
}

/** The host knows where it is: the location is exact. */
export function hostProperty(stored: StoredProperty, hostName: string): HostProperty {
  return { ...propertyView(stored, hostName), location: stored.location, address: stored.address, arrivalNotes: stored.arrivalNotes };
}
