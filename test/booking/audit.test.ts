/** What is kept of money is compared with the provider, and both with the ledger. */
import { expect } from "chai";
import { audit } from "../../shared/booking/audit.ts";
import { refundBySupport } from "../../shared/booking/refund-by-support.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { aSupporter } from "../support/fixtures.ts";
import { emptyStore, freshStore } from "../support/mongo.ts";
import { staysAt, type Stays } from "../support/stays.ts";

const TOTAL = 46_200;
const SINCE = new Date("2026-11-01T00:00:00Z");

describe("An audit of payments", () => {
  let store: Store;
  let stays: Stays;
  let booking: StoredBooking;
  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    await emptyStore(store);
    stays = await staysAt(store);
    booking = await stays.booked();
  });

  const run = () => audit(stays.context, SINCE);
  const intents = () => store.connection.collection<{ _id: string }>("sandbox_intents");
  const cases = () => store.cases.find({ bookingId: booking._id }, { _id: 0, kind: 1, data: 1 }).lean();
  const NOTHING = { opened: 0, strays: [] };

  /** The same drift is found once, and again where it is another by then. */
  async function expectOneCase(data: Record<string, unknown>): Promise<void> {
    expect(await run()).to.deep.equal({ opened: 1, strays: [] });
    expect(await cases()).to.deep.equal([{ kind: "drift", data }]);
    expect(await run()).to.deep.equal(NOTHING);
    expect(await cases()).to.have.length(1);
  }

  it("says nothing where all agree, whatever became of them", async () => {
    await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-04" });
    await stays.paid(booking);
    await refundBySupport(stays.context, aSupporter(), { id: booking._id, amount: 12_000, reason: "no hot water" });
    expect(await run()).to.deep.equal(NOTHING);
    await stays.sweep();
    await stays.holdStay({ checkIn: "2027-02-01", checkOut: "2027-02-03" });
    expect(await run()).to.deep.equal(NOTHING);
    expect(await cases()).to.deep.equal([]);
    await stays.agree();
  });

  it("settles a capture whose notices were all lost", async () => {
    const lost = await stays.holdStay({ checkIn: "2027-02-01", checkOut: "2027-02-03" }, stays.guest);
    await stays.paying(lost);
    await stays.context.payments.settleDue(() => Promise.reject(new Error("lost"))).catch(() => {});
    expect((await stays.now(lost)).status).to.equal("held");
    expect(await run()).to.deep.equal(NOTHING);
    expect(await stays.now(lost)).to.include({ status: "confirmed" });
    await stays.agree();
  });

  it("settles what was paid for other dates and never told", async () => {
    await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-04" });
    await stays.paying(booking);
    await stays.context.payments.settleDue(() => Promise.reject(new Error("lost"))).catch(() => {});
    expect(await run()).to.deep.equal(NOTHING);
    expect(await stays.now(booking)).to.include({ checkOut: "2027-01-04" });
    await stays.agree();
  });

  it("writes down a refund made by hand at the provider", async () => {
    const { payment } = booking;
    await stays.context.payments.refund({ intentId: payment.intentId!, amount: 700, key: "by-hand" });
    expect(await run()).to.deep.equal(NOTHING);
    expect((await stays.now(booking)).payment).to.include({ refunded: 700, refundDue: 700, status: "partly_refunded" });
    await stays.agree();
  });

  it("finds a charge of another amount than the provider took", async () => {
    const intentId = booking.payment.intentId!;
    await intents().updateOne({ _id: intentId }, { $set: { amount: TOTAL - 1 } });
    await expectOneCase({ intentId, provider: { captured: TOTAL - 1, refunded: 0, disputed: false } });
  });

  it("finds a charge that the provider doesn't know", async () => {
    const intentId = booking.payment.intentId!;
    await intents().deleteOne({ _id: intentId });
    await expectOneCase({ intentId, kept: { captured: TOTAL, refunded: 0 }, provider: "unknown" });
  });

  it("finds a ledger with a line missing", async () => {
    await store.ledger.collection.deleteOne({ bookingId: booking._id });
    await expectOneCase({ kept: { provider: TOTAL, unearned: -TOTAL }, ledger: {} });
  });

  it("finds money that was taken for no booking that is here", async () => {
    await stays.context.payments.createIntent({ bookingId: "0123456789abcdef01234567", attempt: 1, amount: 100, currency: "EUR", capture: "automatic" });
    expect(await run()).to.deep.equal(NOTHING);
    const { _id } = (await intents().findOne({ bookingId: "0123456789abcdef01234567" }))!;
    await intents().updateOne({ _id }, { $set: { status: "succeeded" } });
    expect(await run()).to.deep.equal({ opened: 0, strays: [_id] });
  });

  it("looks at nothing from before, and fails where the provider is not there, after all were looked at", async () => {
    const other = await stays.booked({ checkIn: "2027-02-01", checkOut: "2027-02-03" });
    await store.ledger.collection.deleteMany({});
    expect(await audit(stays.context, new Date("2026-11-24T08:00:00.001Z"))).to.deep.equal(NOTHING);
    await intents().deleteOne({ _id: booking.payment.intentId! });
    const away = { ...stays.context, payments: { ...stays.context.payments, intent: () => Promise.reject(new Refusal("unavailable", "away")) } };
    const failed = await audit(away, SINCE).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(AggregateError);
    expect(await store.cases.distinct("bookingId")).to.have.members([booking._id, other._id]);
  });
});
