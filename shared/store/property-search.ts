/** What of a property is searched: kept with it, so that the database can narrow. */
import type { Location } from "../contract/property.ts";
import type { StoredProperty } from "./documents.ts";

/** About 500 m: a two-hundredth of a degree of latitude, and the same length along the parallel. */
const GRID = 1 / 200;

/** The middle of the grid's cell it lies in: asking again, or averaging, tells no more. */
export function coarse({ lng, lat }: Location): Location {
  const middle = (value: number, step: number) => Number(((Math.floor(value / step) + 0.5) * step).toFixed(4));
  const coarseLat = middle(lat, GRID);
  const width = GRID / Math.max(0.1, Math.cos((coarseLat * Math.PI) / 180));
  return { lng: middle(lng, width), lat: coarseLat };
}

/** Without accents and case: Graça is found as graca. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const COUNTRY_NAMES = new Intl.DisplayNames("en", { type: "region" });

type Searched = Pick<StoredProperty, "title" | "city" | "country" | "location">;

export function searchFields({ title, city, country, location }: Searched): Pick<StoredProperty, "searchText" | "publicLocation"> {
  return { searchText: folded(`${title} ${city} ${COUNTRY_NAMES.of(country) ?? country}`), publicLocation: coarse(location) };
}
