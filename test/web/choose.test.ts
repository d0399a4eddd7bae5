/** Choosing a stay by pressing days. */
import { expect } from "chai";
import fc from "fast-check";
import { addDays } from "../../shared/contract/dates.ts";
import { type Choice, choose, isLeaving, whyNotChoose } from "../../web/src/calendar/choose.ts";
import { type Calendar, type NightFacts, whyNotArrive, whyNotStay } from "../../web/src/calendar/nights.ts";
import { aCase } from "./calendars.ts";

/** Presses a day as the page does: one that can't be chosen does nothing. */
const press = (calendar: Calendar, choice: Choice, night: string): Choice => (whyNotChoose(calendar, choice, night) === undefined ? choose(calendar, choice, night) : choice);

describe("Pressing days", () => {
  it("never yields a stay that can't be had, nor an arrival on a day when nobody can arrive", () => {
    let chosen = 0;
    fc.assert(fc.property(aCase, fc.array(fc.integer({ min: -2, max: 30 }), { maxLength: 60 }), ({ calendar }, days) => {
      let choice: Choice = {};
      for (const day of days) {
        const night = addDays(calendar.today, day);
        const next = press(calendar, choice, night);
        if (next.checkIn !== undefined) expect(whyNotArrive(calendar, next.checkIn)).to.equal(undefined);
        if (next.checkIn !== undefined && next.checkOut !== undefined) expect(whyNotStay(calendar, { checkIn: next.checkIn, checkOut: next.checkOut })).to.equal(undefined);
        if (next !== choice) expect([next.checkIn, next.checkOut], "the day pressed is chosen").to.include(night);
        if (next.checkOut !== undefined) chosen += 1;
        choice = next;
      }
    }), { numRuns: 150 });
    expect(chosen, "stays chosen").to.be.above(10);
  });

  it("reaches every stay that can be had, with two presses", () => {
    fc.assert(fc.property(aCase, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 9 }), ({ calendar }, after, nights) => {
      const stay = { checkIn: addDays(calendar.today, after), checkOut: addDays(calendar.today, after + nights) };
      if (whyNotStay(calendar, stay) !== undefined) return;
      expect(press(calendar, press(calendar, {}, stay.checkIn), stay.checkOut)).to.deep.equal(stay);
    }), { numRuns: 200 });
  });

  describe("in a week of which the fourth night is taken", () => {
    const facts = (night: string): NightFacts | undefined => ({ free: night === "2026-12-04" ? 0 : 1, price: 100, closedToArrival: night === "2026-12-02", closedToDeparture: night === "2026-12-03", ...(night === "2026-12-05" && { minNights: 2 }) });
    const rules = { checkInFrom: "15:00", checkOutUntil: "11:00", minNights: 1, maxNights: 3, noticeHours: 0, horizonDays: 30 };
    const calendar: Calendar = { facts, rules, timeZone: "UTC", now: Date.parse("2026-11-20T12:00:00Z"), today: "2026-11-20", horizon: "2026-12-20" };
    const after = (...nights: string[]) => nights.reduce((choice, night) => press(calendar, choice, `2026-12-${night}`), {} as Choice);

    it("a taken night can be a departure, and never an arrival", () => {
      expect(after("01", "04")).to.deep.equal({ checkIn: "2026-12-01", checkOut: "2026-12-04" });
      expect(after("04")).to.deep.equal({});
    });

    it("a day behind a taken night begins anew, and a day before the arrival too", () => {
      expect(after("01", "06")).to.deep.equal({ checkIn: "2026-12-06" });
      expect(after("07", "03")).to.deep.equal({ checkIn: "2026-12-03" });
    });

    it("a third press begins anew", () => {
      const chosen = after("01", "04");
      expect(isLeaving(chosen)).to.equal(false);
      expect(after("01", "04", "06")).to.deep.equal({ checkIn: "2026-12-06" });
      expect(isLeaving(after("01", "04", "06"))).to.equal(true);
    });

    it("rules say why a day can't be chosen", () => {
      expect(whyNotChoose(calendar, {}, "2026-12-02")).to.equal("no arrival on this day");
      expect(whyNotChoose(calendar, { checkIn: "2026-12-01" }, "2026-12-03")).to.equal("no departure on this day");
      expect(whyNotChoose(calendar, { checkIn: "2026-12-05" }, "2026-12-06")).to.equal("stays that arrive then have 2 nights at least");
      expect(whyNotChoose(calendar, { checkIn: "2026-12-05" }, "2026-12-09")).to.equal("stays have 3 nights at most");
      expect(whyNotChoose(calendar, { checkIn: "2026-11-30" }, "2026-12-04"), "although it is taken").to.equal("stays have 3 nights at most");
      expect(whyNotStay(calendar, { checkIn: "2026-12-18", checkOut: "2026-12-21" })).to.equal("it can't be booked yet");
      expect(whyNotChoose(calendar, {}, "2026-12-20")).to.equal("it can't be booked yet");
    });
  });
});
