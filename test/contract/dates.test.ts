import { expect } from "chai";
import fc from "fast-check";
import { addDays, addMonths, daysBetween, daysIn, dayOf, instantAt, localDate, monthOf, monthsBetween, Night, nightOf, nightsOf, runsOf } from "../../shared/contract/dates.ts";

const night = fc.date({ min: new Date("2024-01-01"), max: new Date("2060-12-31"), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10));
const stay = fc.tuple(night, fc.integer({ min: 1, max: 120 })).map(([checkIn, nights]) => ({ checkIn, checkOut: addDays(checkIn, nights) }));

describe("Nights", () => {
  it("are only dates of the calendar", () => {
    for (const wrong of ["2027-02-29", "2027-02-30", "2027-04-31", "2027-13-01", "2027-00-10", "2027-1-1", "20270101", "2027-01-01T00:00", " 2027-01-01", "1999-01-01", "3000-01-01"]) {
      expect(Night.safeParse(wrong).success, wrong).to.equal(false);
    }
    for (const right of ["2028-02-29", "2026-12-31", "2027-01-01"]) expect(Night.safeParse(right).success, right).to.equal(true);
  });

  it("of a stay are as many as the days between, and the last is before check-out", () => {
    fc.assert(fc.property(stay, ({ checkIn, checkOut }) => {
      const nights = nightsOf({ checkIn, checkOut });
      expect(nights).to.have.length(daysBetween(checkIn, checkOut));
      expect(nights[0]).to.equal(checkIn);
      expect(nights.at(-1)).to.equal(addDays(checkOut, -1));
    }));
  });

  it("of a stay are those of its runs, month by month, over ends of months and years", () => {
    fc.assert(fc.property(stay, (one) => {
      const fromRuns = runsOf(one).flatMap(({ month, from, to }) => Array.from({ length: to - from }, (_, index) => nightOf(month, from + index)));
      expect(fromRuns).to.deep.equal(nightsOf(one));
    }));
    expect(runsOf({ checkIn: "2026-12-30", checkOut: "2027-01-02" })).to.deep.equal([
      { month: "2026-12", from: 30, to: 32 },
      { month: "2027-01", from: 1, to: 2 },
    ]);
    expect(runsOf({ checkIn: "2026-12-30", checkOut: "2027-01-01" })).to.deep.equal([{ month: "2026-12", from: 30, to: 32 }]);
  });

  it("of a month are 28 to 31, and the month after the last is the next", () => {
    fc.assert(fc.property(night, (one) => {
      const month = monthOf(one);
      const last = nightOf(month, daysIn(month));
      expect(monthOf(last)).to.equal(month);
      expect(addDays(last, 1)).to.equal(nightOf(addMonths(month, 1), 1));
      expect(dayOf(one)).to.be.within(1, daysIn(month));
      expect(monthsBetween(month, addMonths(month, 13))).to.have.length(14);
    }));
  });
});

describe("Instants", () => {
  it("are another date at the same time in another zone", () => {
    const at = new Date("2026-12-31T11:30:00Z");
    expect(localDate(at, "Pacific/Kiritimati")).to.equal("2027-01-01");
    expect(localDate(at, "Pacific/Apia")).to.equal("2027-01-01");
    expect(localDate(at, "Pacific/Pago_Pago")).to.equal("2026-12-31");
    expect(localDate(at, "Asia/Kathmandu")).to.equal("2026-12-31");
  });

  it("of a time on a property's clock follow daylight saving", () => {
    expect(instantAt("2027-03-27", "15:00", "Europe/Paris").toISOString()).to.equal("2027-03-27T14:00:00.000Z");
    expect(instantAt("2027-03-28", "15:00", "Europe/Paris").toISOString()).to.equal("2027-03-28T13:00:00.000Z");
    expect(instantAt("2027-03-28", "02:30", "Europe/Paris").toISOString(), "a time that was skipped").to.equal("2027-03-28T01:30:00.000Z");
    expect(instantAt("2027-10-31", "02:30", "Europe/Paris").toISOString(), "a time that came twice").to.equal("2027-10-31T00:30:00.000Z");
    expect(instantAt("2027-04-04", "10:00", "Australia/Lord_Howe").toISOString()).to.equal("2027-04-03T23:30:00.000Z");
  });
});
