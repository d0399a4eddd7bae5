/**
 * What of a calendar's stays can be claimed beside what else takes the nights. Pure.
 *
 * A stay gets a unit on each of its nights that has one left: those are gone at the other platform, whatever became of the
 * rest. Where a booking has the night and no unit is left, that is a conflict. Closed nights are nobody's stay, so that they
 * never conflict, and count once however many windows say so. Of a window that may be either, its dates decide: where it
 * begins and ends as stays of ours do, and has nothing but taken nights, it is what we have told that platform ourselves.
 */
import { daysIn, type Night, nightOf } from "../../contract/dates.ts";
import type { Id } from "../../contract/ids.ts";
import type { ImportedConflict, ImportedStay, StoredCalendar } from "../../store/calendar-documents.ts";
import { isLive } from "../../store/claims.ts";
import type { Claim, StoredMonth } from "../../store/documents.ts";
import { joined, type Run } from "./runs.ts";

export interface ClaimsPlan {
  /** Months whose claims are to be others. */
  changed: { month: StoredMonth; claims: Claim[] }[];
  conflicts: Omit<ImportedConflict, "since">[];
}

interface NightOf {
  night: Night;
  /** Left by others. */
  room: number;
  bookingIds: Id[];
  /** Of this calendar's stays, not of closed nights. */
  stays: number;
  /** What gets a unit. */
  given: { id: Id; closed: boolean }[];
}

const ORDER = { reserved: 0, unclear: 1, closed: 2 } as const;

const inOrder = (a: ImportedStay, b: ImportedStay) => ORDER[a.kind] - ORDER[b.kind] || (`${a.checkIn} ${a.checkOut} ${a.id}` < `${b.checkIn} ${b.checkOut} ${b.id}` ? -1 : 1);

/** What the stays are claimed among. */
export interface Among {
  /** All from the one that has `today` on. */
  months: StoredMonth[];
  today: Night;
  now: Date;
  /** What we name our own stays by, also those that are over or cancelled. */
  ours: ReadonlySet<Id>;
  /** Claims of the calendar's other stays are left as they are; of all where absent. */
  only?: ReadonlySet<Id>;
}

export function planClaims(calendar: Pick<StoredCalendar, "_id" | "name">, stays: ImportedStay[], { months, today, now, ours, only }: Among): ClaimsPlan {
  const isIts = ({ calendarId, id }: Claim) => calendarId === calendar._id && (only?.has(id) ?? true);
  const without = (isLeftOut: (claim: Claim) => boolean) => months.map((month) => ({ ...month, claims: month.claims.filter((claim) => !isLeftOut(claim) && isLive(now)(claim)) }));
  const nights = nightsIn(without(isIts));
  const isEcho = echoOf(joined(without(({ calendarId }) => calendarId === calendar._id)), ours, today);
  const conflicts: ClaimsPlan["conflicts"] = [];
  for (const stay of stays.toSorted(inOrder)) {
    const own = [...nights.values()].filter(({ night }) => night >= today && night >= stay.checkIn && night < stay.checkOut);
    const missing = isEcho(stay, own) ? [] : give(stay, own);
    if (missing.length > 0) conflicts.push(conflictOf(stay, missing, calendar._id));
  }
  return { changed: months.flatMap((month) => rewritten(month, calendar, { isIts, nights, today, now }) ?? []), conflicts };
}

function nightsIn(months: StoredMonth[]): Map<Night, NightOf> {
  const nights = new Map<Night, NightOf>();
  for (const { month, units, claims } of months) {
    for (let day = 1; day <= daysIn(month); day += 1) nights.set(nightOf(month, day), { night: nightOf(month, day), room: units, bookingIds: [], stays: 0, given: [] });
    for (const { id, kind, from, to, units: taken } of claims) {
      for (let day = from; day < to; day += 1) {
        const night = nights.get(nightOf(month, day))!;
        night.room -= taken;
        if (kind === "booking" || kind === "hold") night.bookingIds.push(id);
      }
    }
  }
  return nights;
}

