/** Search of listed properties. What the database can narrow it narrows; dates are decided from the months. */
import { daysBetween, monthOf, monthsBetween, type Stay } from "../../shared/contract/dates.ts";
import type { FoundProperty } from "../../shared/contract/property.ts";
import { MOST_NIGHTS } from "../../shared/contract/property.ts";
import type { PropertyQuery } from "../../shared/contract/rest.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Context } from "../../shared/booking/context.ts";
import { hasRoom } from "../../shared/booking/has-room.ts";
import { quote } from "../../shared/booking/quote.ts";
import { checkMonths, checkStay } from "../../shared/booking/stay-rules.ts";
import type { StoredMonth, StoredProperty } from "../../shared/store/documents.ts";
import { invalidCursor } from "../../shared/store/place.ts";
import { monthId } from "../../shared/store/months.ts";
import type { Store } from "../../shared/store/open.ts";
import { coarse, foundProperty } from "../../shared/views/property.ts";
import { namesOf } from "./names.ts";
import { kilometresBetween } from "./distance.ts";

/** How many properties of one search are looked at. */
const MOST_CANDIDATES = 1000;
const NEAR_KILOMETRES = 25;

const COUNTRY_NAMES = new Intl.DisplayNames("en", { type: "region" });

interface Found {
  property: StoredProperty;
  stay?: FoundProperty["stay"];
}

export async function findProperties({ store, clock }: Context, query: PropertyQuery): Promise<{ items: FoundProperty[]; nextCursor?: string }> {
  const now = await clock();
  const candidates = (await store.properties.find(narrowed(query)).sort({ _id: 1 }).limit(MOST_CANDIDATES).lean()).filter(
    (property) => mentions(property, query.text) && isWithin(property, query),
  );
  const { checkIn, checkOut, guests = 1 } = query;
  const found = checkIn && checkOut ? await available(store, candidates, { checkIn, checkOut, guests }, now) : candidates.map((property) => ({ property }));
  return paged(store, found.sort(order(query.sort)), query);
}

function narrowed({ guests, minPrice, maxPrice, currency, amenities }: PropertyQuery): object {
  return {
    status: "listed",
    ...(guests !== undefined && { capacity: { $gte: guests } }),
    ...(currency !== undefined && { currency }),
    ...((minPrice !== undefined || maxPrice !== undefined) && { basePrice: { $gte: minPrice ?? 0, ...(maxPrice !== undefined && { $lte: maxPrice }) } }),
    ...(amenities && amenities.length > 0 && { amenities: { $all: amenities } }),
  };
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Every word of the text stands in the title, the place or the country's name; accents and case don't matter. */
function mentions({ title, city, country }: StoredProperty, text: string | undefined): boolean {
  if (!text) return true;
  const where = plain(`${title} ${city} ${COUNTRY_NAMES.of(country) ?? country}`);
  return plain(text).split(/[\s,]+/).every((word) => where.includes(word));
}

/** By the public location: asking often must not tell where exactly it is. */
function isWithin({ location }: StoredProperty, { near, radius, bbox }: PropertyQuery): boolean {
  const { lng, lat } = coarse(location);
  const [west, south, east, north] = bbox ?? [-180, -90, 180, 90];
  if (lng < west! || lng > east! || lat < south! || lat > north!) return false;
  return !near || kilometresBetween({ lng, lat }, { lng: near[0]!, lat: near[1]! }) <= (radius ?? NEAR_KILOMETRES);
}

/** Those that can be held for the stay at `now`, by the rules and by the months. */
async function available(store: Store, candidates: StoredProperty[], stay: Stay & { guests: number }, now: Date): Promise<Found[]> {
  if (daysBetween(stay.checkIn, stay.checkOut) > MOST_NIGHTS) return [];
  const named = monthsBetween(monthOf(stay.checkIn), monthOf(stay.checkOut));
  const ids = candidates.flatMap(({ _id }) => named.map((month) => monthId(_id, month)));
  const byId = new Map((await store.months.find({ _id: { $in: ids } }).lean()).map((month) => [month._id, month]));
  const monthsOf = ({ _id }: StoredProperty) => named.flatMap((month) => byId.get(monthId(_id, month)) ?? []);
  return candidates.flatMap((property) => offer(property, monthsOf(property), stay, now) ?? []);
}

function offer(property: StoredProperty, months: StoredMonth[], stay: Stay & { guests: number }, now: Date): Found | undefined {
  try {
    checkStay(property, stay, now);
    checkMonths(months, stay);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  if (!hasRoom(months, stay, now)) return undefined;
  const { total, lines } = quote(property, months, stay);
  return { property, stay: { total, lines } };
}

function order(sort: PropertyQuery["sort"]): (a: Found, b: Found) => number {
  const price = ({ property, stay }: Found) => stay?.total ?? property.basePrice;
  if (sort === "price") return (a, b) => price(a) - price(b);
  if (sort === "-price") return (a, b) => price(b) - price(a);
  return () => 0;
}

async function paged(store: Store, found: Found[], { limit, cursor }: PropertyQuery): Promise<{ items: FoundProperty[]; nextCursor?: string }> {
  const start = cursor === undefined ? 0 : offsetOf(cursor);
  const shown = found.slice(start, start + limit);
  const names = await namesOf(store, shown.map(({ property }) => property.hostId));
  const items = shown.map(({ property, stay }) => foundProperty(property, names.get(property.hostId) ?? "", stay));
  return { items, ...(found.length > start + limit && { nextCursor: String(start + limit) }) };
}

function offsetOf(cursor: string): number {
  if (!/^\d{1,6}$/.test(cursor)) throw invalidCursor();
  return Number(cursor);
}
