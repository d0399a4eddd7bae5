import { expect } from "chai";
import fc from "fast-check";
import { daysIn } from "../../shared/contract/dates.ts";
import { HostMonth, PublicMonth } from "../../shared/contract/month.ts";
import type { StoredMonth } from "../../shared/store/documents.ts";
import { hostMonth, publicMonth } from "../../shared/views/month.ts";
import { aStoredMonth } from "../support/arbitraries.ts";

/** The same values in objects that were put together the other way round, as another node would read them. */
function rebuilt(stored: StoredMonth): StoredMonth {
  const turned = <T extends object>(value: T) => Object.fromEntries(Object.entries(value).reverse()) as T;
  const nights = Object.fromEntries(Object.entries(stored.nights).map(([day, night]) => [day, turned(night)]));
  return turned({ ...structuredClone(stored), nights, claims: stored.claims.map(turned) });
}

describe("A public month", () => {
  it("is the same bytes whenever and wherever the same stored month is shown", () => {
    fc.assert(fc.property(aStoredMonth, (stored) => {
      expect(JSON.stringify(publicMonth(rebuilt(stored)))).to.equal(JSON.stringify(publicMonth(stored)));
    }));
  });

  it("is what the contract says, with a number for each night", () => {
    fc.assert(fc.property(aStoredMonth, (stored) => {
      const shown = publicMonth(stored);
      expect(PublicMonth.parse(shown)).to.deep.equal(shown);
      expect(HostMonth.parse(hostMonth(stored))).to.deep.equal(hostMonth(stored));
      expect(shown.free).to.have.length(daysIn(stored.month));
      expect(shown.price).to.have.length(daysIn(stored.month));
    }));
  });

  it("counts for each night the units that no claim takes, lapsed holds included until they are removed", () => {
    fc.assert(fc.property(aStoredMonth, (stored) => {
      const { free } = publicMonth(stored);
      const counted = [...stored.claims].flatMap(({ from, to, units }) => Array.from({ length: to - from }, (_, index) => ({ day: from + index, units })));
      for (const [index, units] of free.entries()) {
        const taken = counted.filter(({ day }) => day === index + 1).reduce((sum, claim) => sum + claim.units, 0);
        expect(units).to.equal(Math.max(0, stored.units - taken));
      }
    }));
  });

  it("never says who or why", () => {
    fc.assert(fc.property(aStoredMonth, (stored) => {
      const shown = JSON.stringify(publicMonth(stored));
      for (const { id, note } of stored.claims) {
        expect(shown).not.to.include(id);
        if (note) expect(shown).not.to.include(JSON.stringify(note));
      }
    }));
  });
});
