/** What a stored month looks like from outside: functions of it alone, so the same version is always the same bytes. */
import { daysIn } from "../contract/dates.ts";
import type { HostMonth, PublicMonth } from "../contract/month.ts";
import { covers, unitsTaken } from "../store/claims.ts";
import type { Claim, StoredMonth } from "../store/documents.ts";

function earliestEnd(claims: Claim[], day: number): Date | undefined {
  const ends = claims.filter(covers(day)).flatMap(({ until }) => until ?? []);
  return ends.sort((a, b) => a.getTime() - b.getTime())[0];
}

export function priceOf(month: StoredMonth, day: number): number {
  return month.nights[day]?.price ?? month.basePrice;
}

export function minNightsOf(month: StoredMonth, day: number): number {
  return month.nights[day]?.minNights ?? month.minNights;
}

/** Keeps what has a value, and is absent where nothing has: `{"24": 3}`. */
function byDay<T>(days: number[], valueOf: (day: number) => T | undefined): Record<string, T> | undefined {
  const entries = days.flatMap((day) => {
    const value = valueOf(day);
    return value === undefined ? [] : [[String(day), value] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function daysWith(days: number[], has: (day: number) => boolean | undefined): number[] | undefined {
  const found = days.filter(has);
  return found.length > 0 ? found : undefined;
}

export function publicMonth(stored: StoredMonth): PublicMonth {
  const { propertyId, month, version, units, claims, currency, nights, at } = stored;
  const days = Array.from({ length: daysIn(month) }, (_, index) => index + 1);
  const heldUntil = byDay(days, (day) => earliestEnd(claims, day)?.toISOString());
  const minNights = byDay(days, (day) => (minNightsOf(stored, day) > 1 ? minNightsOf(stored, day) : undefined));
  const closedToArrival = daysWith(days, (day) => nights[day]?.closedToArrival);
  const closedToDeparture = daysWith(days, (day) => nights[day]?.closedToDeparture);
  return {
    propertyId,
    month,
    version,
    units,
    free: days.map((day) => Math.max(0, units - unitsTaken(claims, day))),
    price: days.map((day) => priceOf(stored, day)),
    currency,
    ...(heldUntil && { heldUntil }),
    ...(minNights && { minNights }),
    ...(closedToArrival && { closedToArrival }),
    ...(closedToDeparture && { closedToDeparture }),
    at: at.toISOString(),
  };
}

export function hostMonth(stored: StoredMonth): HostMonth {
  const claims = stored.claims.map(({ until, ...claim }) => ({ ...claim, ...(until && { until: until.toISOString() }) }));
  return { ...publicMonth(stored), claims };
}
