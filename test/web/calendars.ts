/** Calendars to try a page with: months as they are stored, seen as the page sees them, at a moment among them. */
import fc from "fast-check";
import type { PublicMonth } from "../../shared/contract/month.ts";
import type { Property } from "../../shared/contract/property.ts";
import { addDays, daysIn, localDate, monthsBetween } from "../../shared/contract/dates.ts";
import { keyOfMonth } from "../../shared/contract/client/months.ts";
import { unitsTaken } from "../../shared/store/claims.ts";
import type { Claim, StoredMonth } from "../../shared/store/documents.ts";
import { publicMonth } from "../../shared/views/month.ts";
import { type Calendar, calendarOf } from "../../web/src/calendar/nights.ts";

export const MONTHS = monthsBetween("2026-10", "2027-01");
const PROPERTY = "a".repeat(24);

export interface Case {
  property: Pick<Property, "id" | "rules" | "timeZone">;
  stored: StoredMonth[];
  now: Date;
  calendar: Calendar;
}

/** Stays and holds of other guests, some lapsed. What is claimed removes what has lapsed: a month never has more claims than units. */
const claims = (days: number, units: number, now: Date) =>
  fc
    .array(fc.record({ from: fc.integer({ min: 1, max: days }), length: fc.integer({ min: 1, max: 6 }), minutes: fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined }) }), { maxLength: 8 })
    .map((all) => {
      const kept: Claim[] = [];
      for (const { from, length, minutes } of all) {
        const to = Math.min(days + 1, from + length);
        const isFull = (day: number) => unitsTaken(kept, day) >= units;
        if (Array.from({ length: to - from }, (_, index) => from + index).some(isFull)) continue;
        const until = minutes === undefined ? {} : { until: new Date(now.getTime() + minutes * 60_000) };
        kept.push({ id: String(kept.length).padStart(24, "0"), kind: minutes === undefined ? "booking" : "hold", from, to, units: 1, ...until });
      }
      return kept;
    });

const settings = (days: number) =>
  fc.dictionary(
    fc.integer({ min: 1, max: days }).map(String),
    fc.oneof(fc.record({ minNights: fc.integer({ min: 1, max: 5 }) }), fc.constant({ closedToArrival: true }), fc.constant({ closedToDeparture: true }), fc.record({ price: fc.integer({ min: 1, max: 90_000 }) })),
    { maxKeys: 8, noNullPrototype: true },
  );

const rules = fc.record({
  checkInFrom: fc.constantFrom("00:00", "15:00", "23:30"),
  checkOutUntil: fc.constant("11:00"),
  minNights: fc.integer({ min: 1, max: 3 }),
  maxNights: fc.integer({ min: 3, max: 9 }),
  noticeHours: fc.constantFrom(0, 4, 48),
  horizonDays: fc.integer({ min: 20, max: 90 }),
});

export const aCase: fc.Arbitrary<Case> = fc
  .record({
    rules,
    timeZone: fc.constantFrom("Europe/Lisbon", "Pacific/Auckland", "America/Los_Angeles"),
    now: fc.date({ min: new Date("2026-10-20T00:00:00Z"), max: new Date("2026-11-20T00:00:00Z"), noInvalidDate: true }),
    units: fc.integer({ min: 1, max: 2 }),
    months: fc.subarray(MONTHS, { minLength: 3 }),
  })
  .chain(({ months, ...given }) =>
    fc.tuple(...months.map((month) => fc.tuple(claims(daysIn(month), given.units, given.now), settings(daysIn(month))))).map((contents) => {
      const stored = months.map((month, index) => storedMonth(month, given, contents[index]!));
      const property = { id: PROPERTY, rules: given.rules, timeZone: given.timeZone };
      return { property, stored, now: given.now, calendar: calendarOf(property, seen(stored), given.now.getTime()) };
    }),
  );

function storedMonth(month: string, given: { units: number; rules: Property["rules"]; now: Date }, [claimed, nights]: [StoredMonth["claims"], StoredMonth["nights"]]): StoredMonth {
  return { _id: `${PROPERTY}:${month}`, propertyId: PROPERTY, hostId: PROPERTY, month, version: 1, units: given.units, currency: "EUR", basePrice: 10_000, minNights: given.rules.minNights, claims: claimed, nights, at: given.now };
}

/** As the page knows them. */
export function seen(stored: StoredMonth[]): ReadonlyMap<string, PublicMonth> {
  return new Map(stored.map(publicMonth).map((month) => [keyOfMonth(month), month]));
}

/** A stay that begins near the moment of the case or later, within what is known. */
export const aStay = fc.record({ after: fc.integer({ min: -3, max: 70 }), nights: fc.integer({ min: 1, max: 10 }) });

export function stayOf({ now, property }: Case, { after, nights }: { after: number; nights: number }) {
  const checkIn = addDays(localDate(now, property.timeZone), after);
  return { checkIn, checkOut: addDays(checkIn, nights) };
}
