/** Other dates that are paid late, and what comes back of a stay whose dates were changed. */
import { expect } from "chai";
import { cancel, cancellation } from "../../shared/booking/cancel.ts";
import { datesOffer } from "../../shared/booking/change-dates.ts";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { noShow } from "../../shared/booking/no-show.ts";
import { pay } from "../../shared/booking/pay.ts";
import { refundAt } from "../../shared/booking/policy.ts";
import { refundBySupport } from "../../shared/booking/refund-by-support.ts";
import { settle } from "../../shared/booking/settle.ts";
import { unlist } from "../../shared/booking/unlist.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepChanges } from "../../workers/jobs/sweeps.ts";
import { aSupporter } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { refusalOf, STAY, staysAt, type Stays } from "../support/stays.ts";

const TOTAL = 46_200;
const NIGHT = 10_800;

describe("A stay with other dates", () => {
  let store: Store;
  let stays: Stays;
  let booking: StoredBooking;
  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    stays = await staysAt(store);
    booking = await stays.booked();
  });
  afterEach(() => stays.agree());

  const longer = { checkIn: "2026-12-30", checkOut: "2027-01-04" };
  const payment = async () => (await stays.now(booking)).payment;

  describe("paid late", () => {
    /** A night more, paid before its time is over; its notice comes after. */
    async function late(): Promise<string> {
      await stays.change(booking, longer);
      const { id } = await stays.paying(booking, 900);
      stays.time.advance(900);
      return id;
    }
    async function expectReturned(intentId: string): Promise<void> {
      await stays.notices();
      await settle(stays.context, intentId);
      for (let again = 0; again < 2; again += 1) await stays.sweep();
      expect(await stays.now(booking)).to.deep.include({ ...STAY, status: "confirmed" }).and.to.not.have.property("change");
      expect(await payment()).to.include({ status: "partly_refunded", captured: TOTAL + NIGHT, refunded: NIGHT, refundDue: NIGHT });
      expect(await stays.events(booking, "payment.refunded")).to.equal(1);
      expect(await store.cases.find({ bookingId: booking._id }, { _id: 0, kind: 1, status: 1, data: 1 }).lean()).to.deep.equal([{ kind: "late_payment", status: "open", data: { refundDue: NIGHT } }]);
      expect((await stays.context.payments.intent(intentId)).refunded).to.equal(NIGHT);
    }

    for (const swept of [false, true]) {
      it(`has them all the same where they are free at that price${swept ? ", though a worker had written them off" : ""}`, async () => {
        await late();
        if (swept) await sweepChanges(stays.context);
        expect((await stays.now(booking)).change?.lapsed === true).to.equal(swept);
        await stays.notices();
        await stays.sweep();
        expect(await stays.now(booking)).to.deep.include({ ...longer, status: "confirmed" }).and.to.not.have.property("change");
        expect(await payment()).to.include({ status: "captured", captured: TOTAL + NIGHT }).and.to.not.have.property("abandoned");
        expect(await stays.events(booking, "payment.voided")).to.equal(0);
      });
    }

    it("found by the worker that would have ended its payment, has them too", async () => {
      await late();
      await stays.context.payments.settleDue(() => Promise.reject(new Error("lost"))).catch(() => {});
      await stays.sweep();
      expect(await stays.now(booking)).to.include({ ...longer, status: "confirmed" });
      expect(await stays.events(booking, "payment.voided")).to.equal(0);
    });

    it("for nights that another has by now, the money goes back once", async () => {
      const id = await late();
      await stays.holdStay({ checkIn: "2027-01-03", checkOut: "2027-01-05" });
      await expectReturned(id);
    });

    it("at a price that has changed, the money goes back once", async () => {
      const id = await late();
      await changeNights(stays.context, stays.host, { id: booking.propertyId, from: "2027-01-03", to: "2027-01-04", price: 9_999 });
      await expectReturned(id);
    });

    it("at a property that takes no more bookings, the money goes back once", async () => {
      const id = await late();
      await sweepChanges(stays.context);
      await unlist(stays.context, stays.host, { id: booking.propertyId });
      await expectReturned(id);
    });

    it("is as if it had been asked for then: what cancelling no longer returns stays lost", async () => {
      stays.time.set("2026-12-25T14:50:00Z");
      await stays.change(booking, { checkIn: "2027-01-20", checkOut: "2027-01-25" });
      await stays.paying(booking, 900);
      stays.time.advance(900);
      await stays.notices();
      const moved = await stays.now(booking);
      expect(moved.checkIn).to.equal("2027-01-20");
      expect(refundAt(moved.policy, stays.time.now()).refund).to.equal(TOTAL / 2 + NIGHT);
    });
  });

  it("can begin today, after the hour from which guests come", async () => {
    booking = await stays.booked({ checkIn: "2026-11-25", checkOut: "2026-11-27" });
    stays.time.set("2026-11-24T16:00:00Z");
    const { change } = await stays.change(booking, { checkIn: "2026-11-24", checkOut: "2026-11-27" });
    expect(change!.until).to.deep.equal(new Date("2026-11-24T16:10:00Z"));
    expect(await stays.paid(booking)).to.include({ checkIn: "2026-11-24" });
  });

  it("asked twice to be paid gives the same intent, and told of ten times is changed once", async () => {
    await stays.change(booking, longer);
    const { id } = await stays.paying(booking);
    expect((await pay(stays.context, stays.guest, { id: booking._id })).id).to.equal(id);
    await stays.context.payments.settleDue(async () => {});
    await Promise.all(Array.from({ length: 10 }, () => settle(stays.context, id)));
    expect(await stays.events(booking, "booking.changed")).to.equal(1);
  });

  describe("gives back", () => {
    const refunds = async () => (await payment()).charges.map(({ refunded }) => refunded);

    it("what was taken last first", async () => {
      await stays.change(booking, longer);
      await stays.paid(booking);
      const supporter = aSupporter();
      await refundBySupport(stays.context, supporter, { id: booking._id, amount: 5_000, reason: "no hot water" });
      await stays.sweep();
      expect(await refunds()).to.deep.equal([0, 5_000]);
      await refundBySupport(stays.context, supporter, { id: booking._id, amount: NIGHT, reason: "no heating" });
      await stays.sweep();
      expect(await refunds()).to.deep.equal([5_000, NIGHT]);
      await cancel(stays.context, stays.host, { id: booking._id });
      await stays.sweep();
      expect(await refunds()).to.deep.equal([TOTAL, NIGHT]);
      expect(await payment()).to.include({ status: "refunded", refundDue: TOTAL + NIGHT });
    });

    it("of one charge what the provider refuses of the other", async () => {
      await stays.change(booking, longer);
      await stays.paid(booking);
      const { charges } = await payment();
      await store.connection.collection("sandbox_intents").updateOne({ _id: charges[1]!.intentId as never }, { $set: { disputed: true } });
      await refundBySupport(stays.context, aSupporter(), { id: booking._id, amount: 8_000, reason: "no hot water" });
      await stays.sweep().catch(() => {});
      expect(await refunds()).to.deep.equal([8_000, 0]);
    });

    it("to a guest who cancels what the policy says, and not what was kept", async () => {
      stays.time.set("2026-12-26T00:00:00Z");
      await stays.change(booking, { checkIn: "2027-02-01", checkOut: "2027-02-03" });
      const offered = await cancellation(stays.context, stays.guest, { id: booking._id });
      expect(offered).to.deep.include({ refund: (TOTAL - 2 * NIGHT) / 2, lines: [{ label: "Returned to the guest", amount: 12_300 }, { label: "Kept by the host", amount: 23_100 }] });
      await cancel(stays.context, stays.guest, { id: booking._id, expectedRefund: offered.refund });
      await stays.sweep();
      // Half of all: as cancelling would have done before.
      expect(await payment()).to.include({ refunded: TOTAL / 2 });
    });

    it("all of it, and what was kept, when the host cancels", async () => {
      stays.time.set("2026-12-26T00:00:00Z");
      await stays.change(booking, { checkIn: "2027-02-01", checkOut: "2027-02-03" });
      await cancel(stays.context, stays.host, { id: booking._id });
      await stays.sweep();
      expect(await payment()).to.include({ status: "refunded", refunded: TOTAL });
    });

    it("to a guest who does not come what the policy still gives", async () => {
      await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-02" });
      stays.time.set("2026-12-30T15:00:00Z");
      await noShow(stays.context, stays.host, { id: booking._id });
      await stays.sweep();
      expect(await payment()).to.include({ refunded: NIGHT, refundDue: NIGHT });
    });

    it("never more than was taken, whatever support has returned before", async () => {
      await refundBySupport(stays.context, aSupporter(), { id: booking._id, amount: TOTAL - 1_000, reason: "broken heating" });
      expect(await datesOffer(stays.context, stays.guest, { id: booking._id, checkIn: "2026-12-30", checkOut: "2027-01-01" })).to.include({ difference: -1_000 });
      await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-01" });
      await stays.sweep();
      expect(await payment()).to.include({ refundDue: TOTAL, refunded: TOTAL });
      expect(await refusalOf(cancel(stays.context, stays.guest, { id: booking._id, expectedRefund: 0 }))).to.equal("done");
    });
  });
});
