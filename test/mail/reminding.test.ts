import { expect } from "chai";
import { cancel } from "../../shared/booking/cancel.ts";
import { checkIn } from "../../shared/booking/check-in.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { replanReminders } from "../../workers/mail/replan.ts";
import { beginLetters, postAt, type Post } from "../support/mail/post.ts";
import { freshStore } from "../support/mongo.ts";
import { STAY, type Stays } from "../support/stays.ts";

const MOVED = { checkIn: "2027-01-10", checkOut: "2027-01-14" };

describe("Guests are reminded", () => {
  let store: Store;
  let stays: Stays;
  let post: Post;

  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    ({ stays, post } = await beginLetters(store));
  });

  const days = async (booking: StoredBooking, from: string, to: string) => {
    const told: string[] = [];
    for (stays.time.set(from); stays.time.now() <= new Date(to); stays.time.advance(3600)) {
      await post.work();
      told.push(...post.news().map((id) => `${stays.time.now().toISOString().slice(0, 13)} ${id}`));
    }
    expect(booking.status).to.equal("confirmed");
    return told;
  };

  it("at their hour of the property, moved with the dates, and gone with a cancellation", async () => {
    const booking = await stays.booked();
    await post.work();
    post.news();
    expect(await days(booking, "2026-12-22T00:00:00Z", "2026-12-24T00:00:00Z")).to.deep.equal(["2026-12-23T10 check_in_reminder:2026-12-30:7"]);
    expect(post.sent.at(-1)!.headers).to.include({ "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
    await stays.change(booking, MOVED);
    await post.work();
    expect(post.news()).to.have.length(2);
    expect(await days(booking, "2027-01-03T08:00:00Z", "2027-01-10T08:00:00Z")).to.deep.equal(["2027-01-03T10 check_in_reminder:2027-01-10:7", "2027-01-09T10 check_in_reminder:2027-01-10:1"]);
    stays.time.set("2027-01-10T16:00:00Z");
    await checkIn(stays.context, stays.host, { id: booking._id });
    expect(await days(booking, "2027-01-13T00:00:00Z", "2027-01-14T08:00:00Z")).to.deep.equal(["2027-01-13T18 check_out_reminder:2027-01-14"]);
    const other = await stays.booked({ checkIn: "2027-02-10", checkOut: "2027-02-12" });
    await post.work();
    post.news();
    await cancel(stays.context, stays.guest, { id: other._id });
    await post.work();
    expect(post.news().sort()).to.deep.equal(["cancelled", "host_cancelled"]);
    expect(await days(other, "2027-02-09T08:00:00Z", "2027-02-11T20:00:00Z")).to.deep.equal([]);
  });

  it("also where the mail server was away at their hour, and the guests have changed meanwhile", async () => {
    const booking = await stays.booked();
    await post.work();
    post.news();
    stays.time.set("2026-12-23T10:30:00Z");
    await stays.change(booking, { ...STAY, guests: 3 });
    await post.work();
    expect(post.news()).to.include("check_in_reminder:2026-12-30:7");
  });

  it("by a job of dates that are no more: nothing", async () => {
    const booking = await stays.booked();
    await post.work();
    post.news();
    const waiting = await store.jobs.find({ name: "reminder" }).lean();
    await cancel(stays.context, stays.guest, { id: booking._id });
    await post.work();
    post.news();
    await store.jobs.insertMany(waiting); // it was locked when it should have been dropped
    stays.time.set("2027-01-02T19:00:00Z");
    await post.work();
    expect(post.news()).to.deep.equal([]);
  });

  it("late where the workers were away, while it is of use, and of two that are due the later", async () => {
    await stays.booked();
    await post.work();
    post.news();
    stays.time.set("2026-12-30T09:00:00Z");
    await post.work();
    expect(post.news()).to.deep.equal(["check_in_reminder:2026-12-30:1"]);
    stays.time.set("2027-01-03T12:00:00Z");
    await post.work();
    expect(post.news()).to.deep.equal([]);
    expect((await store.deliveries.find({ kind: /reminder/ }).lean()).map(({ state }) => state).sort()).to.deep.equal(["sent", "void", "void"]);
  });

  describe("where other days are configured than when they booked,", () => {
    const waiting = async () => (await store.jobs.find({ name: "reminder", nextRunAt: { $ne: null } }).sort({ "data.at": 1, _id: 1 }).lean()).map(({ data }) => data.key.slice(25));
    const replan = (days: readonly number[]) => replanReminders({ store, clock: stays.time.clock }, days);
    const DAY = (before: number) => `check_in_reminder:${STAY.checkIn}:${before}`;
    const OUT = `check_out_reminder:${STAY.checkOut}`;

    it("on those, and no more on others", async () => {
      const booking = await stays.booked();
      await post.work();
      stays.time.advance(3600);
      await post.work(); // so that whoever comes next does not read of the booking again
      post = postAt(store, stays.time, [3]);
      await replan([3]);
      expect(await waiting(), "none is taken away: it says nothing when it is due").to.deep.equal([DAY(7), DAY(3), DAY(1), OUT]);
      expect(await days(booking, "2026-12-23T08:00:00Z", "2026-12-30T08:00:00Z")).to.deep.equal([`2026-12-27T10 ${DAY(3)}`]);
    });

    it("once, however often that is looked at, and not of days that are over", async () => {
      await stays.booked();
      await post.work();
      await Promise.all([replan([30, 7, 1]), replan([30, 7, 1])]);
      expect(await waiting()).to.deep.equal([DAY(30), DAY(7), DAY(1), OUT]);
      stays.time.set("2026-12-24T08:00:00Z");
      await post.work();
      await store.jobs.deleteMany({ nextRunAt: null }); // as they are a day after they are done
      await replan([30, 7, 6, 5, 1]);
      expect(await waiting()).to.deep.equal([DAY(6), DAY(5), DAY(1), OUT]);
    });

    it("of none but those whose stay is sure and ahead", async () => {
      await stays.holdStay(MOVED);
      const { _id } = await stays.booked();
      await cancel(stays.context, stays.guest, { id: _id });
      await stays.booked({ checkIn: "2026-12-01", checkOut: "2026-12-03" });
      stays.time.set("2026-12-03T12:00:00Z");
      await replan([7, 1]);
      expect(await waiting()).to.deep.equal([]);
    });

    it("by an index, and those of many bookings page by page", async () => {
      const booked = await stays.booked();
      const ids = Array.from({ length: 1_100 }, (_, index) => index.toString(16).padStart(24, "0"));
      await store.bookings.collection.insertMany(ids.map((id) => ({ ...booked, _id: id, payment: { ...booked.payment, intentId: `in_${id}` } })) as never);
      await store.connection.db!.command({ profile: 1, filter: { op: { $in: ["query", "getmore"] } } });
      await replan([1]);
      await store.connection.db!.command({ profile: 0 });
      expect(await store.jobs.countDocuments({ name: "reminder" })).to.equal(2 * (ids.length + 1));
      const read = await store.connection.collection("system.profile").find({ ns: /bookings$/ }).toArray();
      const seen = read.map(({ op, planSummary, nreturned }) => `${String(op)} ${String(planSummary)} ${String(nreturned)}`);
      expect(seen).to.deep.equal([500, 500, 101].map((many, page) => `${page === 0 ? "query" : "getmore"} IXSCAN { status: 1, endsAt: 1 } ${many}`));
    });
  });

  it("that a hold ends, where it is still unpaid then", async () => {
    const { holdStay, time } = stays;
    const held = await holdStay(STAY, stays.guest);
    await post.work();
    time.advance(419);
    await post.work();
    expect(post.news()).to.deep.equal([]);
    time.advance(1);
    await post.work();
    expect(post.news()).to.deep.equal([`hold_ending:${held.holdUntil!.toISOString()}`]);
    const paid = await holdStay(MOVED, stays.guest);
    await post.work();
    await stays.paid(paid);
    time.advance(420);
    await post.work();
    expect(post.news().sort()).to.deep.equal(["confirmation", "host_booked"]);
  });
});
