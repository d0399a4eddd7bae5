/** Months: taking nights, giving them back, and the settings that decide about them. */
import { trusted } from "mongoose";
import { daysIn, monthsBetween, runsOf, type Month, type MonthRun, type Stay } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { ClaimKind } from "../contract/month.ts";
import type { StoredBooking, StoredMonth, StoredProperty } from "./documents.ts";
import { isLive, unitsTaken } from "./claims.ts";
import { allButHeld, liveAt, othersLive } from "./guard.ts";
import type { Transaction } from "./transact.ts";

export function monthId(propertyId: Id, month: Month): string {
  return `${propertyId}:${month}`;
}

type Reader = Pick<Transaction, "store"> & Partial<Transaction>;

/** Months from `from` to `to`, both included, that exist. In a transaction its snapshot, else the primary's majority. */
export async function readMonths(reader: Reader, propertyId: Id, from: Month, to: Month): Promise<StoredMonth[]> {
  return readMonthsNamed(reader, propertyId, monthsBetween(from, to));
}

export async function readMonthsNamed({ store, session }: Reader, propertyId: Id, months: Month[]): Promise<StoredMonth[]> {
  const ids = months.map((month) => monthId(propertyId, month));
  return store.months.find({ _id: { $in: ids } }, null, { session: session ?? null }).sort({ _id: 1 }).lean();
}

export interface NewClaim {
  id: Id;
  kind: ClaimKind;
  units: number;
  until?: Date;
  note?: string;
}

/**
 * Takes nights for a booking or a block, or takes them anew: in every month of the stay its own claim is replaced, and
 * claims that have lapsed are removed. Whether there is room is decided in the update itself.
 *
 * @returns the months as they now are
 * @throws Refusal `nights_taken` where a night has no room; `stay_rule` where a month does not exist
 */
export async function claimNights(tx: Transaction, propertyId: Id, stay: Stay, claim: NewClaim): Promise<StoredMonth[]> {
  const months: StoredMonth[] = [];
  for (const run of runsOf(stay)) months.push(await claimRun(tx, propertyId, run, claim));
  return months;
}

async function claimRun(tx: Transaction, propertyId: Id, run: MonthRun, claim: NewClaim): Promise<StoredMonth> {
  const { store, now } = tx;
  const guard = store.guard({ id: claim.id, run, units: claim.units }, now);
  const claims = { $concatArrays: [othersLive(claim.id, now), [{ $literal: { ...claim, from: run.from, to: run.to } }]] };
  return updateWhereRoom(tx, monthId(propertyId, run.month), guard, claims);
}

/** @throws Refusal `nights_taken` where the guard refuses; `stay_rule` where there is no such month */
async function updateWhereRoom({ store, session, now }: Transaction, _id: string, guard: object, claims: object): Promise<StoredMonth> {
  const month = await store.months.collection.findOneAndUpdate(
    { _id: _id as never, $expr: guard },
    [{ $set: { claims, version: { $add: ["$version", 1] }, at: now } }],
    { session, returnDocument: "after" },
  );
  if (month) return month as unknown as StoredMonth;
  if (await store.months.exists({ _id }).session(session)) throw new Refusal("nights_taken", "Choose other nights; the months show what is free now");
  throw new Refusal("stay_rule", "These nights can't be booked yet", { rule: "horizon" });
}

const monthsOf = (stays: Stay[]) => [...new Set(stays.flatMap(runsOf).map(({ month }) => month))].sort();

/**
 * Holds nights that a booking is to have beside its own, which it keeps; what it held so before is let go.
 *
 * @returns the months as they now are. @throws Refusal as `claimNights`
 */
export async function holdBeside(tx: Transaction, { _id: id, propertyId }: StoredBooking, stays: Stay[], until: Date): Promise<StoredMonth[]> {
  const runs = stays.flatMap(runsOf);
  const months: StoredMonth[] = [];
  for (const month of monthsOf(stays)) {
    const held = runs.filter((run) => run.month === month);
    const guard = { $and: held.map((run) => tx.store.guard({ id, run, units: 1 }, tx.now)) };
    const claims = held.map(({ from, to }) => ({ $literal: { id, kind: "hold", units: 1, until, from, to } }));
    months.push(await updateWhereRoom(tx, monthId(propertyId, month), guard, { $concatArrays: [allButHeld(id, tx.now), claims] }));
  }
  return months;
}

/** What a booking has or holds claims of: its stay, and that of a change. */
const staysOf = (booking: StoredBooking): Stay[] => [booking, ...(booking.change ? [booking.change] : [])];

/** Takes other nights in place of its own, for good. @returns the months as they now are. @throws Refusal as `claimNights` */
export async function moveNights(tx: Transaction, booking: StoredBooking, to: Stay): Promise<StoredMonth[]> {
  const { _id: id, propertyId } = booking;
  const taken = await claimNights(tx, propertyId, to, { id, kind: "booking", units: 1 });
  const left = monthsOf(staysOf(booking)).filter((month) => !taken.some((one) => one.month === month));
  return [...taken, ...(await pullClaims(tx, propertyId, left, { id }))];
}

/** Gives back all that a booking took. @returns the months that changed, as they now are */
export async function dropNights(tx: Transaction, booking: StoredBooking): Promise<StoredMonth[]> {
  return pullClaims(tx, booking.propertyId, monthsOf(staysOf(booking)), { id: booking._id });
}

