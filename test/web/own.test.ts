/** The calendar of a guest who has a stay in it and would have another instead. */
import { expect } from "chai";
import fc from "fast-check";
import { addDays, instantAt, nightsOf, outside, runsOf, type Stay } from "../../shared/contract/dates.ts";
import { hasRoom } from "../../shared/booking/has-room.ts";
import { checkMonths, checkStay } from "../../shared/booking/stay-rules.ts";
import type { StoredMonth, StoredProperty } from "../../shared/store/documents.ts";
import { calendarOf, canSleep, stateOf, whyNotStay } from "../../web/src/calendar/nights.ts";
import { withoutOwn } from "../../web/src/calendar/own.ts";
import { aCase, aStay, seen, stayOf, type Case } from "./calendars.ts";

const OWN = "f".repeat(24);

/** A case with a stay of the guest's in it; nothing where there is no room for it, or it has begun. Claiming nights removes holds that have lapsed. */
function withOwn(one: Case, own: Stay): { before: StoredMonth[]; stored: StoredMonth[] } | undefined {
  const { checkInFrom } = one.property.rules;
  if (!hasRoom(one.stored, own, one.now) || instantAt(own.checkIn, checkInFrom, one.property.timeZone) <= one.now) return undefined;
  const before = one.stored.map((month) => ({ ...month, claims: month.claims.filter(({ until }) => !until || until > one.now) }));
  const runs = new Map(runsOf(own).map((run) => [run.month, run]));
  const stored = before.map((month) => {
    const run = runs.get(month.month);
    return run ? { ...month, claims: [...month.claims, { id: OWN, kind: "booking" as const, from: run.from, to: run.to, units: 1 }] } : month;
  });
  return { before, stored };
}

/** What the service would say of other dates for that booking, as `offer-dates.ts` asks. */
function serviceTakes({ property, now }: Case, others: StoredMonth[], own: Stay, stay: Stay): boolean {
  try {
    checkStay({ ...property, capacity: 2 } as unknown as StoredProperty, { ...stay, guests: 2 }, now, { ...own, guests: 2 });
    checkMonths(others, stay, own);
  } catch {
    return false;
  }
  return outside(own, stay).every((run) => hasRoom(others, run, now));
}

describe("A calendar with a stay of one's own", () => {
  it("shows each night as it would be without that stay, the others' as they are", () => {
    let shown = 0;
    fc.assert(fc.property(aCase, aStay, (one, wish) => {
      const own = stayOf(one, wish);
      const made = withOwn(one, own);
      if (!made) return;
      shown += 1;
      const known = seen(made.stored);
      expect(withoutOwn(known, one.property.id, own)).to.deep.equal(seen(made.before));
      expect(known, "what is known is left as it is").to.deep.equal(seen(made.stored));
      const calendar = calendarOf(one.property, known, one.now.getTime(), own);
      for (const night of nightsOf(own)) expect([canSleep(calendar, night), stateOf(calendar, night)], night).to.satisfy(([can, state]: [boolean, string]) => can && state !== "taken" && state !== "held");
    }), { numRuns: 300 });
    expect(shown, "stays of one's own").to.be.above(30);
  });

  it("has never more units free than there are, also where a change of units is not known yet", () => {
    const month = { propertyId: "p", month: "2026-12", version: 1, units: 1, free: Array.from({ length: 31 }, () => 1), price: Array.from({ length: 31 }, () => 1), currency: "EUR", at: "" };
    expect(withoutOwn(new Map([["p:2026-12", month]]), "p", { checkIn: "2026-12-30", checkOut: "2027-01-02" }).get("p:2026-12")!.free).to.deep.equal(month.free);
  });

  it("lets other dates be chosen where the service would give them, and nowhere else", () => {
    const counts = { given: 0, refused: 0 };
    fc.assert(fc.property(aCase, aStay, fc.array(fc.record({ from: fc.integer({ min: -4, max: 8 }), nights: fc.integer({ min: 1, max: 10 }) }), { minLength: 12, maxLength: 12 }), (one, wish, changes) => {
      const own = stayOf(one, wish);
      const made = withOwn(one, own);
      if (!made) return;
      const calendar = calendarOf(one.property, seen(made.stored), one.now.getTime(), own);
      for (const { from, nights } of changes) {
        const checkIn = addDays(own.checkIn, Math.min(from, 4));
        const stay = { checkIn: from > 4 ? own.checkIn : checkIn, checkOut: addDays(from > 4 ? own.checkIn : checkIn, nights) };
        const takes = serviceTakes(one, made.before, own, stay);
        counts[takes ? "given" : "refused"] += 1;
        expect(whyNotStay(calendar, stay) === undefined, `${own.checkIn}/${own.checkOut} → ${stay.checkIn}/${stay.checkOut}: ${whyNotStay(calendar, stay)}`).to.equal(takes);
      }
    }), { numRuns: 300 });
    expect(counts.given, "dates that could be had").to.be.above(100);
    expect(counts.refused, "dates that could not").to.be.above(100);
  });
});
