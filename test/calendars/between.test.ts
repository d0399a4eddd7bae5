/** Nights that come to be, or are freed, between two readings: what another platform has sold there nobody can hold. */
import { expect } from "chai";
import { block } from "../../shared/booking/block.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import { changeProperty } from "../../shared/booking/change-property.ts";
import { createProperty } from "../../shared/booking/create-property.ts";
import { extendMonths } from "../../shared/booking/extend-months.ts";
import { list } from "../../shared/booking/list.ts";
import { unblock } from "../../shared/booking/unblock.ts";
import { removeCalendar } from "../../shared/calendars/change-calendar.ts";
import { nightsOf } from "../../shared/contract/dates.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { aProperty } from "../support/fixtures.ts";
import { forgetBookings } from "../support/jobs.ts";
import { freshStore } from "../support/mongo.ts";
import { type Stays, staysAt } from "../support/stays.ts";
import { airbnb, booking as bookingCom, vrbo } from "../support/calendars/exports.ts";
import { type Calendar, calendarOf } from "../support/calendars/world.ts";

const STAY = { checkIn: "2026-12-30", checkOut: "2027-01-03" };
const RESERVED = { from: STAY.checkIn, to: STAY.checkOut };

describe("Between two readings of a calendar", () => {
  let store: Store;
  let stays: Stays;
  let calendar: Calendar;
  before(async () => {
    store = await freshStore();
  });
  beforeEach(async () => {
    stays = await staysAt(store, { rules: { ...aProperty.rules, horizonDays: 60 } });
    calendar = await calendarOf(stays);
  });
  afterEach(async () => {
    await stays.agree();
    await forgetBookings(store);
    await store.calendars.deleteMany({});
  });
  after(() => store.close());

  describe("months that come to be have what it keeps of them", () => {
    const LATER = { checkIn: "2027-04-28", checkOut: "2027-05-03" };
    const later = airbnb([{ from: LATER.checkIn, to: LATER.checkOut }]);

    it("as time goes on", async () => {
      await calendar.sync(later);
      expect(await calendar.nights()).to.deep.equal([]);
      stays.time.set("2027-03-20T12:00:00Z");
      expect(await extendMonths(stays.context, stays.property._id)).to.equal(4);
      expect(await calendar.nights()).to.deep.equal(nightsOf(LATER));
      expect(await stays.areFree(LATER)).to.equal(false);
    });

    it("as the horizon grows", async () => {
      await calendar.sync(later);
      await changeProperty(stays.context, stays.host, { id: stays.property._id, rules: { horizonDays: 200 } });
      expect(await calendar.nights()).to.deep.equal(nightsOf(LATER));
    });

    it("as it is listed", async () => {
      const draft = await createProperty(stays.context, stays.host, aProperty);
      const its = await calendarOf({ ...stays, property: draft });
      await its.sync(airbnb([RESERVED, { ...RESERVED, from: "2027-01-10", to: "2027-01-12", summary: "Airbnb (Not available)" }]));
      await list(stays.context, stays.host, { id: draft._id });
      expect(await its.nights()).to.deep.equal([...nightsOf(STAY), "2027-01-10", "2027-01-11"]);
      expect(await store.months.distinct("version", { propertyId: draft._id })).to.deep.equal([1]);
    });
  });

  describe("a stay that waits for nights has them in the moment in which they are free, because of", () => {
    const cancelled = async (own: StoredBooking) => cancel(stays.context, stays.host, { id: own._id });
    const ends: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
      ["a booking that is cancelled", () => stays.booked(STAY), async () => cancelled((await store.bookings.findOne({}).orFail().lean())!)],
      ["a hold that is over", () => stays.holdStay(STAY), async () => {
        stays.time.advance(601);
        await stays.sweep();
      }],
      ["a booking that moves", () => stays.booked(STAY), async () => stays.change((await store.bookings.findOne({}).orFail().lean())!, { checkIn: "2027-01-08", checkOut: "2027-01-12" })],
    ];
    for (const [name, begin, end] of ends) {
      it(name, async () => {
        await begin();
        await calendar.sync(airbnb([RESERVED]));
        expect((await calendar.now()).conflicts).to.have.length(1);
        await end();
        expect(await calendar.nights()).to.deep.equal(nightsOf(STAY));
        expect((await calendar.now()).conflicts).to.deep.equal([]);
        expect((await calendar.cases()).map(({ status }) => status)).to.deep.equal(["resolved"]);
        expect(await stays.areFree({ checkIn: "2027-01-01", checkOut: "2027-01-02" })).to.equal(false);
      });
    }

    it("a window that may be a stay, and was no echo", async () => {
      const own = await stays.booked(STAY);
      await calendar.sync(bookingCom([{ from: "2026-12-31", to: "2027-01-02" }]));
      await cancelled(own);
      expect(await calendar.nights()).to.deep.equal(["2026-12-31", "2027-01-01"]);
      expect(await stays.areFree({ checkIn: "2027-01-02", checkOut: "2027-01-03" })).to.equal(true);
    });

    it("a block that ends, or a calendar that is removed", async () => {
      const { id: blockId } = await block(stays.context, stays.host, { id: stays.property._id, ...RESERVED });
      await calendar.sync(airbnb([RESERVED]));
      const other = await calendarOf(stays, "Vrbo");
      await other.sync(vrbo([RESERVED]));
      await unblock(stays.context, stays.host, { id: stays.property._id, blockId });
      expect(await calendar.nights()).to.deep.equal(nightsOf(STAY));
      await removeCalendar(stays.context, stays.host, { id: calendar.id });
      expect(await other.nights()).to.deep.equal(nightsOf(STAY));
    });
  });

  it("what may be no more than what it was told does not keep the nights of a booking that is cancelled", async () => {
    for (const [written, summary] of [[airbnb, "Airbnb (Not available)"], [bookingCom, undefined]] as const) {
      const own = await stays.booked(STAY);
      await calendar.sync(written([{ ...RESERVED, ...(summary && { summary }) }, { from: "2027-01-10", to: "2027-01-12" }]), true);
      await cancel(stays.context, stays.host, { id: own._id });
      expect(await calendar.nights()).to.deep.equal(["2027-01-10", "2027-01-11"]);
      expect(await stays.areFree(STAY)).to.equal(true);
    }
  });

  it("each month that changes is one version newer, and told once", async () => {
    const own = await stays.booked(STAY);
    await calendar.sync(airbnb([{ from: "2026-12-28", to: "2027-01-05" }]));
    const [december] = await calendar.versions().then((all) => all.slice(1));
    await cancel(stays.context, stays.host, { id: own._id });
    expect((await calendar.versions())[1]).to.equal(december! + 1);
    const [told] = await store.events.find({ bookingId: own._id, type: "booking.cancelled" }).lean();
    expect(told!.months!.map(({ claims }) => claims.map(({ kind, from, to }) => [kind, from, to]))).to.deep.equal([[["imported", 28, 32]], [["imported", 1, 5]]]);
  });
});
