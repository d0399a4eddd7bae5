import { canBeHeld } from "../booking/can-be-held.ts";
import type { Stay } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";
import type { StoredProperty } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { meetAt } from "../store/meetings.ts";
import { readMonthsNamed } from "../store/months.ts";
import { readProperty } from "../store/properties.ts";
import { transact, type Transaction, type TransactionContext } from "../store/transact.ts";
import type { StoredWish } from "../store/wish-documents.ts";
import { monthsOfWishes, overlap, wishedStays } from "./stays.ts";

/** Milliseconds for which nights are told to one guest alone. */
export const HEAD_START = 600_000;

/** Nights that somebody was told of, and until when nobody else is. */
interface HeadStart extends Stay {
  until: number;
}

/**
 * Tells the guests whose nights could be held now, each once, the oldest wish first. Nights that were told to one are told
 * to no other for `HEAD_START`; then they are if they are still free.
 *
 * @returns when to look again: when the first head start ends that somebody still waits for
 */
export async function tellOfFreed(context: TransactionContext, propertyId: Id): Promise<Date | undefined> {
  return transact(context, async (tx) => {
    const waiting = await waitingFor(tx, propertyId);
    if (waiting.length === 0) return undefined;
    const property = await readProperty(tx, propertyId);
    if (property.status !== "listed") return undefined;
    const freeFor = await freeStays(tx, property, waiting);
    const headStarts = await runningHeadStarts(tx, propertyId);
    const until = tx.now.getTime() + HEAD_START;
    const telling: [StoredWish, Stay][] = [];
    const laterLooks: number[] = [];
    for (const wish of waiting) {
      const free = freeFor(wish).map((stay) => ({ stay, from: Math.max(0, ...headStarts.filter((one) => overlap(one, stay)).map((one) => one.until)) }));
      const now = free.find(({ from }) => from <= tx.now.getTime());
      if (now) {
        telling.push([wish, now.stay]);
        headStarts.push({ ...now.stay, until });
      } else laterLooks.push(...free.map(({ from }) => from));
    }
    if (telling.length > 0) await meetAt(tx, `wishes at ${propertyId}`);
    for (const [wish, stay] of telling) await tell(tx, wish, stay);
    return laterLooks.length > 0 ? new Date(Math.min(...laterLooks)) : undefined;
  });
}

/** The oldest first; not of guests who are locked out or have left. */
async function waitingFor({ store, session, now }: Transaction, propertyId: Id): Promise<StoredWish[]> {
  const open = await store.wishes.find({ propertyId, status: "open", endsAt: { $gt: now } }, null, { session }).sort({ createdAt: 1, _id: 1 }).lean();
  if (open.length === 0) return [];
  const ids = open.map(({ userId }) => userId);
  const guests = await store.users.find({ _id: { $in: ids }, roles: "guest", suspended: { $ne: true } }, { _id: 1 }, { session }).lean();
  const there = new Set(guests.map(({ _id }) => _id));
  return open.filter(({ userId }) => there.has(userId));
}

/** What of a wish could be held now, in the order of its wishing. Many wish for the same: that is looked at once. */
async function freeStays(tx: Transaction, property: StoredProperty, wishes: StoredWish[]): Promise<(wish: StoredWish) => Stay[]> {
  const months = await readMonthsNamed(tx, property._id, monthsOfWishes(wishes));
  const known = new Map<string, boolean>();
  const isFree = (stay: Stay, guests: number) => {
    const name = [stay.checkIn, stay.checkOut, guests].join();
    const is = known.get(name) ?? canBeHeld(property, months, { ...stay, guests }, tx.now);
    known.set(name, is);
    return is;
  };
  return (wish) => wishedStays(wish).filter((stay) => isFree(stay, wish.guests));
}

async function runningHeadStarts({ store, session, now }: Transaction, propertyId: Id): Promise<HeadStart[]> {
  const after = new Date(now.getTime() - HEAD_START);
  const told = await store.wishes.find({ propertyId, status: "told", "told.at": { $gt: after } }, { told: 1 }, { session }).lean();
  return told.map(({ told: stay }) => ({ ...stay!, until: stay!.at.getTime() + HEAD_START }));
}

async function tell(tx: Transaction, wish: StoredWish, { checkIn, checkOut }: Stay): Promise<void> {
  const { _id, userId, propertyId } = wish;
  const change = { status: "told", told: { checkIn, checkOut, at: tx.now }, version: wish.version + 1, at: tx.now } as const;
  await tx.store.wishes.updateOne({ _id }, { $set: change }, { session: tx.session });
  await record(tx, { type: "wish.told", actor: { role: "system" }, userId, propertyId, wish: { ...wish, ...change }, data: { wishId: _id, checkIn, checkOut } });
}
