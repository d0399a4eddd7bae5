import { expect } from "chai";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { unlist } from "../../shared/booking/unlist.ts";
import { list } from "../../shared/booking/list.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import { type Store } from "../../shared/store/open.ts";
import { tellOfFreed } from "../../shared/wishes/tell.ts";
import type { Person } from "../support/fixtures.ts";
import { emptyStore, freshUri, storeAt } from "../support/mongo.ts";
import { type Wishes, wishesAt } from "../support/wishes.ts";

const TAKEN = { checkIn: "2026-12-10", checkOut: "2026-12-20" };

/** A store that stops the first who looks for persons, behind what they have read, until it is let go on. */
function stoppedStore(store: Store): [Store & { stopped: Promise<void> }, () => void] {
  let isStopped = (): void => {};
  let goOn = (): void => {};
  const stopped = new Promise<void>((resolve) => (isStopped = resolve));
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  const find = (...asked: Parameters<Store["users"]["find"]>) => ({
    async lean() {
      const found = await store.users.find(...asked).lean();
      await store.months.find({}, null, { session: asked[2]!.session! }).lean();
      isStopped();
      await gate;
      return found;
    },
  });
  return [{ ...store, users: { find } as never, stopped }, goOn];
}

describe("Guests who wait for nights", () => {
  let uri: string;
  let store: Store;
  let w: Wishes;
  let taken: StoredBooking;
  let [ada, bob, cy]: Person[] = [];

  before(async () => {
    uri = await freshUri();
    store = await storeAt(uri);
  });
  after(() => store.close());
  beforeEach(async () => {
    await emptyStore(store);
    w = await wishesAt(store);
    taken = await w.booked(TAKEN);
    [ada, bob, cy] = [await w.guestHere(), await w.guestHere(), await w.guestHere()];
  });

  /** The stay is gone, as whatever way it went. */
  const free = () => store.months.updateMany({}, { $pull: { claims: { id: taken._id } }, $inc: { version: 1 } });

  it("are told nothing while the nights are taken, and once when they are free", async () => {
    await w.wish(ada!, "2026-12-12", "2026-12-14");
    expect(await w.look()).to.equal(undefined);
    expect(await w.told()).to.deep.equal([]);
    await free();
    expect(await w.look()).to.equal(undefined);
    await w.look();
    expect(await w.told()).to.deep.equal([`${ada!.id} 2026-12-12 2026-12-14`]);
    expect(await store.wishes.findOne().lean()).to.deep.include({ status: "told", version: 2, told: { checkIn: "2026-12-12", checkOut: "2026-12-14", at: w.time.now() } });
  });

  it("are told of a hold's nights from its end on, whether or not anybody has swept it", async () => {
    await free();
    await w.holdStay(TAKEN);
    await w.wish(ada!, "2026-12-12", "2026-12-14");
    w.time.advance(598);
    await w.look();
    expect(await w.told()).to.deep.equal([]);
    w.time.advance(1);
    await w.look();
    expect(await w.told()).to.have.length(1);
  });

  it("are told the oldest first, and each other ten minutes after one whose nights are the same in part", async () => {
    await w.wish(ada!, "2026-12-12", "2026-12-15");
    await w.wish(bob!, "2026-12-14", "2026-12-17");
    await w.wish(cy!, "2026-12-17", "2026-12-19");
    await free();
    const began = w.time.now().getTime();
    expect((await w.look())?.getTime()).to.equal(began + 600_000);
    expect(await w.told(), "who waits for other nights waits for nobody").to.have.members([`${ada!.id} 2026-12-12 2026-12-15`, `${cy!.id} 2026-12-17 2026-12-19`]);
    w.time.advance(599);
    expect((await w.look())?.getTime()).to.equal(began + 600_000);
    expect(await w.told()).to.have.length(2);
    w.time.advance(1);
    expect(await w.look()).to.equal(undefined);
    expect((await w.told()).at(-1)).to.equal(`${bob!.id} 2026-12-14 2026-12-17`);
  });

  it("of three for the same nights are told one after another", async () => {
    for (const guest of [cy!, ada!, bob!]) await w.wish(guest, "2026-12-12", "2026-12-15");
    await free();
    for (let look = 0; look < 3; look += 1) {
      await w.look();
      w.time.advance(600);
    }
    expect((await w.told()).map((line) => line.slice(0, 24))).to.deep.equal([cy!.id, ada!.id, bob!.id]);
    const at = (await store.events.find({ type: "wish.told" }).sort({ at: 1 }).lean()).map((event) => event.at.getTime());
    expect([at[1]! - at[0]!, at[2]! - at[1]!]).to.deep.equal([600_000, 600_000]);
  });

  it("are not told where who was first has taken the nights, and are when those let them go", async () => {
    await w.wish(ada!, "2026-12-12", "2026-12-15");
    await w.wish(bob!, "2026-12-12", "2026-12-15");
    await free();
    await w.look();
    w.time.advance(300);
    const held = await w.holdStay({ checkIn: "2026-12-12", checkOut: "2026-12-15" }, ada!);
    w.time.advance(300);
    expect(await w.look()).to.equal(undefined);
    expect(await w.told()).to.have.length(1);
    w.time.advance(60);
    await w.letGo(held);
    await w.look();
    expect((await w.told()).at(-1)).to.equal(`${bob!.id} 2026-12-12 2026-12-15`);
  });

  it("who are flexible are told of the nearest stay that is free and that nobody else is told of", async () => {
    await w.holdStay({ checkIn: "2026-12-20", checkOut: "2026-12-23" });
    await w.wish(ada!, "2026-12-18", "2026-12-20", { flexibleDays: 2 });
    await w.wish(bob!, "2026-12-18", "2026-12-20", { flexibleDays: 3 });
    await changeNights(w.context, w.host, { id: w.property._id, from: "2026-12-18", to: "2026-12-19", closedToArrival: true });
    await free();
    await w.look();
    expect(await w.told(), "nobody can arrive on the 18th; the 19th is not free; the 17th is").to.deep.equal([`${ada!.id} 2026-12-17 2026-12-19`, `${bob!.id} 2026-12-15 2026-12-17`]);
  });

  it("are told what the rules of the property allow, and nothing while it is not listed", async () => {
    await w.wish(ada!, "2026-12-12", "2026-12-14");
    await free();
    await changeNights(w.context, w.host, { id: w.property._id, from: "2026-12-12", to: "2026-12-13", minNights: 3 });
    await w.look();
    await unlist(w.context, w.host, { id: w.property._id });
    await changeNights(w.context, w.host, { id: w.property._id, from: "2026-12-12", to: "2026-12-13", minNights: null });
    await w.look();
    expect(await w.told()).to.deep.equal([]);
    await list(w.context, w.host, { id: w.property._id });
    await w.look();
    expect(await w.told()).to.have.length(1);
  });

  it("are told once when two workers look at once, again and again, each with a head start", async () => {
    const another = await storeAt(uri);
    try {
      for (const guest of [ada!, bob!, cy!]) await w.wish(guest, "2026-12-12", "2026-12-15");
      await free();
      const looks = () => Promise.all([store, another, store, another].map((at) => tellOfFreed({ store: at, clock: w.time.clock }, w.property._id)));
      await looks();
      expect(await w.told()).to.have.length(1);
      w.time.advance(600);
      await looks();
      expect(await w.told()).to.have.length(2);
    } finally {
      await another.close();
    }
  });

  it("are not told past each other by two workers that see the nights free one after the other", async () => {
    await w.wish(ada!, "2026-12-12", "2026-12-15");
    await w.wish(bob!, "2026-12-14", "2026-12-17");
    await free();
    const held = await w.holdStay({ checkIn: "2026-12-12", checkOut: "2026-12-14" });
    const [late, goOn] = stoppedStore(store);
    const telling = tellOfFreed({ store: late, clock: w.time.clock }, w.property._id);
    await late.stopped;
    await w.letGo(held);
    await w.look();
    goOn();
    expect((await telling)?.getTime()).to.equal(w.time.now().getTime() + 600_000);
    expect(await w.told()).to.deep.equal([`${ada!.id} 2026-12-12 2026-12-15`]);
  });

  it("who are locked out, or have left, are passed over and keep nobody waiting", async () => {
    const wishOfAda = await w.wish(ada!, "2026-12-12", "2026-12-15");
    await w.wish(bob!, "2026-12-12", "2026-12-15");
    await w.wish(cy!, "2026-12-12", "2026-12-15");
    await store.users.updateOne({ _id: ada!.id }, { $set: { suspended: true } });
    await store.users.updateOne({ _id: bob!.id }, { $set: { roles: [], deletedAt: w.time.now() } });
    await free();
    await w.look();
    expect(await w.told()).to.deep.equal([`${cy!.id} 2026-12-12 2026-12-15`]);
    await store.users.updateOne({ _id: ada!.id }, { $unset: { suspended: "" } });
    w.time.advance(600);
    await w.look();
    expect((await store.wishes.findById(wishOfAda._id).lean())?.status).to.equal("told");
  });

  it("are not told of dates that are over", async () => {
    await w.wish(ada!, "2026-12-12", "2026-12-14");
    await free();
    w.time.set("2026-12-13T00:00:00Z");
    expect(await w.look()).to.equal(undefined);
    expect(await w.told()).to.deep.equal([]);
  });
});
