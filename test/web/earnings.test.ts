/** A host's earnings as the page adds them up and draws them. */
import { expect } from "chai";
import fc from "fast-check";
import { monthsBetween } from "../../shared/contract/dates.ts";
import type { Earnings, EarningsMonth } from "../../shared/contract/earnings.ts";
import { columnOf, scaleOf } from "../../web/src/host/chart.ts";
import { ledgersOf, periodOf, statementsOf, yearsAround, type MonthSum } from "../../web/src/host/earnings.ts";
import { columnMoney } from "../../web/src/money.ts";

const PERIOD = { from: "2026-06", to: "2027-05" };
const month = fc.constantFrom(...monthsBetween(PERIOD.from, PERIOD.to));
const currency = fc.constantFrom("EUR", "JPY", "KWD");
const change = fc.integer({ min: -1_000_000, max: 100_000_000_000 });
const total = fc.oneof(fc.constant(0), fc.nat({ max: 100_000_000_000 }));

const item = fc.record({ month, currency, payout: change, refunded: total, count: fc.nat({ max: 3 }) }).map(({ count, payout, ...rest }): EarningsMonth => ({
  ...rest, earned: payout, commission: 0, taxes: 0, payout: count === 0 ? 0 : payout, stays: Array.from({ length: count }, () => ({}) as never),
}));
const upcoming = fc.record({ month, currency, stays: fc.nat({ max: 5 }), payout: total });
const keyOf = (one: { month: string; currency: string }) => `${one.month} ${one.currency}`;
const earnings: fc.Arbitrary<Earnings> = fc.record({ items: fc.uniqueArray(item, { selector: keyOf, maxLength: 20 }), upcoming: fc.uniqueArray(upcoming, { selector: keyOf, maxLength: 20 }) });

const sumOf = <T>(list: readonly T[], amountOf: (one: T) => number) => list.reduce((sum, one) => sum + amountOf(one), 0);

describe("Earnings", () => {
  it("are added up by currency, none to another's, with every month of the time", () => {
    fc.assert(fc.property(earnings, (all) => {
      const ledgers = ledgersOf(all, PERIOD);
      for (const ledger of ledgers) {
        const { currency: code, months, total: whole } = ledger;
        expect(months.map((sum) => sum.month)).to.deep.equal(monthsBetween(PERIOD.from, PERIOD.to));
        const ofIt = <T extends { currency: string }>(list: readonly T[]) => list.filter((one) => one.currency === code);
        expect(whole).to.deep.equal({
          payout: sumOf(ofIt(all.items), ({ payout }) => payout),
          refunded: sumOf(ofIt(all.items), ({ refunded }) => refunded),
          upcoming: sumOf(ofIt(all.upcoming), ({ payout }) => payout),
          stays: sumOf(ofIt(all.items), ({ stays }) => stays.length) + sumOf(ofIt(all.upcoming), ({ stays }) => stays),
        });
        for (const name of ["payout", "refunded", "upcoming"] as const) expect(sumOf(months, (sum) => sum[name])).to.equal(whole[name]);
      }
      const named = ledgers.map((ledger) => ledger.currency);
      for (const one of [...all.items.filter(({ stays, refunded }) => stays.length > 0 || refunded > 0), ...all.upcoming]) expect(named).to.include(one.currency);
    }));
  });

  it("make a statement of each month in which something was earned or went back, the latest first", () => {
    const of = (named: string, code: string, stays: number, refunded = 0) => ({ month: named, currency: code, earned: 0, commission: 0, taxes: 0, payout: 0, refunded, stays: Array.from({ length: stays }, () => ({}) as never) });
    const items = [of("2026-10", "JPY", 2), of("2026-09", "EUR", 0), of("2026-10", "EUR", 1), of("2026-11", "EUR", 0, 500)];
    expect(statementsOf({ items }).map(({ month: named, statements }) => [named, statements.map((one) => one.currency)])).to.deep.equal([["2026-11", ["EUR"]], ["2026-10", ["EUR", "JPY"]]]);
    expect(ledgersOf({ items: [of("2026-09", "CHF", 0)], upcoming: [] }, PERIOD), "what was only taken").to.deep.equal([]);
  });

  it("are of twelve months: a year, or those around now where no year is asked for", () => {
    expect(periodOf("2025", "2026-11")).to.deep.equal({ from: "2025-01", to: "2025-12" });
    for (const text of [null, "", "26", "1999", "3000", "20x6", "2026-01"]) expect(periodOf(text, "2026-11"), String(text)).to.deep.equal(PERIOD);
    fc.assert(fc.property(month, fc.option(fc.integer({ min: 2000, max: 2998 })), (now, year) => {
      const { from, to } = periodOf(year === null ? null : String(year), now);
      expect(monthsBetween(from, to)).to.have.length(12);
      if (year === null) expect(monthsBetween(from, to)).to.include(now);
    }));
    expect(yearsAround("2026-11", "2026-06")).to.deep.equal(["2027", "2026", "2025", "2024"]);
    expect(yearsAround("2026-11", "2011-01")).to.deep.equal(["2027", "2026", "2025", "2024", "2011"]);
  });
});

