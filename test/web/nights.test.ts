/** What the calendar of the page says of nights and stays. */
import { expect } from "chai";
import fc from "fast-check";
import { addDays, daysBetween, monthOf, nightsOf, type Stay } from "../../shared/contract/dates.ts";
import { hasRoom } from "../../shared/booking/has-room.ts";
import { checkMonths, checkStay } from "../../shared/booking/stay-rules.ts";
import type { StoredProperty } from "../../shared/store/documents.ts";
import { calendarOf, canSleep, nearestFree, stateOf, whyNotArrive, whyNotStay } from "../../web/src/calendar/nights.ts";
import { aCase, aStay, seen, stayOf, type Case } from "./calendars.ts";

/** What the service would say of a hold at that moment: every rule, and the months' guard. */
function serviceTakes({ property, stored, now }: Case, stay: Stay): boolean {
  try {
    checkStay({ ...property, capacity: 2 } as unknown as StoredProperty, { ...stay, guests: 2 }, now);
    checkMonths(stored, stay);
  } catch {
    return false;
  }
  return hasRoom(stored, stay, now);
}

describe("A stay on the page", () => {
  it("can be chosen where the service would take it, and nowhere else", () => {
    let taken = 0;
    fc.assert(fc.property(aCase, fc.array(aStay, { minLength: 10, maxLength: 10 }), (one, stays) => {
      for (const stay of stays.map((each) => stayOf(one, each))) {
        const takes = serviceTakes(one, stay);
        taken += Number(takes);
        expect(whyNotStay(one.calendar, stay) === undefined, `${stay.checkIn} to ${stay.checkOut}: ${whyNotStay(one.calendar, stay)}`).to.equal(takes);
      }
    }), { numRuns: 150 });
    expect(taken, "stays that could be had").to.be.above(20);
  });

  it("that is offered instead is free, as long, allowed, and there is none nearer", () => {
    let offered = 0;
    fc.assert(fc.property(aCase, aStay, (one, wish) => {
      const wished = stayOf(one, wish);
      const nearest = nearestFree(one.calendar, wished, 20);
      const away = (stay: Stay) => Math.abs(daysBetween(wished.checkIn, stay.checkIn));
      const others = Array.from({ length: 41 }, (_, index) => index - 20).filter((days) => days !== 0).map((days) => ({ checkIn: addDays(wished.checkIn, days), checkOut: addDays(wished.checkOut, days) }));
      const free = others.filter((stay) => whyNotStay(one.calendar, stay) === undefined);
      expect(nearest === undefined).to.equal(free.length === 0);
      if (!nearest) return;
      offered += 1;
      expect(daysBetween(nearest.checkIn, nearest.checkOut)).to.equal(wish.nights);
      expect(serviceTakes(one, nearest)).to.equal(true);
      expect(away(nearest)).to.equal(Math.min(...free.map(away)));
      for (const night of nightsOf(nearest)) expect(canSleep(one.calendar, night)).to.equal(true);
    }), { numRuns: 150 });
    expect(offered).to.be.above(5);
  });

  it("that arrives on a night of which the host asks less than the rules can be that short", () => {
    fc.assert(fc.property(aCase, aStay, (one, wish) => {
      const stay = stayOf(one, wish);
      const generous = one.stored.map((month) => ({ ...month, minNights: 9, nights: Object.fromEntries(Array.from({ length: 31 }, (_, day) => [day + 1, { minNights: 1 }])) }));
      const calendar = calendarOf({ ...one.property, rules: { ...one.property.rules, minNights: 9 } }, seen(generous), one.now.getTime());
      expect(whyNotStay(calendar, stay) === undefined).to.equal(serviceTakes({ ...one, stored: generous }, stay));
    }), { numRuns: 100 });
  });

  it("of tonight can be had after check-in time where the host asks for no notice", () => {
    const rules = { checkInFrom: "15:00", checkOutUntil: "11:00", minNights: 1, maxNights: 30, noticeHours: 0, horizonDays: 30 };
    const month = { propertyId: "p", month: "2026-11", version: 1, units: 1, free: Array.from({ length: 30 }, () => 1), price: Array.from({ length: 30 }, () => 1), currency: "EUR", at: "" };
    const at = (time: string, noticeHours: number) => calendarOf({ id: "p", timeZone: "Europe/Lisbon", rules: { ...rules, noticeHours } }, new Map([["p:2026-11", month]]), Date.parse(`2026-11-10T${time}:00Z`));
    expect(whyNotArrive(at("20:00", 0), "2026-11-10")).to.equal(undefined);
    expect(whyNotArrive(at("13:59", 1), "2026-11-10")).to.equal(undefined);
    expect(whyNotArrive(at("14:01", 1), "2026-11-10")).to.equal("it is too soon to arrive");
    expect(whyNotArrive(at("20:00", 0), "2026-11-09")).to.equal("it is over");
  });
});

describe("A night on the page", () => {
  it("is free where one can arrive, held where a hold may end, taken where nobody leaves, and is never two of these", () => {
    const counts: Record<string, number> = {};
    fc.assert(fc.property(aCase, (one) => {
      const { calendar } = one;
      for (let days = -3; days < 95; days += 1) {
        const night = addDays(calendar.today, days);
        const state = stateOf(calendar, night);
        const facts = calendar.facts(night);
        counts[state] = (counts[state] ?? 0) + 1;
        expect(state === "past").to.equal(days < 0);
        expect(state === "free").to.equal(whyNotArrive(calendar, night) === undefined);
        expect(facts !== undefined).to.equal(one.stored.some(({ month }) => month === monthOf(night)));
        if (state === "free") expect(canSleep(calendar, night)).to.equal(true);
        if (state === "held") expect(facts!.heldUntil).to.be.above(calendar.now);
        if (state === "held" || state === "taken") expect([facts!.free, canSleep(calendar, night)]).to.deep.equal([0, false]);
        if (state === "taken") expect(facts!.heldUntil).to.equal(undefined);
        if (canSleep(calendar, night)) expect(hasRoom(one.stored, { checkIn: night, checkOut: addDays(night, 1) }, one.now)).to.equal(true);
      }
    }), { numRuns: 150 });
    expect(Object.keys(counts).sort()).to.deep.equal(["closed", "free", "held", "past", "taken"]);
  });
});
