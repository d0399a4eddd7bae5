import { expect } from "chai";
import { unlist } from "../../shared/booking/unlist.ts";
import { addDays } from "../../shared/contract/dates.ts";
import { newId } from "../../shared/store/ids.ts";
import type { Store } from "../../shared/store/open.ts";
import { dropWish } from "../../shared/wishes/drop.ts";
import { MOST_WISHES } from "../../shared/wishes/make.ts";
import { wishedStays } from "../../shared/wishes/stays.ts";
import { wishView } from "../../shared/views/wish.ts";
import { aGuest } from "../support/fixtures.ts";
import { emptyStore, freshStore } from "../support/mongo.ts";
import { refusalOf, refusedWith } from "../support/stays.ts";
import { type Wishes, wishesAt } from "../support/wishes.ts";

const TAKEN = { checkIn: "2026-12-10", checkOut: "2026-12-20" };

describe("Wishes", () => {
  let store: Store;
  let w: Wishes;

  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    await emptyStore(store);
    w = await wishesAt(store, { capacity: 2 });
    await w.holdStay(TAKEN);
  });

  it("are for taken nights of a listed property, within its rules", async () => {
    const guest = aGuest();
    const refusal = async (checkIn: string, checkOut: string, more = {}) => refusalOf(w.wish(guest, checkIn, checkOut, more));
    expect(await refusal("2026-12-12", "2026-12-14")).to.equal("done");
    expect(await refusal("2026-12-12", "2026-12-15", { propertyId: newId() })).to.equal("not_found");
    expect(await refusal("2026-11-23", "2026-11-25")).to.equal("stay_rule");
    expect(await refusal("2026-12-12", "2026-12-15", { guests: 3 })).to.equal("stay_rule");
    expect(await refusal("2026-12-01", "2027-02-01")).to.equal("stay_rule");
    expect(await refusal("2999-12-01", "2999-12-03")).to.equal("stay_rule");
    await unlist(w.context, w.host, { id: w.property._id });
    expect(await refusal("2026-12-12", "2026-12-15")).to.equal("not_found");
    expect(await store.wishes.countDocuments()).to.equal(1);
    expect(await store.events.countDocuments({ type: "wish.made" })).to.equal(1);
  });

  it("are refused where the nights could be held now, with those nights: also where only flexible ones could", async () => {
    const guest = aGuest();
    expect(await refusedWith(w.wish(guest, "2026-12-20", "2026-12-22"))).to.include({ code: "wrong_state", message: "A stay from 2026-12-20 to 2026-12-22 is free now: hold it" });
    expect((await refusedWith(w.wish(guest, "2026-12-18", "2026-12-20", { flexibleDays: 3 }))).message).to.contain("from 2026-12-20 to 2026-12-22");
    expect(await refusalOf(w.wish(guest, "2026-12-18", "2026-12-20", { flexibleDays: 1 }))).to.equal("done");
  });

  it("for the same nights are one, which keeps its place and takes what was asked last; one that was told begins anew", async () => {
    const guest = await w.guestHere();
    const first = await w.wish(guest, "2026-12-12", "2026-12-14");
    expect(await w.wish(guest, "2026-12-12", "2026-12-14")).to.deep.equal(first);
    expect(await store.events.countDocuments({ type: "wish.made" })).to.equal(1);
    const wider = await w.wish(guest, "2026-12-12", "2026-12-14", { flexibleDays: 2 });
    expect(wider).to.include({ _id: first._id, flexibleDays: 2, version: 2 });
    expect(wider.createdAt).to.deep.equal(first.createdAt);
    const [held] = await store.bookings.find().lean();
    await w.letGo(held!);
    await w.look();
    await w.holdStay(TAKEN);
    const anew = await w.wish(guest, "2026-12-12", "2026-12-14");
    expect(anew).to.include({ status: "open", version: 1 });
    expect(anew._id).not.to.equal(first._id);
    expect(await store.wishes.countDocuments()).to.equal(1);
  });

  it(`are ${MOST_WISHES} of a guest at most, however many are made at once; those that are over don't count`, async () => {
    const guest = aGuest();
    const asked = Array.from({ length: MOST_WISHES + 4 }, (_, index) => {
      const checkIn = addDays("2026-12-10", index % 8);
      return w.wish(guest, checkIn, addDays(checkIn, 1 + (index % 3)));
    });
    const answers = await Promise.all(asked.map(refusalOf));
    expect(new Set(answers)).to.deep.equal(new Set(["done", "wrong_state"]));
    expect(await store.wishes.countDocuments()).to.equal(MOST_WISHES);
    await store.wishes.updateMany({}, { $set: { endsAt: w.time.now() } });
    expect(await refusalOf(w.wish(guest, "2026-12-11", "2026-12-17"))).to.equal("done");
  });

  it("end when the last day has passed on which they could begin, on the property's clock", async () => {
    const wish = await w.wish(aGuest(), "2026-12-12", "2026-12-14", { flexibleDays: 1 });
    const statusAt = (at: string) => wishView(wish, new Date(at)).status;
    expect(statusAt("2026-12-13T23:59:59Z")).to.equal("open");
    expect(statusAt("2026-12-14T00:00:00Z")).to.equal("ended");
  });

  it("are dropped by their guest alone", async () => {
    const guest = aGuest();
    const { _id: id } = await w.wish(guest, "2026-12-12", "2026-12-14");
    expect(await refusalOf(dropWish(w.context, aGuest(), { id }))).to.equal("not_found");
    await dropWish(w.context, guest, { id });
    expect(await refusalOf(dropWish(w.context, guest, { id }))).to.equal("not_found");
    expect(await store.events.findOne({ type: "wish.dropped" }).lean()).to.deep.include({ userId: guest.id, propertyId: w.property._id, data: { wishId: id } });
  });

  it("are for the nights themselves first, then for the nearest, the later before the earlier", () => {
    expect(wishedStays({ checkIn: "2026-12-31", checkOut: "2027-01-02", flexibleDays: 2 }).map(({ checkIn, checkOut }) => `${checkIn} ${checkOut}`)).to.deep.equal([
      "2026-12-31 2027-01-02", "2027-01-01 2027-01-03", "2026-12-30 2027-01-01", "2027-01-02 2027-01-04", "2026-12-29 2026-12-31",
    ]);
  });
});
