import { expect } from "chai";
import fc from "fast-check";
import { nightlyPrices, quote } from "../../shared/booking/quote.ts";
import { addDays, runsOf } from "../../shared/contract/dates.ts";
import { Quote } from "../../shared/contract/quote.ts";
import { share } from "../../shared/contract/money.ts";
import type { StoredMonth, StoredProperty } from "../../shared/store/documents.ts";
import { newMonth } from "../../shared/store/months.ts";
import { aProperty } from "../support/fixtures.ts";

const CHECK_IN = "2026-12-20";
const now = new Date("2026-11-24T08:00:00Z");

const percent = fc.integer({ min: 0, max: 9000 }).map((hundredths) => hundredths / 100);
const amount = fc.integer({ min: 0, max: 5_000_000 });
const tax = fc.oneof(
  fc.record({ name: fc.constant("VAT"), percent }),
  fc.record({ name: fc.constant("City tax"), perGuestNight: fc.integer({ min: 1, max: 5_000 }) }),
);
const aPriced = fc.record({
  currency: fc.constantFrom("EUR", "JPY", "KWD"),
  fees: fc.record({ cleaning: amount, extraGuest: fc.integer({ min: 0, max: 50_000 }), guestsIncluded: fc.integer({ min: 1, max: 4 }) }),
  discounts: fc.record({ weekly: percent, monthly: percent }),
  taxes: fc.array(tax, { maxLength: 5 }),
});
const prices = fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 1, maxLength: 90 });
const guests = fc.integer({ min: 1, max: 8 });

type Priced = Parameters<typeof quote>[0];

function quoted(property: Priced, nightly: number[], count: number) {
  const stay = { checkIn: CHECK_IN, checkOut: addDays(CHECK_IN, nightly.length), guests: count };
  let night = 0;
  const months = runsOf(stay).map(({ month, from, to }): StoredMonth => ({
    ...newMonth({ ...aProperty, _id: "p", hostId: "h" } as unknown as StoredProperty, month, now),
    nights: Object.fromEntries(Array.from({ length: to - from }, (_, index) => [String(from + index), { price: nightly[night++]! }])),
  }));
  return quote(property, nightlyPrices(months, stay), count);
}

const plain: Priced = { currency: "EUR", fees: { cleaning: 0, extraGuest: 0, guestsIncluded: 1 }, discounts: { weekly: 0, monthly: 0 }, taxes: [] };
const linesOf = (property: Partial<Priced>, nightly: number[], count = 1) => quoted({ ...plain, ...property }, nightly, count).lines.map(({ kind, amount: sum }) => [kind, sum]);
const times = (count: number, price: number) => Array.from({ length: count }, () => price);

describe("A quote", () => {
  it("has whole lines that add up to its total, whatever is charged, in any currency", () => {
    fc.assert(fc.property(aPriced, prices, guests, (property, nightly, count) => {
      const made = quoted(property, nightly, count);
      expect(Quote.parse(made)).to.deep.equal(made);
      expect(made.lines.reduce((sum, line) => sum + line.amount, 0)).to.equal(made.total);
      expect(made.lines.every((line) => Number.isInteger(line.amount) && line.amount !== 0)).to.equal(true);
    }));
  });

  it("never costs less with another guest", () => {
    fc.assert(fc.property(aPriced, prices, guests, (property, nightly, count) => {
      expect(quoted(property, nightly, count + 1).total).to.be.at.least(quoted(property, nightly, count).total);
    }));
  });

  it("puts nights of one price on one line", () => {
    expect(quoted(plain, [100, 200, 100], 1).lines.map(({ label }) => label)).to.deep.equal(["2 nights × €1", "1 night × €2", "Service fee"]);
  });

  it("takes the weekly discount off from 7 nights on, and the monthly one instead from 28", () => {
    const discounts = { weekly: 10, monthly: 25 };
    expect(linesOf({ discounts }, times(6, 1000))).to.deep.equal([["nights", 6000], ["service", 480]]);
    expect(linesOf({ discounts }, times(7, 1000))).to.deep.equal([["nights", 7000], ["discount", -700], ["service", 504]]);
    expect(linesOf({ discounts }, times(28, 1000))).to.deep.equal([["nights", 28_000], ["discount", -7000], ["service", 1680]]);
    expect(linesOf({ discounts: { weekly: 10, monthly: 0 } }, times(28, 1000))[1]).to.deep.equal(["discount", -2800]);
  });

  it("charges guests beyond those included for each night, cleaning once, and taxes on what the host charges", () => {
    const property = {
      fees: { cleaning: 3000, extraGuest: 500, guestsIncluded: 2 },
      taxes: [{ name: "VAT", percent: 10 }, { name: "City tax", perGuestNight: 200 }],
    };
    expect(linesOf(property, times(3, 10_000), 4)).to.deep.equal([
      ["nights", 30_000], ["extra_guests", 3000], ["cleaning", 3000], ["service", 2400], ["tax", 3600], ["tax", 2400],
    ]);
  });

  it("rounds halves away from zero, and exactly", () => {
    expect([share(25, 10), share(24, 10), share(-25, 10), share(1_005, 12.5), share(100_000_000_000, 33.33)]).to.deep.equal([3, 2, -3, 126, 33_330_000_000]);
  });
});
