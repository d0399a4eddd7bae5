import { expect } from "chai";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { dropWish } from "../../shared/wishes/drop.ts";
import { block } from "../../shared/booking/block.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import { suspend, restore } from "../../shared/accounts/manage-user.ts";
import { unblock } from "../../shared/booking/unblock.ts";
import { createFollowing } from "../../workers/jobs/follow.ts";
import { wishesFollower, wishesKind } from "../../workers/wishes/wishes.ts";
import { aSupporter, type Person } from "../support/fixtures.ts";
import { emptyStore, freshStore } from "../support/mongo.ts";
import { type Wishes, wishesAt } from "../support/wishes.ts";

const TAKEN = { checkIn: "2026-12-10", checkOut: "2026-12-20" };

describe("Following what may free nights", () => {
  let store: Store;
  let w: Wishes;
  let taken: StoredBooking;
  let ada: Person;
  let follow: () => Promise<void>;

  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    await emptyStore(store);
    w = await wishesAt(store);
    taken = await w.booked(TAKEN);
    ada = await w.guestHere();
    follow = createFollowing(w.context, wishesFollower(store));
  });

  /** As a worker would, without Agenda: what is due runs, and what asks to look again waits. */
  async function work(): Promise<void> {
    await follow();
    const kind = wishesKind(w.context);
    for (const { _id, data } of await store.jobs.find({ name: "wishes", nextRunAt: { $lte: w.time.now() } }).lean()) {
      await store.jobs.updateOne({ _id }, { $set: { nextRunAt: (await kind.run(data)) ?? null } });
    }
  }
  const jobs = () => store.jobs.countDocuments();

  it("finds no work where nobody waits, and asks the database once", async () => {
    await w.letGo(await w.holdStay({ checkIn: "2026-12-01", checkOut: "2026-12-03" }));
    await store.connection.db!.command({ profile: 2 });
    await follow();
    await store.connection.db!.command({ profile: 0 });
    const asked = await store.connection.collection("system.profile").find({ ns: /\.wishes$/ }).toArray();
    expect(asked.map(({ docsExamined, planSummary }) => `${docsExamined} ${String(planSummary)}`)).to.deep.equal(["0 DISTINCT_SCAN { propertyId: 1, status: 1, createdAt: 1, _id: 1 }"]);
    expect(await jobs()).to.equal(0);
  });

  it("tells after a cancellation, and after a host's block is taken away; what is told to nobody else is", async () => {
    const { id: blockId } = await block(w.context, w.host, { id: w.property._id, from: "2026-12-20", to: "2026-12-22" });
    await w.wish(ada, "2026-12-12", "2026-12-14");
    await w.wish(ada, "2026-12-20", "2026-12-21");
    await work();
    expect(await w.told()).to.deep.equal([]);
    await unblock(w.context, w.host, { id: w.property._id, blockId });
    await work();
    expect(await w.told()).to.deep.equal([`${ada.id} 2026-12-20 2026-12-21`]);
    w.time.advance(1);
    await cancel(w.context, w.guest, { id: taken._id });
    await work();
    expect((await w.told()).at(-1)).to.equal(`${ada.id} 2026-12-12 2026-12-14`);
  });

  it("looks again after the head start, and ends when nobody waits", async () => {
    const bob = await w.guestHere();
    await w.wish(ada, "2026-12-12", "2026-12-14");
    await w.wish(bob, "2026-12-13", "2026-12-15");
    await cancel(w.context, w.guest, { id: taken._id });
    await work();
    expect(await w.told()).to.have.length(1);
    w.time.advance(600);
    await work();
    expect(await w.told()).to.have.length(2);
    expect(await store.jobs.countDocuments({ nextRunAt: { $ne: null } })).to.equal(0);
  });

  it("given the same events again adds nothing, and tells nobody twice", async () => {
    await w.wish(ada, "2026-12-12", "2026-12-14");
    await cancel(w.context, w.guest, { id: taken._id });
    const events = await store.events.find({ type: { $in: ["booking.cancelled", "wish.made"] } }).sort({ at: 1 }).lean();
    const { take } = wishesFollower(store);
    await take(events);
    const before = await jobs();
    await take(events);
    expect(await jobs()).to.equal(before);
    await work();
    await store.followers.deleteMany({});
    follow = createFollowing(w.context, wishesFollower(store));
    await store.jobs.updateMany({}, { $set: { nextRunAt: w.time.now() } });
    await work();
    expect(await w.told()).to.have.length(1);
  });

  it("misses nobody who asked while the nights were being freed", async () => {
    await follow();
    await w.wish(ada, "2026-12-12", "2026-12-14");
    // What freed them was followed before the wish was there to be found.
    await store.months.updateMany({}, { $pull: { claims: { id: taken._id } } });
    await work();
    expect(await w.told()).to.have.length(1);
  });

  it("tells nobody of a wish that was dropped meanwhile; one that was told and is dropped lets the next know at once", async () => {
    const [bob, cy] = [await w.guestHere(), await w.guestHere()];
    const wish = await w.wish(ada, "2026-12-12", "2026-12-14");
    const told = await w.wish(bob, "2026-12-12", "2026-12-14");
    await w.wish(cy, "2026-12-12", "2026-12-14");
    await cancel(w.context, w.guest, { id: taken._id });
    await dropWish(w.context, ada, { id: wish._id });
    await work();
    w.time.advance(30);
    await dropWish(w.context, bob, { id: told._id });
    await work();
    expect((await w.told()).map((line) => line.slice(0, 24))).to.deep.equal([bob.id, cy.id]);
  });

  it("tells who was locked out when they are let in again", async () => {
    const support = aSupporter();
    await w.wish(ada, "2026-12-12", "2026-12-14");
    await suspend(w.context, support, { id: ada.id, reason: "a stolen card" });
    await cancel(w.context, w.guest, { id: taken._id });
    await work();
    expect(await w.told()).to.deep.equal([]);
    w.time.advance(60);
    await restore(w.context, support, { id: ada.id, reason: "it was not theirs" });
    await work();
    expect(await w.told()).to.have.length(1);
  });
});
