/** What the database can narrow of a search. Places are compared by the public location: asking often tells no more. */
import type { PropertyQuery } from "../../shared/contract/routes/properties.ts";
import { folded } from "../../shared/store/property-search.ts";

const KILOMETRES_A_DEGREE = 111.32;

type Box = [west: number, south: number, east: number, north: number];

export function narrow({ text, guests, minPrice, maxPrice, currency, amenities, bbox, near, radius }: PropertyQuery): object {
  const boxes = [...(bbox ? [bbox as Box] : []), ...(near ? [boxAround(near, radius)] : [])];
  return {
    status: "listed",
    ...(guests !== undefined && { capacity: { $gte: guests } }),
    ...(currency !== undefined && { currency }),
    ...((minPrice !== undefined || maxPrice !== undefined) && { basePrice: { $gte: minPrice ?? 0, ...(maxPrice !== undefined && { $lte: maxPrice }) } }),
    ...(amenities && amenities.length > 0 && { amenities: { $all: amenities } }),
    $and: [{}, ...wordsOf(text).map((word) => ({ searchText: { $regex: escaped(word) } })), ...boxes.map(within)],
  };
}

function wordsOf(text = ""): string[] {
  return folded(text).split(/[\s,]+/).filter(Boolean);
}

export const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A box whose west lies east of its east goes over the antimeridian. */
function within([west, south, east, north]: Box): object {
  const lat = { "publicLocation.lat": { $gte: south, $lte: north } };
  const lng = west <= east ? [{ $gte: west, $lte: east }] : [{ $gte: west }, { $lte: east }];
  return { $or: lng.map((range) => ({ "publicLocation.lng": range, ...lat })) };
}

/** The smallest box that holds the circle; who lies in its corners is left out later. */
function boxAround(near: number[], radius = NEAR_KILOMETRES): Box {
  const [lng = 0, lat = 0] = near;
  const high = radius / KILOMETRES_A_DEGREE;
  const wide = Math.min(180, high / Math.max(0.01, Math.cos((Math.min(89.9, Math.abs(lat) + high) * Math.PI) / 180)));
  const around = (degrees: number) => ((((degrees + 180) % 360) + 360) % 360) - 180;
  return wide >= 180 ? [-180, lat - high, 180, lat + high] : [around(lng - wide), lat - high, around(lng + wide), lat + high];
}

export const NEAR_KILOMETRES = 25;