describe("The chart of earnings", () => {
  const sum = fc.record({ month, payout: change, refunded: total, upcoming: total }).map((one): MonthSum => ({ ...one, stays: 1 }));

  it("shows every amount within its ends, as high as it is, and the zero line among few round ones", () => {
    fc.assert(fc.property(fc.array(sum, { minLength: 1, maxLength: 12 }), (months) => {
      const scale = scaleOf(months);
      const perUnit = 100 / (scale.top - scale.bottom);
      expect(scale.ticks).to.include(0);
      expect(scale.ticks.length).to.be.within(1, 7);
      expect(scale.bottom).to.be.at.most(0);
      for (const one of months) {
        const bars = Object.fromEntries(columnOf(one, scale).map((bar) => [bar.kind, bar]));
        for (const kind of ["payout", "refunded", "upcoming"] as const) {
          expect(bars[kind]?.height ?? 0, kind).to.be.closeTo(Math.abs(one[kind]) * perUnit, 1e-6);
          if (!bars[kind]) continue;
          expect(bars[kind].bottom, kind).to.be.at.least(-1e-9);
          expect(bars[kind].bottom + bars[kind].height, kind).to.be.at.most(100 + 1e-9);
        }
        if (bars["payout"] && bars["upcoming"] && one.payout > 0) expect(bars["upcoming"].bottom, "stands on what was earned").to.be.closeTo(bars["payout"].bottom + bars["payout"].height, 1e-6);
      }
    }), { examples: [[[{ month: "2026-11", payout: -500, refunded: 0, upcoming: 0, stays: 1 }]], [[{ month: "2026-11", payout: 1, refunded: 0, upcoming: 0, stays: 1 }]]] });
    expect(scaleOf([{ month: "2026-11", stays: 1, payout: 81_483, refunded: 0, upcoming: 101_000 }]).ticks).to.deep.equal([0, 50_000, 100_000, 150_000, 200_000]);
    expect(scaleOf([{ month: "2026-11", stays: 1, payout: -30_000, refunded: 0, upcoming: 50_000 }]).ticks).to.deep.equal([-40_000, -20_000, 0, 20_000, 40_000, 60_000]);
  });

  it("draws a payout below zero from the zero line down", () => {
    const one = { month: "2026-11", stays: 1, payout: -100, refunded: 0, upcoming: 100 };
    expect(columnOf(one, { bottom: -100, top: 100, ticks: [] })).to.deep.equal([{ kind: "payout", bottom: 0, height: 50 }, { kind: "upcoming", bottom: 50, height: 50 }]);
  });
});

describe("Money in a column", () => {
  it("has the currency's digits always, and a sign that can be seen", () => {
    expect([columnMoney(123_400, "EUR", "en"), columnMoney(-150, "EUR", "en"), columnMoney(1500, "JPY", "en"), columnMoney(1500, "KWD", "en"), columnMoney(0, "EUR", "en"), columnMoney(-0, "EUR", "en")]).to.deep.equal(["1,234.00", "−1.50", "1,500", "1.500", "0.00", "0.00"]);
  });
});
