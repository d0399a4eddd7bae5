import { expect } from "chai";
import { cancel } from "../../shared/booking/cancel.ts";
import { movementsOf } from "../../shared/store/ledger.ts";
import { transact } from "../../shared/store/transact.ts";
import { changeBooking } from "../../shared/store/bookings.ts";
import type { Store } from "../../shared/store/open.ts";
import { freshStore } from "../support/mongo.ts";
import { staysAt } from "../support/stays.ts";

describe("The ledger", () => {
  let store: Store;
  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());

  it("has a movement for each change that moved money, and none for others", async () => {
    const stays = await staysAt(store);
    const booking = await stays.booked();
    stays.time.set("2026-12-26T00:00:00Z");
    await cancel(stays.context, stays.guest, { id: booking._id });
    await stays.sweep();
    expect((await movementsOf({ store }, booking._id)).map(({ month, lines }) => [month, Object.fromEntries(lines.map(({ account, amount }) => [account, amount]))])).to.deep.equal([
      ["2026-11", { provider: 46_200, unearned: -46_200 }],
      ["2026-12", { refunds: -23_100, unearned: 46_200, host: -20_855, service: -1_600, commission: -645 }],
      ["2026-12", { provider: -23_100, refunds: 23_100 }],
    ]);
    await stays.agree();
  });

  it("is only ever added to", async () => {
    const stays = await staysAt(store);
    const { _id: bookingId } = await stays.booked();
    const before = await store.ledger.find({ bookingId }).lean();
    const ways: (() => PromiseLike<unknown>)[] = [
      () => store.ledger.updateOne({ bookingId }, { $set: { month: "2027-01" } }),
      () => store.ledger.updateMany({ bookingId }, { $set: { month: "2027-01" } }),
      () => store.ledger.findOneAndUpdate({ bookingId }, { $set: { month: "2027-01" } }),
      () => store.ledger.replaceOne({ bookingId }, before[0]!),
      () => store.ledger.findOneAndReplace({ bookingId }, before[0]!),
      () => store.ledger.findByIdAndDelete(before[0]!._id),
      () => store.ledger.deleteOne({ bookingId }),
      () => store.ledger.deleteMany({}),
      () => store.ledger.findOneAndDelete({ bookingId }),
      () => store.ledger.bulkWrite([{ deleteOne: { filter: { bookingId } } }]),
      async () => (await store.ledger.findOne({ bookingId }).orFail()).set({ month: "2027-01" }).save(),
      async () => (await store.ledger.findOne({ bookingId }).orFail()).deleteOne(),
    ];
    const failed: string[] = [];
    for (const way of ways) failed.push(await Promise.resolve(way()).then(() => "let through", (error: Error) => error.message));
    expect(failed).to.deep.equal(ways.map(() => "The ledger is only ever added to"));
    expect(await store.ledger.find({ bookingId }).lean()).to.deep.equal(before);
  });

  it("is as whole as its booking: what is not written of one is not written of the other", async () => {
    const stays = await staysAt(store);
    const booking = await stays.booked();
    const failed = await transact(stays.context, async (tx) => {
      await changeBooking(tx, booking, { status: "completed" });
      throw new Error("the process ended here");
    }).catch((error: Error) => error.message);
    expect(failed).to.equal("the process ended here");
    expect((await stays.now(booking)).status).to.equal("confirmed");
    expect(await movementsOf({ store }, booking._id)).to.have.length(1);
    await stays.agree();
  });
});
