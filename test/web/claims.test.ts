/** A booking with several claims in a month: its own, and holds for the nights it would add. */
import { expect } from "chai";
import fc from "fast-check";
import type { HostClaim } from "../../shared/contract/month.ts";
import { barsOf, isAdded } from "../../web/src/host/lanes.ts";

const claim = (id: string, kind: HostClaim["kind"], from: number, to: number): HostClaim => ({ id, kind, from, to, units: 1 });

describe("Claims of one booking", () => {
  it("follow each other in one lane where it is free", () => {
    const { bars } = barsOf([claim("a", "hold", 3, 5), claim("b", "booking", 1, 4), claim("a", "booking", 5, 8), claim("a", "hold", 8, 10), claim("c", "booking", 4, 6)]);
    expect(new Set(bars.filter((bar) => bar.claim.id === "a").map(({ lane }) => lane)).size).to.equal(1);
  });

  it("are all shown, none over another, in no more lanes than there are at once", () => {
    // Several of a booking never share a night: its run is cut into pieces.
    const booking = fc.record({ id: fc.uuid(), from: fc.integer({ min: 1, max: 28 }), cuts: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }) }).map(({ id, from, cuts }) =>
      cuts.map((length, at) => {
        const begins = from + cuts.slice(0, at).reduce((sum, one) => sum + one, 0);
        return claim(id, at === 0 ? "booking" : "hold", begins, begins + length);
      }).filter((one) => one.from <= 31).map((one) => ({ ...one, to: Math.min(one.to, 32) })));
    fc.assert(fc.property(fc.array(booking, { maxLength: 12 }), (bookings) => {
      const claims = bookings.flat();
      const { bars, lanes } = barsOf(claims);
      expect(bars.map((bar) => bar.claim)).to.have.members(claims);
      expect(new Set(bars.map((bar) => `${bar.claim.id}-${bar.claim.from}`)).size, "told apart by id and first night").to.equal(claims.length);
      for (const [index, one] of bars.entries()) {
        for (const other of bars.slice(index + 1)) if (one.lane === other.lane) expect(one.claim.to <= other.claim.from || other.claim.to <= one.claim.from).to.equal(true);
      }
      const atOnce = Array.from({ length: 31 }, (_, day) => claims.filter(({ from, to }) => from <= day + 1 && day + 1 < to).length);
      expect(lanes).to.equal(Math.max(0, ...atOnce));
    }));
  });

  it("that hold added nights are told from the hold of a stay that is not paid yet", () => {
    const claims = [claim("a", "booking", 5, 8), claim("a", "hold", 8, 10), claim("b", "hold", 12, 14), claim("c", "block", 20, 22)];
    expect(claims.map((one) => isAdded(one, claims))).to.deep.equal([false, true, false, false]);
  });
});
