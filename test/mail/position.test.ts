import { expect } from "chai";
import { cancel } from "../../shared/booking/cancel.ts";
import type { Store } from "../../shared/store/open.ts";
import { beginLetters, postAt, type Post } from "../support/mail/post.ts";
import { freshStore } from "../support/mongo.ts";
import type { Stays } from "../support/stays.ts";

const night = (day: number) => ({ checkIn: `2027-02-${10 + day}`, checkOut: `2027-02-${11 + day}` });

/** What can become of the position of who follows the events for letters. */
const LOSSES: Record<string, (store: Store) => Promise<unknown>> = {
  "is gone": (store) => store.followers.deleteMany({}),
  "is no position": (store) => store.followers.updateOne({ _id: "letters" }, { $set: { cursor: "~" } }),
  "is of another shape": (store) => store.followers.updateOne({ _id: "letters" }, { $set: { cursor: "{}" } }),
  "lies ahead, from a clock that did": (store) => store.followers.updateOne({ _id: "letters" }, { $set: { cursor: "2031-01-01T00:00:00.000Z_" } }),
  "lies an hour back": (store) => store.followers.updateOne({ _id: "letters" }, { $set: { cursor: "2026-11-24T08:00:00.000Z_" } }),
};

describe("A follower of letters whose position", () => {
  let store: Store;
  let stays: Stays;

  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    ({ stays } = await beginLetters(store));
  });

  const byKind = (post: Post) => {
    const counts: Record<string, number> = {};
    for (const kind of post.news()) counts[kind.replace(/:.*/, "")] = (counts[kind.replace(/:.*/, "")] ?? 0) + 1;
    return counts;
  };

  for (const [what, lose] of Object.entries(LOSSES)) {
    it(`${what} sends what is due meanwhile, and nothing twice`, async () => {
      const before = postAt(store, stays.time);
      for (const day of [0, 1]) await stays.booked(night(day));
      await before.work();
      expect(byKind(before)).to.deep.equal({ confirmation: 2, host_booked: 2 });
      stays.time.advance(3600);
      for (const day of [2, 3, 4]) await stays.booked(night(day));
      await lose(store);
      // A worker that has just started remembers nothing of what was taken.
      const post = postAt(store, stays.time);
      await Promise.all([post.follow(), postAt(store, stays.time).follow()]);
      await post.work();
      expect(byKind(post)).to.deep.equal({ confirmation: 3, host_booked: 3 });
      await lose(store);
      await postAt(store, stays.time).work();
      expect(await store.deliveries.countDocuments({ state: "sent" })).to.equal(10);
      expect(await store.jobs.countDocuments({ name: "reminder" })).to.equal(15);
    });
  }

  it("is gone when jobs that are done are, too, still sends nothing twice", async () => {
    await stays.booked(night(0));
    const before = postAt(store, stays.time);
    await before.work();
    stays.time.advance(6.9 * 86_400);
    await store.jobs.deleteMany({ name: "letter" });
    await store.followers.deleteMany({});
    const post = postAt(store, stays.time);
    await post.work();
    expect(byKind(post)).to.deep.equal({});
  });

  it("was lost while the workers were down for days tells what is so by then, in place of what was", async () => {
    const [first, second] = [await stays.booked(night(0)), await stays.booked(night(3))];
    await cancel(stays.context, stays.host, { id: second._id });
    await stays.change(first, night(6));
    stays.time.set("2026-11-29T08:00:00Z");
    const post = postAt(store, stays.time);
    await post.work();
    expect(byKind(post)).to.deep.equal({ confirmation: 1, host_booked: 1, changed: 1, host_changed: 1, cancelled: 1 });
    expect((await store.jobs.find({ name: "reminder" }).sort({ "data.at": 1 }).lean()).map(({ data }) => data.at!.toISOString().slice(0, 13))).to.deep.equal(["2027-02-09T10", "2027-02-15T10", "2027-02-16T18"]);
  });
});
