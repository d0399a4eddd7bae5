/** What calendars of other platforms do to nights. */
import { expect } from "chai";
import { block } from "../../shared/booking/block.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import { changeCalendar, removeCalendar } from "../../shared/calendars/change-calendar.ts";
import { nightsOf } from "../../shared/contract/dates.ts";
import type { Store } from "../../shared/store/open.ts";
import { hostMonth, publicMonth } from "../../shared/views/month.ts";
import { forgetBookings } from "../support/jobs.ts";
import { freshStore } from "../support/mongo.ts";
import { refusalOf, type Stays, staysAt } from "../support/stays.ts";
import { airbnb, booking, entries, google, vrbo } from "../support/calendars/exports.ts";
import { type Calendar, calendarOf } from "../support/calendars/world.ts";

const RESERVED = { from: "2026-12-30", to: "2027-01-03" };
const STAY = { checkIn: "2026-12-30", checkOut: "2027-01-03" };

describe("Calendars of other platforms", () => {
  let store: Store;
  let stays: Stays;
  let calendar: Calendar;
  before(async () => {
    store = await freshStore();
  });
  beforeEach(async () => {
    stays = await staysAt(store);
    calendar = await calendarOf(stays);
  });
  afterEach(async () => {
    await stays.agree();
    await forgetBookings(store);
    await store.calendars.deleteMany({});
    await store.calendarAddresses.deleteMany({});
  });
  after(() => store.close());

  for (const [name, written] of Object.entries({ airbnb, booking, vrbo, google })) {
    it(`of ${name} take their nights, and a month's end in between is none to them`, async () => {
      const { stays: read, readAt } = await calendar.sync(written([RESERVED]));
      expect(read).to.have.length(1);
      expect(readAt).to.deep.equal(stays.time.now());
      expect(await calendar.nights()).to.deep.equal(nightsOf(STAY));
      expect(await refusalOf(stays.holdStay({ checkIn: "2027-01-01", checkOut: "2027-01-02" }))).to.equal("nights_taken");
    });
  }

  it("are told to watchers with the months, to the host with the calendar's name, and to nobody else with more than that it is taken", async () => {
    await calendar.sync(airbnb([RESERVED]));
    const [told] = await calendar.events("calendar.imported");
    expect(told!.months!.map(({ month }) => month)).to.deep.equal(["2026-12", "2027-01"]);
    expect(JSON.stringify(told)).not.to.match(/example\.com|HMXXX/);
    const [december] = told!.months!;
    expect(hostMonth(december!).claims).to.have.length(1);
    expect(hostMonth(december!).claims[0]).to.include({ kind: "imported", from: 30, to: 32, note: "Airbnb", calendarId: calendar.id });
    expect(publicMonth(december!).free.slice(28)).to.deep.equal([1, 0, 0]);
    expect(JSON.stringify(publicMonth(december!))).not.to.include("Airbnb");
  });

  it("change nothing when they say the same again, in any order and with other UIDs of closed windows", async () => {
    const all = [...entries(5, "2026-12-01"), { from: "2027-02-01", to: "2027-02-20", summary: "Airbnb (Not available)" }];
    await calendar.sync(airbnb(all));
    const [versions, nights] = [await calendar.versions(), await calendar.nights()];
    await calendar.sync(airbnb(all.toReversed().map((one) => ("summary" in one ? { ...one, uid: "another@airbnb.com" } : one))));
    expect(await calendar.versions()).to.deep.equal(versions);
    expect(await calendar.nights()).to.deep.equal(nights);
    expect(await calendar.events("calendar.imported")).to.have.length(1);
  });

  it("move a stay by its UID, free what is gone, and leave past nights alone", async () => {
    const uid = "one@airbnb.com";
    await calendar.sync(airbnb([{ ...RESERVED, uid }, { from: "2026-12-05", to: "2026-12-07" }]));
    await calendar.sync(airbnb([{ from: "2026-12-31", to: "2027-01-05", uid }]));
    expect(await calendar.nights()).to.deep.equal(nightsOf({ checkIn: "2026-12-31", checkOut: "2027-01-05" }));
    stays.time.set("2027-01-02T12:00:00Z");
    await calendar.sync(airbnb([{ from: "2027-03-01", to: "2027-03-02" }]), true);
    expect(await calendar.nights()).to.deep.equal(["2026-12-31", "2027-01-01", "2027-03-01"]);
  });

  it("and bookings: a stay that overlaps one takes what is left, is one case until it is over, and the booking keeps its nights", async () => {
    const own = await stays.booked(STAY);
    const over = airbnb([{ from: "2027-01-01", to: "2027-01-06", uid: "over@airbnb.com" }]);
    const { conflicts } = await calendar.sync(over);
    expect(conflicts).to.have.length(1);
    expect(conflicts[0]).to.deep.include({ checkIn: "2027-01-01", checkOut: "2027-01-06", nights: ["2027-01-01", "2027-01-02"], bookingIds: [own._id] });
    expect(await calendar.nights()).to.deep.equal(["2027-01-03", "2027-01-04", "2027-01-05"]);
    await calendar.sync(over);
    expect(await calendar.events("calendar.conflict")).to.have.length(1);
    const [found, ...more] = await calendar.cases();
    expect(more).to.deep.equal([]);
    expect(found).to.include({ status: "open", bookingId: own._id });
    expect(await stays.now(own)).to.deep.equal(own);
    await cancel(stays.context, stays.host, { id: own._id });
    await calendar.sync(over);
    expect(await calendar.nights()).to.deep.equal(nightsOf({ checkIn: "2027-01-01", checkOut: "2027-01-06" }));
    expect((await calendar.cases()).map(({ status }) => status)).to.deep.equal(["resolved"]);
  });

  it("and a conflict that comes back is another case", async () => {
    await stays.booked(STAY);
    for (let turn = 0; turn < 2; turn += 1) {
      await calendar.sync(airbnb([{ ...RESERVED, uid: "over@airbnb.com" }]));
      await calendar.sync(airbnb([]), true);
    }
    expect((await calendar.cases()).map(({ status }) => status)).to.deep.equal(["resolved", "resolved"]);
  });

  it("and a hold: the stay is a conflict until the hold is over, and then has its nights", async () => {
    await stays.holdStay(STAY);
    await calendar.sync(airbnb([RESERVED]));
    expect(await calendar.nights()).to.deep.equal([]);
    stays.time.advance(601);
    await calendar.sync(airbnb([RESERVED]));
    expect(await calendar.nights()).to.deep.equal(nightsOf(STAY));
    expect((await calendar.now()).conflicts).to.deep.equal([]);
    await stays.sweep();
  });

  it("and blocks or another calendar's stays: nobody of ours is there, so that it is no conflict", async () => {
    await block(stays.context, stays.host, { id: stays.property._id, from: RESERVED.from, to: RESERVED.to });
    expect((await calendar.sync(airbnb([RESERVED]))).conflicts).to.deep.equal([]);
    const other = await calendarOf(stays, "Vrbo");
    await other.sync(vrbo([{ from: "2027-02-01", to: "2027-02-03" }]));
    expect((await calendar.sync(airbnb([RESERVED, { from: "2027-02-01", to: "2027-02-03" }]))).conflicts).to.deep.equal([]);
  });

  describe("that give back what they were told", () => {
    const echoes: [string, string, number, number][] = [
      ["Airbnb's closed window on a booking", airbnb([{ ...RESERVED, summary: "Airbnb (Not available)" }]), 0, 0],
      ["Airbnb's closed window over a booking and more", airbnb([{ from: "2026-12-28", to: "2027-01-05", summary: "Airbnb (Not available)" }]), 0, 4],
      ["Vrbo's block", vrbo([{ ...RESERVED, summary: "Blocked" }]), 0, 0],
      ["Booking.com's window of exactly a booking's dates", booking([RESERVED]), 0, 0],
      ["our own name for it", vrbo([{ ...RESERVED, uid: "OURS" }]), 0, 0],
      ["no echo: a reservation of exactly a booking's dates", airbnb([RESERVED]), 1, 0],
      ["no echo: Vrbo's reservation", vrbo([RESERVED]), 1, 0],
      ["no echo: Booking.com's window within a booking", booking([{ from: "2026-12-31", to: "2027-01-02" }]), 1, 0],
      ["no echo: Booking.com's window that begins with a booking and ends before it", booking([{ from: "2026-12-30", to: "2027-01-02" }]), 1, 0],
      ["no echo: Booking.com's window over a booking and more", booking([{ from: "2026-12-29", to: "2027-01-03" }]), 1, 1],
    ];
    for (const [name, text, conflicts, taken] of echoes) {
      it(name, async () => {
        const own = await stays.booked(STAY);
        const read = await calendar.sync(text.replace("OURS", `${own._id}@vacancy`));
        expect(read.conflicts).to.have.length(conflicts);
        expect(await calendar.nights()).to.have.length(taken);
        expect(await calendar.cases()).to.have.length(conflicts);
      });
    }

    it("Booking.com's window over two bookings that meet is one as well", async () => {
      await stays.booked(STAY);
      await stays.booked({ checkIn: "2027-01-03", checkOut: "2027-01-05" });
      expect((await calendar.sync(booking([{ from: "2026-12-30", to: "2027-01-05" }]))).conflicts).to.deep.equal([]);
    });
  });

  it("with windows that roll on each day have as many nights as they say, and no more cases", async () => {
    await stays.booked({ checkIn: "2027-01-10", checkOut: "2027-01-12" });
    for (let day = 0; day < 10; day += 1) {
      stays.time.set(`2026-12-${10 + day}T08:00:00Z`);
      const [from, to] = [`2026-12-${10 + day}`, `2026-12-${12 + day}`];
      await calendar.sync(airbnb([{ from, to, uid: `roll-${day}`, summary: "Airbnb (Not available)" }, { from: "2027-06-01", to: `2027-06-${11 + day}`, uid: `end-${day}`, summary: "Airbnb (Not available)" }]));
      const future = (await calendar.nights()).filter((night) => night >= from);
      expect(future).to.deep.equal([...nightsOf({ checkIn: from, checkOut: to }), ...nightsOf({ checkIn: "2027-06-01", checkOut: `2027-06-${11 + day}` })]);
    }
    for (let day = 0; day < 5; day += 1) await calendar.sync(booking([{ from: `2027-01-0${1 + day}`, to: "2027-01-11", uid: `roll-${day}` }]));
    expect(await calendar.cases()).to.have.length(1);
    expect((await calendar.now()).conflicts).to.have.length(1);
  });

  it("and several units: each stay takes one, and only what finds none left is a conflict", async () => {
    const two = await staysAt(store, { units: 2 });
    const its = await calendarOf(two);
    await two.booked(STAY);
    expect((await its.sync(airbnb([RESERVED]))).conflicts).to.deep.equal([]);
    expect((await its.sync(airbnb([RESERVED, { from: "2027-01-01", to: "2027-01-02", uid: "second" }]))).conflicts).to.have.length(1);
    expect(await its.nights()).to.deep.equal(nightsOf(STAY));
    const closed = ["one", "two"].map((uid, at) => ({ from: `2027-02-0${1 + at}`, to: `2027-02-0${3 + at}`, uid, summary: "Airbnb (Not available)" }));
    await its.sync(airbnb(closed), true);
    expect(await its.nights()).to.deep.equal(nightsOf({ checkIn: "2027-02-01", checkOut: "2027-02-04" }));
    await two.agree();
  });

  it("that are removed free all that they took; renamed ones are told by their new name; paused ones keep it", async () => {
    await calendar.sync(airbnb([RESERVED]));
    await changeCalendar(stays.context, stays.host, { id: calendar.id, name: "Airbnb, whole house", enabled: false }, []);
    const [renamed] = await calendar.events("calendar.changed");
    expect(renamed!.months!.flatMap(({ claims }) => claims.map(({ note }) => note))).to.deep.equal(["Airbnb, whole house", "Airbnb, whole house"]);
    expect(await refusalOf(calendar.sync())).to.equal("wrong_state");
    expect(await calendar.nights()).to.deep.equal(nightsOf(STAY));
    await removeCalendar(stays.context, stays.host, { id: calendar.id });
    const [removed] = await calendar.events("calendar.removed");
    expect(removed!.months).to.have.length(2);
    expect(await stays.areFree(STAY)).to.equal(true);
    await stays.sweep();
  });
});
