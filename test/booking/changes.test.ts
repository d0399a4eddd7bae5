/** Other dates of a stay that is paid: what they cost, whose the nights are meanwhile, and how they are made. */
import { expect } from "chai";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { changeProperty } from "../../shared/booking/change-property.ts";
import { datesOffer } from "../../shared/booking/change-dates.ts";
import { withdraw } from "../../shared/booking/end-request.ts";
import { pay } from "../../shared/booking/pay.ts";
import { refundAt } from "../../shared/booking/policy.ts";
import { release } from "../../shared/booking/release.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { freshStore } from "../support/mongo.ts";
import { DECLINED, refusalOf, refusedWith, STAY, staysAt, type Stays } from "../support/stays.ts";

/** Four nights, cleaning and the service fee; and what one night more costs. */
const TOTAL = 46_200;
const NIGHT = 10_800;

describe("A change of dates", () => {
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

  const claims = async () => {
    const months = await store.months.find({ propertyId: booking.propertyId, "claims.id": booking._id }).sort({ month: 1 }).lean();
    return months.flatMap(({ month, claims: all }) => all.filter(({ id }) => id === booking._id).map(({ kind, from, to }) => `${kind} ${month} ${from}-${to}`));
  };

  describe("that costs nothing more", () => {
    it("is made at once, over New Year, and gives back what the policy returns", async () => {
      const changed = await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-01", expectedDifference: -2 * NIGHT });
      expect(changed).to.deep.include({ status: "confirmed", checkOut: "2027-01-01", endsAt: new Date("2027-01-01T11:00:00Z"), prices: [10_000, 10_000] });
      expect(changed).to.not.have.property("change");
      expect(changed.quote.total).to.equal(TOTAL - 2 * NIGHT);
      expect(await claims()).to.deep.equal(["booking 2026-12 30-32"]);
      expect(await stays.areFree({ checkIn: "2027-01-01", checkOut: "2027-01-03" })).to.equal(true);
      await stays.sweep();
      expect((await stays.now(booking)).payment).to.include({ status: "partly_refunded", captured: TOTAL, refunded: 2 * NIGHT, refundDue: 2 * NIGHT });
    });

    it("of the same length elsewhere moves the nights and no money", async () => {
      const changed = await stays.change(booking, { checkIn: "2027-01-29", checkOut: "2027-02-02" });
      expect(await claims()).to.deep.equal(["booking 2027-01 29-32", "booking 2027-02 1-2"]);
      expect(changed.payment).to.deep.equal(booking.payment);
      expect(await stays.areFree(STAY)).to.equal(true);
      expect((await store.events.findOne({ bookingId: booking._id, type: "booking.changed" }).lean())!.data).to.deep.equal({
        before: { ...STAY, guests: 2, total: TOTAL }, difference: 0, kept: 0,
      });
    });

    it("leaves with the host what cancelling would not return", async () => {
      stays.time.set("2026-12-26T00:00:00Z");
      const offer = await datesOffer(stays.context, stays.guest, { id: booking._id, checkIn: "2026-12-30", checkOut: "2027-01-01" });
      expect(offer).to.include({ difference: -NIGHT, kept: NIGHT, asksHost: false });
      const changed = await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-01", expectedDifference: offer.difference });
      expect(changed.payment).to.include({ captured: TOTAL, refundDue: NIGHT });
      expect(changed.policy).to.deep.equal(offer.policy);
      expect(refundAt(changed.policy, stays.time.now()).refund).to.equal((TOTAL - 2 * NIGHT) / 2);
    });

    it("moved to later dates does not bring back what was lost", async () => {
      stays.time.set("2026-12-26T00:00:00Z");
      expect(refundAt(booking.policy, stays.time.now()).refund).to.equal(TOTAL / 2);
      const changed = await stays.change(booking, { checkIn: "2027-02-10", checkOut: "2027-02-14" });
      expect(refundAt(changed.policy, stays.time.now())).to.deep.equal({ refund: TOTAL / 2, validUntil: new Date("2027-02-09T15:00:00Z") });
    });
  });

  describe("that costs more", () => {
    it("holds what it adds beside the stay, on both sides and in one month or two, until it is paid", async () => {
      const waiting = await stays.change(booking, { checkIn: "2026-12-28", checkOut: "2027-01-05", expectedDifference: 4 * NIGHT });
      expect(waiting).to.deep.include({ status: "confirmed", ...STAY, quote: booking.quote });
      expect(waiting.change).to.deep.include({ difference: 4 * NIGHT, kept: 0, awaits: "payment", until: new Date("2026-11-24T08:10:00Z"), attempt: 2 });
      expect(await claims()).to.deep.equal(["booking 2026-12 30-32", "hold 2026-12 28-30", "booking 2027-01 1-3", "hold 2027-01 3-5"]);
      const intent = await stays.paying(booking);
      expect(intent).to.include({ amount: 4 * NIGHT, attempt: 2 });
      await stays.notices();
      const changed = await stays.now(booking);
      expect(changed).to.deep.include({ checkIn: "2026-12-28", checkOut: "2027-01-05" });
      expect(changed).to.not.have.property("change");
      expect(changed.payment).to.include({ status: "captured", captured: TOTAL + 4 * NIGHT, intentId: booking.payment.intentId });
      expect(changed.payment.charges.map(({ amount }) => amount)).to.deep.equal([TOTAL, 4 * NIGHT]);
      expect(await claims()).to.deep.equal(["booking 2026-12 28-32", "booking 2027-01 1-5"]);
    });

    it("holds two runs of one month, and neither where one is taken", async () => {
      booking = await stays.booked({ checkIn: "2027-02-10", checkOut: "2027-02-12" });
      for (const [taken, checkOut] of [["2027-02-08", "2027-02-09"], ["2027-02-13", "2027-02-14"]] as const) {
        const other = await stays.holdStay({ checkIn: taken, checkOut });
        expect(await refusalOf(stays.change(booking, { checkIn: "2027-02-08", checkOut: "2027-02-14" })), taken).to.equal("nights_taken");
        await release(stays.context, { ...stays.guest, id: other.guestId }, { id: other._id });
      }
      await stays.change(booking, { checkIn: "2027-02-08", checkOut: "2027-02-14" });
      expect(await claims()).to.deep.equal(["booking 2027-02 10-12", "hold 2027-02 8-10", "hold 2027-02 12-14"]);
      for (const checkIn of ["2027-02-09", "2027-02-13"]) expect(await stays.areFree({ checkIn, checkOut: "2027-02-15" }), checkIn).to.equal(false);
      await stays.paid(booking);
      expect(await claims()).to.deep.equal(["booking 2027-02 8-14"]);
    });

    it("keeps the price that nights were booked at, and adds nights at what they cost now", async () => {
      await changeNights(stays.context, stays.host, { id: booking.propertyId, from: "2026-12-28", to: "2027-01-10", price: 20_000 });
      await changeProperty(stays.context, stays.host, { id: booking.propertyId, fees: { cleaning: 9_000, extraGuest: 5_000, guestsIncluded: 1 } });
      const { change } = await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-04" });
      expect(change).to.deep.include({ difference: 2 * NIGHT, prices: [10_000, 10_000, 10_000, 10_000, 20_000] });
      await stays.paid(booking);
      const back = await stays.change(booking, { checkIn: "2027-01-03", checkOut: "2027-01-04" });
      expect(back.quote.lines.map(({ amount }) => amount)).to.deep.equal([20_000, 3_000, 1_600]);
    });

    it("keeps others out until its time is over, and then no worker has to run", async () => {
      await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-05" });
      const added = { checkIn: "2027-01-04", checkOut: "2027-01-06" };
      stays.time.advance(599);
      expect(await stays.areFree(added)).to.equal(false);
      stays.time.advance(1);
      expect(await stays.areFree(added)).to.equal(true);
      expect(await refusalOf(pay(stays.context, stays.guest, { id: booking._id }))).to.equal("hold_expired");
      expect(await claims()).to.deep.equal(["booking 2026-12 30-32", "booking 2027-01 1-3"]);
      expect(await stays.areFree({ checkIn: "2027-01-02", checkOut: "2027-01-04" })).to.equal(false);
    });

    it("is declined by the bank without touching the stay, and another card pays it", async () => {
      await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-04" });
      await stays.paying(booking, 0, DECLINED);
      await stays.notices();
      expect(await stays.now(booking)).to.deep.include({ ...STAY, payment: { ...booking.payment, attempt: 2 } });
      expect((await stays.now(booking)).change!.problem).to.equal("The card was declined; try another");
      expect(await stays.paid(booking)).to.include({ checkOut: "2027-01-04" });
    });

    it("taken back by the guest frees its nights, and its payment is ended", async () => {
      await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-04" });
      const { id, clientSecret } = await pay(stays.context, stays.guest, { id: booking._id });
      const dropped = await withdraw(stays.context, stays.guest, { id: booking._id });
      expect(dropped).to.deep.include({ status: "confirmed", ...STAY, quote: booking.quote });
      expect(dropped.payment.abandoned).to.deep.equal([id]);
      expect(await stays.areFree({ checkIn: "2027-01-03", checkOut: "2027-01-04" })).to.equal(true);
      await stays.sweep();
      expect((await stays.context.payments.intent(id)).status).to.equal("canceled");
      expect(await refusalOf(stays.context.payments.submit({ clientSecret, card: DECLINED }))).to.equal("wrong_state");
      expect((await stays.now(booking)).payment).to.deep.equal({ ...booking.payment, attempt: 2 });
    });

    it("with no night more, but more guests, is to be paid too", async () => {
      const dear = await staysAt(store, { fees: { cleaning: 0, extraGuest: 1_000, guestsIncluded: 2 } });
      const made = await dear.booked();
      const waiting = await dear.change(made, { ...STAY, guests: 4 });
      expect(waiting.change).to.deep.include({ guests: 4, difference: 8_000 });
      expect(await dear.paid(made)).to.include({ guests: 4, ...STAY });
      await dear.agree();
    });
  });

  it("is refused where the difference is another by now", async () => {
    const refused = await refusedWith(stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-04", expectedDifference: 1 }));
    expect(refused).to.include({ code: "price_changed" });
    expect(refused.more).to.deep.include({ difference: NIGHT });
    expect((refused.more["quote"] as { total: number }).total).to.equal(TOTAL + NIGHT);
  });

  it("that changes nothing is refused, and so is one of a stay that has begun or is not confirmed", async () => {
    expect(await refusalOf(stays.change(booking, STAY))).to.equal("invalid_input");
    const held = await stays.holdStay({ checkIn: "2027-02-01", checkOut: "2027-02-03" });
    expect(await refusalOf(stays.change(held, { checkIn: "2027-02-01", checkOut: "2027-02-04" }))).to.equal("wrong_state");
    stays.time.set("2026-12-30T15:00:00Z");
    expect(await refusalOf(stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-02" }))).to.equal("wrong_state");
  });
});
