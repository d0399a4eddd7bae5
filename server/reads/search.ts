/** Search of listed properties. What the database can narrow it narrows; whether dates can be had the months decide. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { daysBetween, monthOf, monthsBetween, type Stay } from "../../shared/contract/dates.ts";
import { type FoundProperty, MOST_NIGHTS } from "../../shared/contract/property.ts";
import type { PropertyQuery } from "../../shared/contract/routes/properties.ts";
import type { Context } from "../../shared/booking/context.ts";
import { canBeHeld } from "../../shared/booking/can-be-held.ts";
import { nightlyPrices, quote } from "../../shared/booking/quote.ts";
import type { StoredMonth, StoredProperty } from "../../shared/store/documents.ts";
import { monthId } from "../../shared/store/months.ts";
import type { Store } from "../../shared/store/open.ts";
import { invalidCursor } from "../../shared/store/place.ts";
import { foundProperty } from "../../shared/views/property.ts";
import { kilometresBetween } from "./distance.ts";
import { namesOf } from "./names.ts";
import { narrow, NEAR_KILOMETRES } from "./narrow.ts";

/** Properties looked at in one go, before others have their turn. */
const AT_ONCE = 25;
/** Of so many at most the cheapest, or dearest, are found where the price is that of a stay. */
const MOST_COMPARED = 1000;

interface Found {
  property: StoredProperty;
  stay?: FoundProperty["stay"];
}
type Wish = Stay & { guests: number };

export async function findProperties(context: Context, query: PropertyQuery): Promise<{ items: FoundProperty[]; nextCursor?: string }> {
  const { limit, cursor, sort } = query;
  const start = cursor === undefined ? 0 : offsetOf(cursor);
  const found = sort === "recommended" ? await firstOf(matching(context, query), start + limit + 1) : await byPrice(context, query);
  const shown = found.slice(start, start + limit);
  const names = await namesOf(context.store, shown.map(({ property }) => property.hostId));
  const now = await context.clock();
  const items = shown.map(({ property, stay }) => foundProperty(property, names.get(property.hostId) ?? "", now, stay));
  return { items, ...(found.length > start + limit && { nextCursor: String(start + limit) }) };
}

function offsetOf(cursor: string): number {
  if (!/^\d{1,6}$/.test(cursor)) throw invalidCursor();
  return Number(cursor);
}

async function firstOf(found: AsyncIterable<Found>, most: number): Promise<Found[]> {
  const first: Found[] = [];
  for await (const one of found) if (first.push(one) >= most) break;
  return first;
}

async function byPrice(context: Context, query: PropertyQuery): Promise<Found[]> {
  const found = await firstOf(matching(context, query), MOST_COMPARED);
  const price = ({ property, stay }: Found) => stay?.total ?? property.basePrice;
  return found.sort((a, b) => (query.sort === "price" ? price(a) - price(b) : price(b) - price(a)));
}

/** Those that fit, in the order of listing; no more are looked at than are asked for. */
async function* matching({ store, clock }: Context, query: PropertyQuery): AsyncGenerator<Found> {
  const now = await clock();
  const { checkIn, checkOut, guests = 1 } = query;
  const wish = checkIn && checkOut ? { checkIn, checkOut, guests } : undefined;
  if (wish && daysBetween(wish.checkIn, wish.checkOut) > MOST_NIGHTS) return;
  const candidates = store.properties.find(narrow(query)).sort({ _id: 1 }).lean().cursor({ batchSize: AT_ONCE });
  for (let batch = await take(candidates); batch.length > 0; batch = await take(candidates)) {
    const near = batch.filter((property) => isNear(property, query));
    yield* wish ? await offers(store, near, wish, now) : near.map((property) => ({ property }));
    await nextTurn();
  }
}

async function take(candidates: { next(): Promise<StoredProperty | null> }): Promise<StoredProperty[]> {
  const batch: StoredProperty[] = [];
  while (batch.length < AT_ONCE) {
    const next = await candidates.next();
    if (!next) break;
    batch.push(next);
  }
  return batch;
}

function isNear({ publicLocation }: StoredProperty, { near, radius = NEAR_KILOMETRES }: PropertyQuery): boolean {
  return !near || kilometresBetween(publicLocation, { lng: near[0]!, lat: near[1]! }) <= radius;
}

/** Those that can be held at `now`, by the rules and by the months. */
async function offers(store: Store, properties: StoredProperty[], wish: Wish, now: Date): Promise<Found[]> {
  const named = monthsBetween(monthOf(wish.checkIn), monthOf(wish.checkOut));
  const ids = properties.flatMap(({ _id }) => named.map((month) => monthId(_id, month)));
  const byId = new Map((await store.months.find({ _id: { $in: ids } }).lean()).map((month) => [month._id, month]));
  const monthsOf = ({ _id }: StoredProperty) => named.flatMap((month) => byId.get(monthId(_id, month)) ?? []);
  return properties.flatMap((property) => offer(property, monthsOf(property), wish, now) ?? []);
}

function offer(property: StoredProperty, months: StoredMonth[], wish: Wish, now: Date): Found | undefined {
  if (!canBeHeld(property, months, wish, now)) return undefined;
  const { total, lines } = quote(property, nightlyPrices(months, wish), wish.guests);
  return { property, stay: { total, lines } };
}
