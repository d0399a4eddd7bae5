import { expect } from "chai";
import fc from "fast-check";
import { freezePolicy, refundAt } from "../../shared/booking/policy.ts";
import { addDays } from "../../shared/contract/dates.ts";

const now = new Date("2026-11-24T08:00:00Z");
const names = fc.constantFrom("flexible" as const, "moderate" as const, "strict" as const);
const total = fc.integer({ min: 0, max: 1_000_000_000 });
const daysAhead = fc.integer({ min: 0, max: 200 });
const moment = fc.integer({ min: 0, max: 250 * 86_400 }).map((seconds) => new Date(now.getTime() + seconds * 1000));

describe("A cancellation policy", () => {
  const frozen = (name: "flexible" | "moderate" | "strict", amount: number, days: number) =>
    freezePolicy(name, amount, { checkIn: addDays("2026-11-24", days), checkInFrom: "15:00", timeZone: "Europe/Paris" }, now);

  it("returns from nothing to all, and never more later than earlier", () => {
    fc.assert(fc.property(names, total, daysAhead, moment, moment, (name, amount, days, one, other) => {
      const policy = frozen(name, amount, days);
      const [earlier, later] = one < other ? [one, other] : [other, one];
      const [first, second] = [refundAt(policy, earlier).refund, refundAt(policy, later).refund];
      expect(first).to.be.within(0, amount);
      expect(second).to.be.at.most(first);
      expect(Number.isInteger(first)).to.equal(true);
    }));
  });

  it("says until when what it says holds", () => {
    fc.assert(fc.property(names, total, daysAhead, (name, amount, days) => {
      const policy = frozen(name, amount, days);
      const { refund, validUntil } = refundAt(policy, now);
      if (!validUntil) {
        expect(refund).to.equal(0);
        return;
      }
      expect(refundAt(policy, new Date(validUntil.getTime() - 1)).refund).to.equal(refund);
      expect(refundAt(policy, validUntil).refund).to.be.at.most(refund);
    }));
  });

  it("counts its hours from check-in on the property's clock", () => {
    expect(refundAt(frozen("flexible", 1000, 10), now).validUntil?.toISOString()).to.equal("2026-12-03T14:00:00.000Z");
    expect(frozen("moderate", 1001, 10).steps.map(({ refund }) => refund)).to.deep.equal([1001, 500, 0]);
    expect(frozen("strict", 1000, 10).steps.map(({ refund }) => refund)).to.deep.equal([500, 0]);
  });
});
