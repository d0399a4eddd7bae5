/** Calendars that can't be read, or can't be believed, and how old is too old. */
import { expect } from "chai";
import { datesOffer } from "../../shared/booking/change-dates.ts";
import { changeCalendar, removeCalendar } from "../../shared/calendars/change-calendar.ts";
import { syncIfDue } from "../../shared/calendars/sync.ts";
import { takeFeed } from "../../shared/calendars/take-feed.ts";
import type { Store } from "../../shared/store/open.ts";
import { hostProperty, propertyView } from "../../shared/views/property.ts";
import { readCalendars, tellStaleCalendars } from "../../workers/jobs/calendars.ts";
import { forgetBookings } from "../support/jobs.ts";
import { freshStore } from "../support/mongo.ts";
import { type Stays, staysAt } from "../support/stays.ts";
import { airbnb, booking, entries } from "../support/calendars/exports.ts";
import { type Calendar, calendarOf } from "../support/calendars/world.ts";

const HOUR = 3600;

describe("Calendars that are doubtful", () => {
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
  });
  after(() => store.close());

  const broken: [string, string | undefined][] = [
    ["nothing can be had", undefined],
    ["nothing is in it", ""],
    ["it is a page", "<!doctype html><title>Sign in</title>"],
    ["it is cut off", airbnb(entries(6, "2026-12-01")).slice(0, 700)],
    ["a date is none", airbnb(entries(6, "2026-12-01")).replace("20261204", "20269904")],
  ];
  for (const [name, text] of broken) {
    it(`free nothing where ${name}, and their host is told why, others once`, async () => {
      await calendar.sync(airbnb(entries(6, "2026-12-01")));
      const [versions, nights] = [await calendar.versions(), await calendar.nights()];
      for (let turn = 0; turn < 2; turn += 1) expect((await (text === undefined ? calendar.fail() : calendar.sync(text))).problem).to.be.a("string").that.has.length.above(10);
      expect(await calendar.versions()).to.deep.equal(versions);
      expect(await calendar.nights()).to.deep.equal(nights);
      expect(await calendar.events("calendar.failed")).to.have.length(1);
      expect(await calendar.now()).to.include({ failures: 2 });
      expect((await calendar.sync(airbnb(entries(6, "2026-12-01")))).problem).to.equal(undefined);
    });
  }

  const shorter: [string, number, number, boolean][] = [
    ["all are gone", 6, 0, true],
    ["the only one is gone", 1, 0, true],
    ["most are gone", 6, 2, true],
    ["three of five are gone", 5, 2, true],
    ["half are gone", 6, 3, false],
    ["two of three are gone", 3, 1, false],
    ["one is gone", 6, 5, false],
  ];
  for (const [name, before, now, doubted] of shorter) {
    it(`${doubted ? "free nothing" : "are believed"} where ${name}`, async () => {
      await calendar.sync(airbnb(entries(before, "2026-12-01")));
      const { doubt, readAt } = await calendar.sync(airbnb(entries(now, "2026-12-01")));
      expect(doubt).to.deep.equal(doubted ? { before, now } : undefined);
      expect(readAt).to.deep.equal(stays.time.now());
      expect(await calendar.nights()).to.have.length(2 * (doubted ? before : now));
      expect(await calendar.events("calendar.doubted")).to.have.length(doubted ? 1 : 0);
    });
  }

  it("take what is new while they are doubted, and free the rest when their host accepts it", async () => {
    await calendar.sync(airbnb(entries(6, "2026-12-01")));
    const one = [{ from: "2027-02-01", to: "2027-02-02" }];
    for (let turn = 0; turn < 2; turn += 1) expect((await calendar.sync(airbnb(one))).doubt).to.deep.include({ now: 1 });
    expect(await calendar.nights()).to.have.length(13);
    expect(await calendar.events("calendar.doubted")).to.have.length(1);
    expect((await calendar.sync(airbnb(one), true)).doubt).to.equal(undefined);
    expect(await calendar.nights()).to.deep.equal(["2027-02-01"]);
  });

  it("are doubted for stays that are gone, however many nights are closed instead", async () => {
    const closed = entries(8, "2027-02-01").map((one) => ({ ...one, summary: "Airbnb (Not available)" }));
    await calendar.sync(airbnb([...entries(6, "2026-12-01"), ...closed]));
    expect((await calendar.sync(airbnb([...entries(1, "2026-12-01"), ...closed]))).doubt).to.deep.equal({ before: 6, now: 1 });
    await calendar.sync(airbnb([...entries(6, "2026-12-01"), ...closed]));
    expect((await calendar.sync(airbnb(entries(6, "2026-12-01")))).doubt).to.equal(undefined);
  });

  it("are accepted as short as their host saw them, and no shorter", async () => {
    await calendar.sync(airbnb(entries(9, "2026-12-01")));
    expect((await calendar.sync(airbnb(entries(4, "2026-12-01")))).doubt).to.deep.equal({ before: 9, now: 4 });
    expect((await calendar.sync(airbnb(entries(1, "2026-12-01")), 4)).doubt).to.deep.equal({ before: 9, now: 1 });
    expect(await calendar.nights()).to.have.length(18);
    expect((await calendar.sync(airbnb(entries(2, "2026-12-01")), 1)).doubt).to.equal(undefined);
    expect(await calendar.nights()).to.have.length(4);
  });

  it("are failed where they can't be taken for another reason, and whoever reads them hears of it", async () => {
    await calendar.sync(airbnb(entries(2, "2026-12-01")));
    const broken = () => Promise.reject(new Error("no such thing"));
    await store.calendars.updateOne({ _id: calendar.id }, { $set: { nextAt: stays.time.now() } });
    const heard = await readCalendars(stays.context, broken).then(() => undefined, (error: AggregateError) => error.errors[0].message);
    expect(heard).to.equal("no such thing");
    expect(await calendar.now()).to.include({ problem: "It could not be taken", failures: 1 });
    expect(await calendar.nights()).to.have.length(4);
  });

  it("are not doubted for stays that are over", async () => {
    await calendar.sync(airbnb(entries(6, "2026-12-01")));
    stays.time.set("2026-12-14T12:00:00Z");
    expect((await calendar.sync(airbnb(entries(6, "2026-12-01").slice(4)))).doubt).to.equal(undefined);
  });

  it("are read again later the more often they failed, and at once at another address", async () => {
    const waits: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) waits.push(((await calendar.fail()).nextAt.getTime() - stays.time.now().getTime()) / 60_000);
    for (const [index, minutes] of [30, 60, 120, 120, 120, 120].entries()) expect(waits[index]).to.be.within(minutes * 0.9, minutes * 1.1);
    const moved = await changeCalendar(stays.context, stays.host, { id: calendar.id, url: "https://calendars.example.com/moved.ics" }, []);
    expect(moved.nextAt).to.deep.equal(stays.time.now());
    expect(moved.problem).to.equal(undefined);
  });

  it("are read by one of many workers that find them due", async () => {
    let reads = 0;
    calendar.says(airbnb(entries(2, "2026-12-01")));
    const read: Calendar["read"] = async (asked) => {
      reads += 1;
      return calendar.read(asked);
    };
    await Promise.all(Array.from({ length: 8 }, () => readCalendars(stays.context, read)));
    expect(reads).to.equal(1);
    expect(await calendar.nights()).to.have.length(4);
    await syncIfDue(stays.context, read, calendar.id);
    expect(reads).to.equal(1);
    stays.time.advance(17 * 60);
    await readCalendars(stays.context, read);
    expect(reads).to.equal(2);
  });

  it("and of two readings at once that which began later counts, whichever comes last", async () => {
    let open = (): void => {};
    const late = new Promise<void>((resolve) => (open = resolve));
    let ask = (): void => {};
    const asked = new Promise<void>((resolve) => (ask = resolve));
    const begun = syncIfDue(stays.context, async () => {
      ask();
      await late;
      return { bytes: Buffer.from(airbnb(entries(2, "2027-02-01"))) };
    }, calendar.id);
    await asked;
    await calendar.sync(airbnb(entries(1, "2026-12-01")));
    open();
    await begun;
    expect(await calendar.nights()).to.deep.equal(["2026-12-01", "2026-12-02"]);
    const { reading } = await calendar.now();
    expect(await takeFeed(stays.context, calendar.id, stays.property._id, { reading: reading - 1, stays: [] })).to.equal(undefined);
  });

  it("and say that nothing has changed: the conflicts are tried again all the same", async () => {
    const own = await stays.holdStay({ checkIn: "2026-12-01", checkOut: "2026-12-03" });
    await calendar.sync(booking([{ from: "2026-12-02", to: "2026-12-05" }]));
    expect(await calendar.cases()).to.have.length(1);
    stays.time.advance(20 * 60);
    await syncIfDue(stays.context, async () => "unchanged", calendar.id);
    expect(await calendar.nights()).to.have.length(3);
    expect((await calendar.cases())[0]).to.include({ status: "resolved", bookingId: own._id });
    await stays.sweep();
  });

  describe("and too old", () => {
    const views = async () => {
      const property = await store.properties.findById(stays.property._id).orFail().lean();
      return [propertyView(property, "Ada", stays.time.now()), hostProperty(property, "Ada", stays.time.now())] as const;
    };
    const asks = async () => (await stays.holdStay({ checkIn: "2027-03-01", checkOut: "2027-03-02" })).onRequest === true;

    it("make the host be asked, by the clock alone, until they are read again", async () => {
      await calendar.sync(airbnb([]));
      const booked = await stays.booked();
      const datesAskHost = async (dates: { checkIn: string; checkOut: string }) => (await datesOffer(stays.context, stays.guest, { id: booked._id, ...dates })).asksHost;
      stays.time.advance(23.9 * HOUR);
      expect(await asks()).to.equal(false);
      stays.time.advance(0.1 * HOUR + 601);
      const [seen, own] = await views();
      expect([seen.instantBook, own.instantBook, own.calendarsStale]).to.deep.equal([false, true, true]);
      expect(await asks()).to.equal(true);
      expect(await datesAskHost({ checkIn: booked.checkIn, checkOut: "2027-01-04" })).to.equal(true);
      expect(await datesAskHost({ checkIn: booked.checkIn, checkOut: "2027-01-02" })).to.equal(false);
      stays.time.advance(601);
      for (let turn = 0; turn < 2; turn += 1) await tellStaleCalendars(stays.context);
      expect(await calendar.events("calendar.stale")).to.have.length(1);
      await calendar.sync(airbnb([]));
      expect(await calendar.events("calendar.fresh")).to.have.length(1);
      expect((await views())[0].instantBook).to.equal(true);
      expect(await asks()).to.equal(false);
      stays.time.advance(601);
      await stays.sweep();
    });

    it("are told also where one before them can't be", async () => {
      const properties = [stays, await staysAt(store, {}, stays)];
      for (const { property } of properties) await calendarOf({ ...stays, property }, "Old");
      stays.time.advance(25 * HOUR);
      const [first] = await store.properties.find({ calendarsReadAt: { $exists: true } }, { _id: 1 }).lean();
      const readProperties = store.properties.findById.bind(store.properties);
      store.properties.findById = ((id: string, ...more: []) => {
        if (id === first!._id) throw new Error("no such thing");
        return readProperties(id, ...more);
      }) as typeof store.properties.findById;
      const told = tellStaleCalendars(stays.context).finally(() => (store.properties.findById = readProperties));
      expect(await told.then(() => 0, (error: AggregateError) => error.errors.length)).to.equal(1);
      expect(await store.events.countDocuments({ type: "calendar.stale", propertyId: { $in: properties.map(({ property }) => property._id) } })).to.equal(1);
      await tellStaleCalendars(stays.context);
    });

    it("because of one of several, also one that was never read or is doubted; not one that is paused or removed", async () => {
      await calendar.sync(airbnb(entries(6, "2026-12-01")));
      const other = await calendarOf(stays, "Vrbo");
      stays.time.advance(24 * HOUR);
      await calendar.sync(airbnb(entries(6, "2026-12-01")));
      expect((await views())[0].instantBook).to.equal(false);
      await removeCalendar(stays.context, stays.host, { id: other.id });
      expect((await views())[0].instantBook).to.equal(true);
      stays.time.advance(24 * HOUR);
      await calendar.sync(airbnb([]));
      expect((await views())[0].instantBook).to.equal(false);
      await changeCalendar(stays.context, stays.host, { id: calendar.id, enabled: false }, []);
      expect((await views())[0].instantBook).to.equal(true);
    });
  });
});
