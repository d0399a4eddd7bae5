/** Changes of dates that meet: others' nights, the property's rules, one another, and the end of the stay. */
import { expect } from "chai";
import { cancel } from "../../shared/booking/cancel.ts";
import { changeDates, datesOffer } from "../../shared/booking/change-dates.ts";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { changeProperty } from "../../shared/booking/change-property.ts";
import { checkIn } from "../../shared/booking/check-in.ts";
import { noShow } from "../../shared/booking/no-show.ts";
import { pay } from "../../shared/booking/pay.ts";
import { settle } from "../../shared/booking/settle.ts";
import { unlist } from "../../shared/booking/unlist.ts";
import { addDays, type Stay } from "../../shared/contract/dates.ts";
import type { NewProperty } from "../../shared/contract/property.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import { onceFor } from "../../shared/store/once.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepStays } from "../../workers/jobs/sweeps.ts";
import { aGuest } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { refusalOf, refusedWith, STAY, staysAt, type Stays } from "../support/stays.ts";

const TOTAL = 46_200;
const NIGHT = 10_800;

describe("A change of dates meets", () => {
  let store: Store;
  let stays: Stays;
  let booking: StoredBooking;
  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(() => begin());
  afterEach(() => stays.agree());

  async function begin(change: Partial<NewProperty> = {}): Promise<void> {
    stays = await staysAt(store, change);
    booking = await stays.booked();
  }
  const longer = { checkIn: "2026-12-30", checkOut: "2027-01-04" };
  const offer = (asked: Stay & { guests?: number }) => datesOffer(stays.context, stays.guest, { id: booking._id, ...asked });
  const ruleOf = async (asked: Stay & { guests?: number }) => {
    const [offered, done] = [await refusedWith(offer(asked)), await refusedWith(stays.change(booking, asked))];
    expect(done.code).to.equal(offered.code);
    return done.more["rule"] ?? done.code;
  };

  describe("others", () => {
    it("who have nights of it: it is refused with the months, and the guest's own nights don't count against it", async () => {
      await stays.holdStay({ checkIn: "2027-01-04", checkOut: "2027-01-06" });
      for (const asked of [{ checkIn: "2026-12-30", checkOut: "2027-01-05" }, { checkIn: "2027-01-04", checkOut: "2027-01-05" }]) {
        const refused = await refusedWith(stays.change(booking, asked));
        expect(refused.code).to.equal("nights_taken");
        expect((refused.more["months"] as { month: string }[]).at(-1)!.month).to.equal("2027-01");
        expect(await refusalOf(offer(asked))).to.equal("nights_taken");
      }
      expect(await stays.now(booking)).to.deep.equal(booking);
      const moved = await stays.change(booking, { checkIn: "2026-12-31", checkOut: "2027-01-04" });
      expect(moved).to.deep.include({ checkIn: "2026-12-31", status: "confirmed" });
    });

    it("at once, extending into nights that both want: exactly one has them", async () => {
      const other = await stays.booked({ checkIn: "2027-01-05", checkOut: "2027-01-07" }, aGuest());
      const codes = await Promise.all([
        refusalOf(stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-05" })),
        refusalOf(stays.change(other, { checkIn: "2027-01-03", checkOut: "2027-01-07" })),
        refusalOf(stays.holdStay({ checkIn: "2027-01-03", checkOut: "2027-01-05" })),
      ]);
      expect(codes.sort()).to.deep.equal(["done", "nights_taken", "nights_taken"]);
    });

    it("one after the other: nights that were given up can be had by whoever extends into them", async () => {
      const other = await stays.booked({ checkIn: "2027-01-03", checkOut: "2027-01-07" }, aGuest());
      expect(await refusalOf(stays.change(booking, longer))).to.equal("nights_taken");
      await stays.change(other, { checkIn: "2027-01-04", checkOut: "2027-01-07" });
      await stays.change(booking, longer);
      expect(await stays.paid(booking)).to.include(longer);
    });
  });

  describe("itself", () => {
    it("a second one takes the place of the first, whose nights are free and whose payment is ended", async () => {
      await stays.change(booking, { checkIn: "2026-12-28", checkOut: "2027-01-03" });
      const first = await pay(stays.context, stays.guest, { id: booking._id });
      const second = await stays.change(booking, longer);
      expect(second.change).to.deep.include({ ...longer, difference: NIGHT, attempt: 3 });
      expect(second.payment.abandoned).to.deep.equal([first.id]);
      expect(await stays.areFree({ checkIn: "2026-12-28", checkOut: "2026-12-30" })).to.equal(true);
      expect(await stays.areFree({ checkIn: "2027-01-03", checkOut: "2027-01-04" })).to.equal(false);
      await stays.sweep();
      expect((await stays.context.payments.intent(first.id)).status).to.equal("canceled");
      expect(await stays.paid(booking)).to.include(longer);
    });

    it("a second one of the same month may have what the first holds, and tells every version of it", async () => {
      await stays.change(booking, longer);
      expect(await offer({ checkIn: "2026-12-30", checkOut: "2027-01-06" })).to.include({ difference: 3 * NIGHT });
      await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-06" });
      expect(await stays.areFree({ checkIn: "2027-01-05", checkOut: "2027-01-06" })).to.equal(false);
    });

    it("paid as the first though replaced by one that costs the same, the money goes back once and the second still waits", async () => {
      await stays.change(booking, { checkIn: "2026-12-29", checkOut: "2027-01-03" });
      const { id } = await stays.paying(booking, 5);
      await stays.change(booking, longer);
      stays.time.advance(5);
      await stays.notices();
      await settle(stays.context, id);
      for (let again = 0; again < 2; again += 1) await stays.sweep();
      const waiting = await stays.now(booking);
      expect(waiting).to.deep.include({ status: "confirmed", ...STAY });
      expect(waiting.change).to.deep.include(longer);
      expect(waiting.payment).to.include({ captured: TOTAL + NIGHT, refunded: NIGHT, refundDue: NIGHT });
      expect(waiting.payment).to.not.have.property("abandoned");
      expect([await stays.events(booking, "case.opened"), await stays.events(booking, "payment.refunded")]).to.deep.equal([1, 1]);
      expect(await stays.paid(booking)).to.include(longer);
    });

    it("a shorter one drops a longer one that waits", async () => {
      await stays.change(booking, longer);
      const changed = await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-02" });
      expect(changed).to.not.have.property("change");
      expect(await stays.areFree({ checkIn: "2027-01-02", checkOut: "2027-01-05" })).to.equal(true);
    });

    it("the same request 20 times at once is one change", async () => {
      const asked = { id: booking._id, ...longer };
      const made = await Promise.all(Array.from({ length: 20 }, () => {
        const once = onceFor(stays.guest.id, "changeDates", "k", asked);
        return changeDates({ ...stays.context, once }, stays.guest, asked).then(({ change }) => ({ attempt: change!.attempt, replayed: once.replayed }));
      }));
      expect(new Set(made.map(({ attempt }) => attempt))).to.deep.equal(new Set([2]));
      expect(made.filter(({ replayed }) => replayed)).to.have.length(19);
      expect(await stays.events(booking, "booking.change_offered")).to.equal(1);
    });
  });

  describe("the property's rules", () => {
    const rules = (change: Partial<NewProperty["rules"]>) => changeProperty(stays.context, stays.host, { id: booking.propertyId, rules: change });

    it("where it becomes worse, and not where it stays as it was agreed", async () => {
      await rules({ minNights: 4, maxNights: 4 });
      expect(await ruleOf({ checkIn: "2026-12-30", checkOut: "2027-01-02" })).to.equal("min_nights");
      expect(await ruleOf(longer)).to.equal("max_nights");
      await rules({ minNights: 1, maxNights: 2 });
      expect(await ruleOf(longer)).to.equal("max_nights");
      await changeProperty(stays.context, stays.host, { id: booking.propertyId, capacity: 1 });
      expect(await ruleOf({ ...STAY, guests: 3 })).to.equal("capacity");
      const shorter = await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-02" });
      expect(shorter).to.deep.include({ guests: 2, checkOut: "2027-01-02" });
      expect(await ruleOf({ checkIn: "2026-12-30", checkOut: addDays("2026-11-24", 366) })).to.equal("max_nights");
    });

    it("of notice only where check-in moves", async () => {
      await rules({ noticeHours: 72 });
      stays.time.set("2026-12-29T12:00:00Z");
      expect(await ruleOf({ checkIn: "2026-12-31", checkOut: "2027-01-03" })).to.equal("notice");
      expect((await stays.change(booking, longer)).change).to.deep.include(longer);
    });

    it("of days on which nobody comes or goes, where it comes or goes on another", async () => {
      const close = (from: string, to: string) => changeNights(stays.context, stays.host, { id: booking.propertyId, from, to, closedToArrival: true, closedToDeparture: true });
      await close("2026-12-30", "2027-01-05");
      expect(await ruleOf(longer)).to.equal("closed_to_departure");
      expect(await ruleOf({ checkIn: "2026-12-31", checkOut: "2027-01-03" })).to.equal("closed_to_arrival");
      expect((await stays.change(booking, { checkIn: "2026-12-29", checkOut: "2027-01-03" })).change).to.deep.include({ checkIn: "2026-12-29" });
    });

    it("of the horizon, and of the past", async () => {
      expect(await ruleOf({ checkIn: "2027-11-23", checkOut: "2027-11-26" })).to.equal("horizon");
      expect(await ruleOf({ checkIn: "2026-11-23", checkOut: "2026-11-26" })).to.equal("past");
    });

    it("one that takes no more bookings lets the stay only become shorter", async () => {
      await unlist(stays.context, stays.host, { id: booking.propertyId });
      expect(await refusalOf(stays.change(booking, longer))).to.equal("wrong_state");
      expect(await refusalOf(stays.change(booking, { checkIn: "2027-01-10", checkOut: "2027-01-12" }))).to.equal("wrong_state");
      expect(await stays.change(booking, { checkIn: "2026-12-31", checkOut: "2027-01-02" })).to.include({ checkIn: "2026-12-31" });
    });
  });

  describe("the end of the stay", () => {
    /** With a change that waits, and the intent that would pay it. */
    const waiting = async () => {
      await stays.change(booking, longer);
      return pay(stays.context, stays.guest, { id: booking._id });
    };
    const expectEnded = async (intentId: string) => {
      expect(await stays.now(booking)).to.not.have.property("change");
      await stays.sweep();
      expect((await stays.context.payments.intent(intentId)).status).to.equal("canceled");
      expect((await stays.now(booking)).payment).to.not.have.property("abandoned");
    };

    it("cancelled, it is dropped, and paid all the same the money goes back", async () => {
      await waiting();
      const { id } = await stays.paying(booking, 5);
      await cancel(stays.context, stays.guest, { id: booking._id });
      expect(await stays.areFree({ checkIn: "2026-12-30", checkOut: "2027-01-04" })).to.equal(true);
      stays.time.advance(5);
      await stays.notices();
      for (let again = 0; again < 2; again += 1) await stays.sweep();
      expect(await stays.now(booking)).to.deep.include({ status: "cancelled", ...STAY });
      expect((await stays.now(booking)).payment).to.include({ status: "refunded", captured: TOTAL + NIGHT, refunded: TOTAL + NIGHT });
      expect((await stays.context.payments.intent(id)).refunded).to.equal(NIGHT);
    });

    for (const who of ["guest", "host"] as const) {
      it(`cancelled by the ${who}, its payment is ended`, async () => {
        const { id } = await waiting();
        await cancel(stays.context, stays[who], { id: booking._id });
        await expectEnded(id);
      });
    }

    it("checked in, it is dropped", async () => {
      stays.time.set("2026-12-30T14:55:00Z");
      const { id } = await waiting();
      expect((await stays.now(booking)).change!.until).to.deep.equal(new Date("2026-12-30T15:00:00Z"));
      await checkIn(stays.context, stays.host, { id: booking._id });
      await expectEnded(id);
      expect(await stays.areFree({ checkIn: "2027-01-03", checkOut: "2027-01-04" })).to.equal(true);
    });

    it("nobody came, it is dropped", async () => {
      stays.time.set("2026-12-30T14:55:00Z");
      const { id } = await waiting();
      stays.time.set("2026-12-30T15:00:00Z");
      await noShow(stays.context, stays.host, { id: booking._id });
      await expectEnded(id);
    });

    it("at its new check-out time", async () => {
      await waiting();
      await stays.paid(booking);
      stays.time.set("2027-01-04T10:59:59Z");
      await sweepStays(stays.context);
      expect((await stays.now(booking)).status).to.equal("confirmed");
      stays.time.set("2027-01-04T11:00:00Z");
      await sweepStays(stays.context);
      expect((await stays.now(booking)).status).to.equal("completed");
    });
  });
});
