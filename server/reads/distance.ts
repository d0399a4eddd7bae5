import type { Location } from "../../shared/contract/property.ts";

const EARTH_KILOMETRES = 6371;

/** Along the great circle, on a sphere: right to half a per cent. */
export function kilometresBetween(a: Location, b: Location): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const latitudes = Math.sin(radians(b.lat - a.lat) / 2) ** 2;
  const longitudes = Math.sin(radians(b.lng - a.lng) / 2) ** 2 * Math.cos(radians(a.lat)) * Math.cos(radians(b.lat));
  return 2 * EARTH_KILOMETRES * Math.asin(Math.sqrt(latitudes + longitudes));
}