/** Whether a window is what we have told that platform. */
function echoOf(runs: Run[], ours: ReadonlySet<Id>, today: Night): (stay: ImportedStay, nights: NightOf[]) => boolean {
  const [ids, begins, ends] = [new Set(runs.map(({ id }) => id)), new Set(runs.map(({ checkIn }) => checkIn)), new Set(runs.map(({ checkOut }) => checkOut))];
  return ({ ours: id, kind, checkIn, checkOut }, nights) => {
    if (id !== undefined && (ours.has(id) || ids.has(id))) return true;
    return kind === "unclear" && nights.every(({ room }) => room <= 0) && (checkIn <= today || begins.has(checkIn)) && ends.has(checkOut);
  };
}

/** Gives it what there is. @returns nights that it does not get because of bookings */
function give({ id, kind }: ImportedStay, nights: NightOf[]): NightOf[] {
  return nights.filter((night) => {
    const closed = kind === "closed";
    const isCounted = closed && (night.stays > 0 || night.given.some((given) => given.closed));
    if (!closed) night.stays += 1;
    const isGiven = !isCounted && night.given.length < night.room;
    if (isGiven) night.given.push({ id, closed });
    return !closed && !isGiven && night.bookingIds.length > 0;
  });
}

function conflictOf({ id, kind, checkIn, checkOut }: ImportedStay, missing: NightOf[], calendarId: Id): ClaimsPlan["conflicts"][number] {
  const bookingIds = [...new Set(missing.flatMap((night) => night.bookingIds))];
  const what = kind === "reserved" ? `${id}:${checkIn}:${checkOut}` : calendarId; // a window has other dates each day
  return { id, checkIn, checkOut, nights: missing.map(({ night }) => night), bookingIds, key: `calendar_conflict:${what}:${bookingIds[0]}` };
}

interface Planned extends Pick<Among, "today" | "now"> {
  isIts: (claim: Claim) => boolean;
  nights: Map<Night, NightOf>;
}

/** `undefined` where it stays as it is. What is over stays as it was. */
function rewritten(month: StoredMonth, calendar: Pick<StoredCalendar, "_id" | "name">, { isIts, nights, today, now }: Planned): ClaimsPlan["changed"][number] | undefined {
  const its = month.claims.filter(isIts);
  const past = its.flatMap(({ id, closed, from, to }) => daysOf(from, to).map((day) => ({ day, id, closed: closed === true })));
  const days = daysOf(1, daysIn(month.month) + 1).map((day) => ({ day, night: nightOf(month.month, day) }));
  const wanted = days.flatMap(({ day, night }) => (night < today ? past.filter((one) => one.day === day) : nights.get(night)!.given.map((one) => ({ day, ...one }))));
  const claims = claimsOf(wanted, { units: 1, note: calendar.name, calendarId: calendar._id });
  if (same(its, claims)) return undefined;
  return { month, claims: [...month.claims.filter((claim) => !isIts(claim) && isLive(now)(claim)), ...claims] };
}

const daysOf = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

/** Days that follow each other, of the same stay, as one claim. */
function claimsOf(wanted: { day: number; id: Id; closed: boolean }[], all: Pick<Claim, "units" | "note" | "calendarId">): Claim[] {
  const open = new Map<Id, Claim>();
  const claims: Claim[] = [];
  for (const { day, id, closed } of wanted) {
    const before = open.get(id);
    if (before?.to === day) before.to = day + 1;
    else {
      const claim: Claim = { id, kind: "imported", from: day, to: day + 1, ...all, ...(closed && { closed: true as const }) };
      open.set(id, claim);
      claims.push(claim);
    }
  }
  return claims;
}

function same(a: Claim[], b: Claim[]): boolean {
  const written = (claims: Claim[]) => claims.map(({ id, from, to, note, closed }) => `${from} ${to} ${id} ${closed === true} ${note}`).sort().join("\n");
  return written(a) === written(b);
}