/**
 * Gives back what a booking holds beside its own nights.
 *
 * @param anew months where that was held anew already: each is changed once, because each version of it is told
 * @returns the months that changed, as they now are
 */
export async function dropBeside(tx: Transaction, booking: StoredBooking, anew: StoredMonth[] = []): Promise<StoredMonth[]> {
  const months = monthsOf(staysOf(booking)).filter((month) => !anew.some((one) => one.month === month));
  return pullClaims(tx, booking.propertyId, months, { id: booking._id, until: { $exists: true } });
}

async function pullClaims({ store, session, now }: Transaction, propertyId: Id, months: Month[], claim: object): Promise<StoredMonth[]> {
  const changed: StoredMonth[] = [];
  for (const month of months) {
    const found = await store.months.findOneAndUpdate(
      { _id: monthId(propertyId, month), claims: trusted({ $elemMatch: claim }) },
      { $pull: { claims: claim }, $inc: { version: 1 }, $set: { at: now } },
      { session, returnDocument: "after", lean: true },
    );
    if (found) changed.push(found);
  }
  return changed;
}

/** Gives back what a block took, in whatever months. @returns those months, as they now are */
export async function dropBlock(tx: Transaction, propertyId: Id, blockId: Id): Promise<StoredMonth[]> {
  const { store, session, now } = tx;
  const filter = { propertyId, claims: { $elemMatch: { id: blockId, kind: "block" } } };
  const ids = (await store.months.find(filter, { _id: 1 }, { session }).lean()).map(({ _id }) => _id);
  await store.months.updateMany(
    { _id: { $in: ids } },
    { $pull: { claims: { id: blockId } }, $inc: { version: 1 }, $set: { at: now } },
    { session },
  );
  return store.months.find({ _id: { $in: ids } }, null, { session }).sort({ _id: 1 }).lean();
}

/** Writes what the nights of a month have of their own. @returns the month as it now is */
export async function setNights(tx: Transaction, month: StoredMonth, nights: StoredMonth["nights"]): Promise<StoredMonth> {
  const changed = await tx.store.months.findOneAndUpdate(
    { _id: month._id },
    { $set: { nights, at: tx.now }, $inc: { version: 1 } },
    { session: tx.session, returnDocument: "after", lean: true },
  );
  if (!changed) throw new Refusal("not_found", "There is no such month");
  return changed;
}

/** Whether the booking's own claim lies, live, in every month of the stay: the only thing that says it has its nights. */
export function holdsNights(months: StoredMonth[], stay: Stay, claimId: Id, now: Date): boolean {
  return runsOf(stay).every(({ month, from, to }) =>
    months
      .find((stored) => stored.month === month)
      ?.claims.some((claim) => claim.id === claimId && claim.from === from && claim.to === to && isLive(now)(claim)),
  );
}

/** A month as it is when it begins to exist. */
export function newMonth(property: StoredProperty, month: Month, now: Date): StoredMonth {
  return {
    _id: monthId(property._id, month),
    propertyId: property._id,
    hostId: property.hostId,
    month,
    version: 1,
    units: property.units,
    currency: property.currency,
    basePrice: property.basePrice,
    minNights: property.rules.minNights,
    claims: [],
    nights: {},
    at: now,
  };
}

/** Makes the months from `from` to `to`, both included, that do not exist yet. @returns those made */
export async function openMonths(tx: Transaction, property: StoredProperty, from: Month, to: Month): Promise<StoredMonth[]> {
  const existing = new Set((await readMonths(tx, property._id, from, to)).map(({ month }) => month));
  const missing = monthsBetween(from, to).filter((month) => !existing.has(month));
  const made = missing.map((month) => newMonth(property, month, tx.now));
  if (made.length > 0) await tx.store.months.insertMany(made, { session: tx.session });
  return made;
}

/**
 * Writes the property's units, price and rules into its months from `from` on, and raises their versions; with them
 * every hold under way meets a changed month and decides again.
 *
 * @throws Refusal `units_in_use` where a month's live claims need more units than would remain
 */
export async function rewriteMonths(tx: Transaction, property: StoredProperty, from: Month): Promise<StoredMonth[]> {
  const { store, session, now } = tx;
  const months = await store.months.find({ propertyId: property._id, month: { $gte: from } }, null, { session }).sort({ _id: 1 }).lean();
  const full = months.find((month) => mostTaken(month, now) > property.units);
  if (full) throw new Refusal("units_in_use", `${mostTaken(full, now)} units are taken at once in ${full.month}; keep at least that many`);
  const { units, basePrice, rules } = property;
  const claims = { $filter: { input: "$claims", as: "claim", cond: liveAt(now) } };
  await store.months.collection.updateMany(
    { _id: { $in: months.map(({ _id }) => _id) as never[] } },
    [{ $set: { claims, units, basePrice, minNights: rules.minNights, version: { $add: ["$version", 1] }, at: now } }],
    { session },
  );
  return store.months.find({ _id: { $in: months.map(({ _id }) => _id) } }, null, { session }).sort({ _id: 1 }).lean();
}

/** The most units that live claims take on one night of the month. */
export function mostTaken(month: StoredMonth, now: Date): number {
  const live = month.claims.filter(isLive(now));
  return Math.max(...Array.from({ length: daysIn(month.month) }, (_, index) => unitsTaken(live, index + 1)));
}
