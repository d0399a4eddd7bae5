/** The same stays under other names, and our own that come back: neither may grow into more than there is. */
import { expect } from "chai";
import { cancel } from "../../shared/booking/cancel.ts";
import { takenNights } from "../../shared/calendars/export.ts";
import { addDays, nightsOf } from "../../shared/contract/dates.ts";
import type { Store } from "../../shared/store/open.ts";
import { forgetBookings } from "../support/jobs.ts";
import { freshStore } from "../support/mongo.ts";
import { type Stays, staysAt } from "../support/stays.ts";
import { airbnb, booking as bookingCom, entries, type Entry, vrbo } from "../support/calendars/exports.ts";
import { type Calendar, calendarOf } from "../support/calendars/world.ts";

const STAY = { checkIn: "2026-12-30", checkOut: "2027-01-03" };
const RESERVED = { from: STAY.checkIn, to: STAY.checkOut };

/** What a calendar's platform reads of ours. */
async function windowsTold({ store, context }: Stays, calendarId: string): Promise<Entry[]> {
  const { token } = await store.calendarAddresses.findOne({ calendarId }).orFail().lean();
  const { text } = await takenNights(context, token);
  return [...text.matchAll(/DTSTART;VALUE=DATE:(\d{4})(\d\d)(\d\d)[^]*?DTEND;VALUE=DATE:(\d{4})(\d\d)(\d\d)/g)].map(([, a, b, c, d, e, f]) => ({ from: `${a}-${b}-${c}`, to: `${d}-${e}-${f}` }));
}

describe("A calendar that says again what is known", () => {
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

  const anew = (count: number, export_: number) => airbnb(entries(count, "2026-12-01").map((one, at) => ({ ...one, uid: `${export_}-${at}@airbnb.com` })));

  it("under a new UID each time changes nothing, also while it is doubted", async () => {
    await calendar.sync(anew(8, 0));
    const versions = await calendar.versions();
    await calendar.sync(anew(8, 1));
    for (let turn = 2; turn < 5; turn += 1) expect((await calendar.sync(anew(2, turn))).doubt).to.deep.equal({ before: 8, now: 2 });
    expect(await calendar.versions()).to.deep.equal(versions);
    expect((await calendar.now()).stays).to.have.length(8);
    expect(await calendar.events("calendar.imported")).to.have.length(1);
  });

  it("under UIDs that count from the first one changes nothing while it is doubted", async () => {
    const counted = (from: number) => airbnb(entries(8, "2026-12-01").slice(from).map((one, at) => ({ ...one, uid: `${at}` })));
    await calendar.sync(counted(0));
    for (const from of [6, 7, 6]) expect((await calendar.sync(counted(from))).stays).to.have.length(8);
    expect(await calendar.events("calendar.imported")).to.have.length(1);
  });

  it("and two of the same dates are two", async () => {
    const two = await staysAt(store, { units: 2 });
    const its = await calendarOf(two);
    const both = (turn: number) => airbnb([{ ...RESERVED, uid: `${turn}-a` }, { ...RESERVED, uid: `${turn}-b` }]);
    await its.sync(airbnb([{ ...RESERVED, uid: "0-a" }]));
    for (let turn = 1; turn < 3; turn += 1) expect((await its.sync(both(turn))).stays).to.have.length(2);
    expect(await its.nights()).to.have.length(8);
    await two.agree();
  });

  describe("under our own name for it", () => {
    it("takes no nights of a booking that is cancelled", async () => {
      const own = await stays.booked(STAY);
      for (const suffix of ["", "-2"]) {
        const echo = vrbo([{ ...RESERVED, uid: `${own._id}${suffix}@vacancy` }]);
        if (suffix === "") await calendar.sync(echo);
        if (suffix === "") await cancel(stays.context, stays.host, { id: own._id });
        expect((await calendar.sync(echo)).conflicts).to.deep.equal([]);
        expect(await calendar.nights()).to.deep.equal([]);
        expect(await stays.areFree(STAY)).to.equal(true);
      }
    });

    it("is full nights of this property, and a stay where it is another's", async () => {
      await calendar.sync(vrbo([{ ...RESERVED, uid: `${stays.property._id}-2026-12-30@vacancy` }]));
      expect(await calendar.nights()).to.deep.equal([]);
      const another = await staysAt(store);
      const own = await another.booked(STAY);
      await calendar.sync(vrbo([{ ...RESERVED, uid: `${own._id}@vacancy` }]), true);
      expect(await calendar.nights()).to.deep.equal(nightsOf(STAY));
    });
  });

  it("of two platforms that close what the other tells them: a booking that is cancelled leaves nothing closed", async () => {
    for (const units of [1, 2]) {
      const its = await staysAt(store, { units });
      const calendars = [await calendarOf(its, "A"), await calendarOf(its, "B")];
      const own = [await its.booked(STAY), ...(units > 1 ? [await its.booked(STAY)] : [])];
      // Each closes what was told it and says so, under UIDs of its own; both are read more often than they read.
      const goRound = async (turn: number) => {
        const told = await Promise.all(calendars.map(({ id }) => windowsTold(its, id)));
        for (let reading = 0; reading < 2; reading += 1) {
          for (const [at, { id, sync }] of calendars.entries()) await sync(airbnb(told[at]!.map((one) => ({ ...one, summary: "Not available", uid: `${turn}-${id}` }))), true);
        }
      };
      await goRound(1);
      for (const one of own) await cancel(its.context, its.host, { id: one._id });
      await calendars[0]!.sync(undefined, true); // what it was told before
      for (let turn = 2; turn < 6; turn += 1) await goRound(turn);
      expect(await its.areFree(STAY), `${units}`).to.equal(true);
    }
  });

  it("tells nobody of windows that may be closed, and everybody of stays", async () => {
    const { id } = await calendarOf(stays, "B");
    await calendar.sync(bookingCom([RESERVED, { from: "2027-02-01", to: "2027-02-02", summary: "Ada" }, { from: "2027-03-01", to: "2027-03-02", summary: "Blocked" }]));
    expect(await windowsTold(stays, id)).to.deep.equal([{ from: "2027-02-01", to: "2027-02-02" }]);
  });

  describe("that overlaps bookings", () => {
    const over = (count: number) => airbnb(Array.from({ length: count }, (_, at) => ({ from: "2026-12-31", to: addDays("2027-01-01", at % 2), uid: `over-${at}` })));

    it("is one case for each of them, for as long as any stay does", async () => {
      const own = await stays.booked(STAY);
      for (const count of [2, 3, 1]) expect((await calendar.sync(over(count))).conflicts).to.have.length(count);
      expect((await calendar.cases()).map(({ status, bookingId }) => [status, bookingId])).to.deep.equal([["open", own._id]]);
      expect(await calendar.events("calendar.conflict")).to.have.length(3);
      await calendar.sync(airbnb([]), true);
      expect((await calendar.cases()).map(({ status }) => status)).to.deep.equal(["resolved"]);
    });

    it("more than 50 times can't be taken, and changes nothing", async () => {
      await stays.booked(STAY);
      await calendar.sync(over(50));
      const before = await calendar.now();
      const { problem, conflicts } = await calendar.sync(airbnb([...entries(3, "2027-03-01"), ...Array.from({ length: 51 }, (_, at) => ({ ...RESERVED, uid: `many-${at}` }))]));
      expect(problem).to.equal("It overlaps too many bookings of yours");
      expect(conflicts).to.deep.equal(before.conflicts);
      expect(await calendar.nights()).to.deep.equal([]);
    });
  });
});
