/** A property's taken nights, as other platforms read them. They say nothing of who, and not what for. */
import { createHash } from "node:crypto";
import { default as ical } from "ical-generator";
import { addDays, localDate, monthOf, nightOf, daysIn, type Night, type Stay } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { MOST_NIGHTS } from "../contract/property.ts";
import { covers, isLive } from "../store/claims.ts";
import type { Claim, StoredMonth } from "../store/documents.ts";
import { readMonthsFrom } from "../store/imported-claims.ts";
import { readProperty } from "../store/properties.ts";
import type { TransactionContext } from "../store/transact.ts";
import { joined, type Run } from "../booking/imported/runs.ts";

export interface TakenNights {
  text: string;
  /** Names what is taken; it stays while that does. */
  etag: string;
  modified: Date;
}

interface Taken extends Stay {
  uid: string;
  summary: string;
}

/** @throws Refusal `not_found` where nobody has this address, or has it any more */
export async function takenNights({ store, clock }: TransactionContext, token: string): Promise<TakenNights> {
  const address = await store.calendarAddresses.findOne({ token }).lean();
  if (!address) throw new Refusal("not_found", "There is no calendar at this address");
  const { propertyId, calendarId } = address;
  const property = await readProperty({ store }, propertyId);
  const now = await clock();
  const today = localDate(now, property.timeZone);
  const stored = await readMonthsFrom({ store }, propertyId, monthOf(addDays(today, -MOST_NIGHTS))); // a stay that is not over may have begun there
  const kept = await lasting({ store }, stored, await nobodysStays({ store }, propertyId), now);
  const taken = (property.units === 1 ? staysOf(kept, calendarId) : fullOf(kept, calendarId, propertyId)).filter(({ checkOut }) => checkOut > today);
  const modified = new Date(Math.max(address.at.getTime(), ...stored.map(({ at }) => at.getTime())));
  return { text: written(taken, modified), etag: `W/"${digest(taken)}"`, modified };
}

/**
 * Names windows that other platforms have closed, or may have. They are told to nobody: two platforms that each close what
 * the other tells them would keep nights closed for ever that were one booking's here.
 */
async function nobodysStays({ store }: Pick<TransactionContext, "store">, propertyId: Id): Promise<Set<Id>> {
  const calendars = await store.calendars.find({ propertyId }, { stays: 1 }).lean();
  return new Set(calendars.flatMap(({ stays }) => stays.filter(({ kind }) => kind !== "reserved").map(({ id }) => id)));
}

/**
 * Months with what stays: not with holds, which change within minutes, but with requests, which have their nights for a day;
 * and without what is nobody's stay.
 */
async function lasting({ store }: Pick<TransactionContext, "store">, months: StoredMonth[], nobodys: ReadonlySet<Id>, now: Date): Promise<StoredMonth[]> {
  const held = months.flatMap(({ claims }) => claims.filter(({ kind }) => kind === "hold").map(({ id }) => id));
  const asked = new Set(await store.bookings.distinct("_id", { _id: { $in: held }, status: "requested" }));
  const stays = (claim: Claim) => isLive(now)(claim) && (claim.kind !== "hold" || asked.has(claim.id)) && !claim.closed && !nobodys.has(claim.id);
  return months.map((month) => ({ ...month, claims: month.claims.filter(stays) }));
}

/** One unit: each stay for itself. What came from that platform is not told it again. */
function staysOf(months: StoredMonth[], calendarId: Id | undefined): Taken[] {
  const told = joined(months).filter((run) => calendarId === undefined || run.calendarId !== calendarId);
  const seen = new Map<Id, number>();
  return told.map((run) => {
    const nth = (seen.get(run.id) ?? 0) + 1;
    seen.set(run.id, nth);
    return { uid: nth === 1 ? `${run.id}@vacancy` : `${run.id}-${nth}@vacancy`, summary: summaryOf(run), checkIn: run.checkIn, checkOut: run.checkOut };
  });
}

/** Who reads it back knows by these whether a guest of ours stays, or another has told us so. */
const summaryOf = ({ kind }: Run) => (kind === "booking" || kind === "hold" ? "Reserved" : "Not available");

/**
 * Several units: the nights on which none is left, because a platform that sells one unit of them can go on with the others.
 * Nights that its own stays fill are not told it.
 */
function fullOf(months: StoredMonth[], calendarId: Id | undefined, propertyId: Id): Taken[] {
  const taken: Taken[] = [];
  for (const { month, units, claims } of months) {
    for (let day = 1; day <= daysIn(month); day += 1) {
      const on = claims.filter(covers(day));
      const isFull = on.reduce((sum, claim) => sum + claim.units, 0) >= units && on.some((claim) => calendarId === undefined || claim.calendarId !== calendarId);
      if (isFull) addNight(taken, nightOf(month, day), propertyId);
    }
  }
  return taken;
}

function addNight(taken: Taken[], night: Night, propertyId: Id): void {
  const last = taken.at(-1);
  if (last?.checkOut === night) last.checkOut = addDays(night, 1);
  else taken.push({ uid: `${propertyId}-${night}@vacancy`, summary: "Not available", checkIn: night, checkOut: addDays(night, 1) });
}

const digest = (taken: Taken[]) => createHash("sha256").update(JSON.stringify(taken)).digest("base64url");

/** Whole days, the last one excluded, as platforms expect it. */
function written(taken: Taken[], stamp: Date): string {
  const calendar = ical({ prodId: { company: "Vacancy", product: "Taken nights", language: "EN" } });
  for (const { uid, summary, checkIn, checkOut } of taken) calendar.createEvent({ id: uid, stamp, allDay: true, start: midnight(checkIn), end: midnight(checkOut), summary });
  return calendar.toString();
}

const midnight = (night: Night) => new Date(`${night}T00:00:00Z`);
