import { expect } from "chai";
import fc from "fast-check";
import { barsOf } from "../../web/src/host/lanes.ts";

const claim = fc
  .record({ id: fc.uuid(), from: fc.integer({ min: 1, max: 31 }), length: fc.integer({ min: 1, max: 14 }), units: fc.integer({ min: 1, max: 3 }) })
  .map(({ length, ...one }) => ({ ...one, kind: "booking" as const, to: Math.min(32, one.from + length) }));

describe("Bars of a month", () => {
  it("are all there, none over another, in no more lanes than there are at once", () => {
    fc.assert(fc.property(fc.array(claim, { maxLength: 25 }), (claims) => {
      const { bars, lanes } = barsOf(claims);
      expect(bars.map((bar) => bar.claim)).to.have.members(claims);
      for (const [index, one] of bars.entries()) {
        for (const other of bars.slice(index + 1)) {
          if (one.lane === other.lane) expect(one.claim.to <= other.claim.from || other.claim.to <= one.claim.from).to.equal(true);
        }
      }
      const atOnce = Array.from({ length: 31 }, (_, index) => claims.filter(({ from, to }) => from <= index + 1 && index + 1 < to).length);
      expect(lanes).to.equal(Math.max(0, ...atOnce));
      for (const { lane } of bars) expect(lane).to.be.within(0, lanes - 1);
    }));
  });

  it("put a guest who arrives where another one leaves that day", () => {
    const at = (id: string, from: number, to: number) => ({ id, kind: "booking" as const, from, to, units: 1 });
    const { bars, lanes } = barsOf([at("b", 5, 8), at("a", 1, 5), at("c", 2, 9)]);
    expect(bars.map(({ claim: { id }, lane }) => [id, lane])).to.deep.equal([["a", 0], ["c", 1], ["b", 0]]);
    expect(lanes).to.equal(2);
  });
});
