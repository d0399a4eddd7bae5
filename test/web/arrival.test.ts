/** What a host can say of a guest who is expected: when, and what it comes to. */
import { expect } from "chai";
import fc from "fast-check";
import { refundByPolicy } from "../../shared/booking/charges.ts";
import type { BookingView } from "../../shared/contract/booking.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import { canCheckIn, canMiss, sharesOfNoShow } from "../../web/src/host/arrival.ts";

const inTokyo = { status: "confirmed", checkIn: "2026-12-10", checkInFrom: "15:00", timeZone: "Asia/Tokyo" } as const;
const at = (text: string) => Date.parse(text);

describe("A guest who is expected", () => {
  it("can be checked in from midnight of the property's first day on", () => {
    expect(canCheckIn(inTokyo, at("2026-12-09T14:59:59Z"))).to.equal(false);
    expect(canCheckIn(inTokyo, at("2026-12-09T15:00:00Z"))).to.equal(true);
    expect(canCheckIn(inTokyo, at("2026-12-12T00:00:00Z"))).to.equal(true);
  });

  it("can be missed from the property's check-in time on", () => {
    expect(canMiss(inTokyo, at("2026-12-10T05:59:59Z"))).to.equal(false);
    expect(canMiss(inTokyo, at("2026-12-10T06:00:00Z"))).to.equal(true);
  });

  it("is neither where the booking is not confirmed, or not any more", () => {
    for (const status of ["held", "requested", "checked_in", "completed", "cancelled", "no_show"] as const) {
      expect([canCheckIn({ ...inTokyo, status }, at("2026-12-11T00:00:00Z")), canMiss({ ...inTokyo, status }, at("2026-12-11T00:00:00Z"))], status).to.deep.equal([false, false]);
    }
  });
});

describe("A no-show", () => {
  const DAY = 86_400_000;
  const NOW = at("2026-12-10T06:00:00Z");
  const money = fc.nat({ max: 100_000 });

  it("is said to return what the service will return, and to keep all else that is there", () => {
    let returning = 0;
    fc.assert(fc.property(fc.array(fc.record({ days: fc.integer({ min: -5, max: 5 }), refund: money }), { maxLength: 3 }), money, money, (before, captured, due) => {
      const refundDue = Math.min(due, captured);
      const steps = [...before.sort((a, b) => a.days - b.days).map(({ days, refund }) => ({ until: new Date(NOW + days * DAY), refund })), { refund: 0 }];
      const stored = { policy: { name: "moderate", steps }, payment: { captured, refundDue } } as unknown as StoredBooking;
      const seen = { policy: { name: "moderate", steps: steps.map((step) => ("until" in step ? { ...step, until: step.until.toISOString() } : step)) }, payment: { captured, refundDue } } as unknown as BookingView;
      const { kept, returned } = sharesOfNoShow(seen, NOW);
      expect(returned).to.equal(refundByPolicy(stored, new Date(NOW)));
      expect(kept + returned).to.equal(captured - refundDue);
      expect(kept).to.be.at.least(0);
      returning += Number(returned > 0);
    }));
    expect(returning, "policies that still returned something").to.be.above(5);
  });
});
