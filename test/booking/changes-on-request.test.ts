/** Other dates where the host is asked first. */
import { expect } from "chai";
import { accept } from "../../shared/booking/accept.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import { datesOffer } from "../../shared/booking/change-dates.ts";
import { decline, withdraw } from "../../shared/booking/end-request.ts";
import { pay } from "../../shared/booking/pay.ts";
import { refundBySupport } from "../../shared/booking/refund-by-support.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepChanges } from "../../workers/jobs/sweeps.ts";
import { aHost, aSupporter } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { refusalOf, STAY, staysAt, type Stays } from "../support/stays.ts";

const TOTAL = 46_200;
const NIGHT = 10_800;
const HOUR = 3600;

describe("A change of dates on request", () => {
  let store: Store;
  let stays: Stays;
  let booking: StoredBooking;
  let id: { id: string };
  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    stays = await staysAt(store, { instantBook: false });
    booking = await stays.booked();
    expect(booking.status).to.equal("confirmed");
    id = { id: booking._id };
  });
  afterEach(() => stays.agree());

  const longer = { checkIn: "2026-12-30", checkOut: "2027-01-04" };
  const shorter = { checkIn: "2026-12-30", checkOut: "2027-01-01" };
  const added = { checkIn: "2027-01-03", checkOut: "2027-01-04" };
  const acceptIt = () => accept(stays.context, stays.host, id);

  it("that costs more waits a day for the host, its nights held, and can't be paid meanwhile", async () => {
    expect(await datesOffer(stays.context, stays.guest, { ...id, ...longer })).to.include({ difference: NIGHT, asksHost: true });
    const { change } = await stays.change(booking, longer);
    expect(change).to.deep.include({ awaits: "host", difference: NIGHT, until: new Date("2026-11-25T08:00:00Z") });
    expect(await refusalOf(pay(stays.context, stays.guest, id))).to.equal("wrong_state");
    stays.time.advance(24 * HOUR - 1);
    expect(await stays.areFree(added)).to.equal(false);
  });

  it("accepted gives the guest a day to pay, however often it is accepted", async () => {
    await stays.change(booking, longer);
    stays.time.advance(20 * HOUR);
    const accepted = await acceptIt();
    expect(accepted.change).to.deep.include({ awaits: "payment", until: new Date("2026-11-26T04:00:00Z") });
    expect(await acceptIt()).to.deep.equal(accepted);
    stays.time.advance(23 * HOUR);
    expect(await stays.areFree(added)).to.equal(false);
    expect(await stays.paid(booking)).to.include({ ...longer, status: "confirmed" });
    expect((await stays.now(booking)).payment).to.include({ status: "captured", captured: TOTAL + NIGHT });
    expect(await refusalOf(acceptIt())).to.equal("done");
  });

  it("accepted but not paid in time is dropped", async () => {
    await stays.change(booking, longer);
    await acceptIt();
    stays.time.advance(24 * HOUR);
    expect(await refusalOf(pay(stays.context, stays.guest, id))).to.equal("hold_expired");
    expect(await stays.areFree(added)).to.equal(true);
    await stays.sweep();
    expect(await stays.now(booking)).to.deep.include({ ...STAY, status: "confirmed" });
    expect(await stays.events(booking, "booking.change_dropped")).to.equal(1);
  });

  it("that costs nothing more is made as soon as it is accepted", async () => {
    const waiting = await stays.change(booking, shorter);
    expect(waiting.change).to.deep.include({ awaits: "host", difference: -2 * NIGHT });
    expect(await stays.areFree({ checkIn: "2027-01-01", checkOut: "2027-01-03" })).to.equal(false);
    await acceptIt();
    await stays.sweep();
    expect(await stays.now(booking)).to.include(shorter);
    expect((await stays.now(booking)).payment).to.include({ status: "partly_refunded", refunded: 2 * NIGHT });
    expect(await stays.areFree({ checkIn: "2027-01-01", checkOut: "2027-01-03" })).to.equal(true);
  });

  for (const [word, verb, event] of [["declined", decline, "booking.change_declined"], ["withdrawn", withdraw, "booking.change_dropped"]] as const) {
    it(`${word} leaves the stay as it is, and frees what it added`, async () => {
      await stays.change(booking, longer);
      await verb(stays.context, word === "declined" ? stays.host : stays.guest, id);
      expect(await stays.now(booking)).to.deep.include({ ...STAY, status: "confirmed", payment: { ...booking.payment, attempt: 2 } });
      expect(await stays.areFree(added)).to.equal(true);
      expect(await stays.events(booking, event)).to.equal(1);
      expect(await refusalOf(decline(stays.context, stays.host, id))).to.equal("wrong_state");
    });
  }

  it("accepted can be withdrawn by the guest and not declined by the host any more", async () => {
    await stays.change(booking, longer);
    await acceptIt();
    const { id: intentId } = await pay(stays.context, stays.guest, id);
    expect(await refusalOf(decline(stays.context, stays.host, id))).to.equal("wrong_state");
    await withdraw(stays.context, stays.guest, id);
    await stays.sweep();
    expect((await stays.context.payments.intent(intentId)).status).to.equal("canceled");
  });

  it("nobody answered can't be accepted after its time, whether a worker ran or not", async () => {
    await stays.change(booking, longer);
    stays.time.advance(24 * HOUR);
    expect(await refusalOf(acceptIt())).to.equal("wrong_state");
    await sweepChanges(stays.context);
    expect(await refusalOf(acceptIt())).to.equal("wrong_state");
    expect(await refusalOf(decline(stays.context, stays.host, id))).to.equal("wrong_state");
    expect(await refusalOf(withdraw(stays.context, stays.guest, id))).to.equal("wrong_state");
  });

  it("is answered by its host alone", async () => {
    await stays.change(booking, longer);
    for (const verb of [accept, decline]) expect(await refusalOf(verb(stays.context, aHost(), id))).to.equal("not_found");
  });

  it("ends with the booking", async () => {
    await stays.change(booking, longer);
    await cancel(stays.context, stays.host, id);
    expect(await stays.now(booking)).to.not.have.property("change");
    expect(await stays.areFree(longer)).to.equal(true);
  });

  it("never gives back what support has returned meanwhile", async () => {
    await stays.change(booking, shorter);
    await refundBySupport(stays.context, aSupporter(), { ...id, amount: TOTAL - NIGHT, reason: "broken heating" });
    await acceptIt();
    await stays.sweep();
    expect((await stays.now(booking)).payment).to.include({ status: "refunded", refunded: TOTAL, refundDue: TOTAL });
  });

  it("answered in every way at once has one outcome", async () => {
    for (let round = 0; round < 8; round += 1) {
      await stays.change(booking, round % 2 === 0 ? longer : { checkIn: "2026-12-29", checkOut: "2027-01-03" });
      await Promise.all([acceptIt, () => decline(stays.context, stays.host, id), () => withdraw(stays.context, stays.guest, id)].map((way) => refusalOf(way())));
      const { change } = await stays.now(booking);
      if (change) expect(change.awaits).to.equal("payment");
      await stays.agree();
    }
  });
});
