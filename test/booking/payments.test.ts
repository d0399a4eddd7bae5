/** Money follows the nights: late, declined, repeated, cancelled. */
import { expect } from "chai";
import { cancel, cancellation } from "../../shared/booking/cancel.ts";
import { hold } from "../../shared/booking/hold.ts";
import { pay } from "../../shared/booking/pay.ts";
import { release } from "../../shared/booking/release.ts";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { unlist } from "../../shared/booking/unlist.ts";
import { addDays } from "../../shared/contract/dates.ts";
import { settle } from "../../shared/booking/settle.ts";
import type { EventType } from "../../shared/contract/events.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { StoredBooking, StoredProperty } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepHolds, sweepPayments, sweepRefunds } from "../../workers/jobs/sweeps.ts";
import { expectAgreement } from "../support/agreement.ts";
import { aGuest, aHost, aSupporter, contextWith, handClock, listedProperty, type HandClock, type Person } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";

const GOOD = "4242424242424242";
const DECLINED = "4000000000000002";

describe("A payment", () => {
  let store: Store;
  let time: HandClock;
  let context: ReturnType<typeof contextWith>;
  let property: StoredProperty;
  let host: Person;
  const guest = aGuest();

  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    time = handClock("2026-11-24T08:00:00Z");
    context = contextWith(store, time.clock);
    host = aHost();
    property = await listedProperty(context, host, { cancellationPolicy: "moderate" });
  });
  afterEach(() => expectAgreement(store, property._id, time.now()));

  const stay = (checkIn = "2026-12-30", checkOut = "2027-01-03") => ({ propertyId: property._id, checkIn, checkOut, guests: 2 });
  const now = async ({ _id }: StoredBooking) => (await store.bookings.findById(_id).lean())!;
  const notices = () => context.payments.settleDue((intentId) => settle(context, intentId));
  const events = (booking: StoredBooking, type: EventType) => store.events.countDocuments({ bookingId: booking._id, type });

  async function paying(booking: StoredBooking, card: string, delaySeconds = 0) {
    const intent = await pay(context, guest, { id: booking._id });
    await context.payments.submit({ clientSecret: intent.clientSecret, card, delaySeconds });
    return intent;
  }

  async function confirmed(): Promise<StoredBooking> {
    const booking = await hold(context, guest, stay());
    await paying(booking, GOOD);
    await notices();
    return now(booking);
  }

  it("confirms, over the end of a year, and makes the claims permanent", async () => {
    const booking = await confirmed();
    expect(booking).to.deep.include({ status: "confirmed" });
    expect(booking.payment).to.include({ status: "captured", captured: booking.quote.total, refundDue: 0 });
    time.advance(86_400);
    await sweepHolds(context);
    expect((await now(booking)).status).to.equal("confirmed");
  });

  it("that is told of twice, or ten times at once, confirms once", async () => {
    const booking = await hold(context, guest, stay());
    const { id } = await paying(booking, GOOD);
    await notices();
    await Promise.all(Array.from({ length: 10 }, () => settle(context, id)));
    expect(await events(booking, "booking.confirmed")).to.equal(1);
    expect((await now(booking)).version).to.equal(3);
  });

  it("that comes after the hold ended confirms where the nights can be had again", async () => {
    const booking = await hold(context, guest, stay());
    await paying(booking, GOOD, 900);
    time.advance(700);
    await sweepHolds(context);
    expect((await now(booking)).status).to.equal("expired");
    time.advance(300);
    await notices();
    expect(await now(booking)).to.deep.include({ status: "confirmed", quote: booking.quote });
  });

  it("that comes after another took the nights is returned once, and support hears of it", async () => {
    const booking = await hold(context, guest, stay());
    const { id } = await paying(booking, GOOD, 900);
    time.advance(700);
    const rival = await hold(context, aGuest(), stay("2027-01-02", "2027-01-05"));
    time.advance(300);
    await notices();
    await settle(context, id);
    await sweepRefunds(context);
    await sweepRefunds(context);
    const late = await now(booking);
    expect(late.status).to.equal("expired");
    expect(late.payment).to.include({ status: "refunded", captured: booking.quote.total, refunded: booking.quote.total });
    expect([await events(booking, "case.opened"), await events(booking, "payment.refunded")]).to.deep.equal([1, 1]);
    expect((await context.payments.intent(id)).refunded).to.equal(booking.quote.total);
    expect((await now(rival)).status).to.equal("held");
  });

  it("that comes when the stay has begun, costs another price, or is not offered any more is returned", async () => {
    const changes: [string, () => Promise<unknown>, string?][] = [
      ["begun", async () => time.set("2026-12-31T12:00:00Z"), "2026-12-30"],
      ["dearer", () => changeNights(context, host, { id: property._id, from: "2027-02-01", to: "2027-02-03", price: 90_000 }), "2027-02-01"],
      ["unlisted", () => unlist(context, host, { id: property._id }), "2027-03-01"],
    ];
    for (const [what, change, checkIn] of changes) {
      const booking = await hold(context, guest, stay(checkIn, addDays(checkIn!, 3)));
      await paying(booking, GOOD, 900);
      time.advance(901);
      await change();
      await notices();
      await sweepRefunds(context);
      expect(await now(booking), what).to.deep.include({ status: "expired" });
      expect((await now(booking)).payment, what).to.include({ status: "refunded", refunded: booking.quote.total });
      time.advance(3600);
    }
  });

  it("that comes late for a stay of two months of which one was lost leaves no claim of it behind", async () => {
    const booking = await hold(context, guest, stay());
    await paying(booking, GOOD, 650);
    time.advance(601);
    await hold(context, aGuest(), stay("2027-01-01", "2027-01-05"));
    time.advance(60);
    await notices();
    const months = await store.months.find({ propertyId: property._id, "claims.id": booking._id }).lean();
    expect(months).to.deep.equal([]);
    expect(await events(booking, "booking.expired")).to.equal(1);
  });

  it("that was returned, while nobody wrote it down, is not returned again", async () => {
    const booking = await confirmed();
    await cancel(context, guest, { id: booking._id });
    const { intentId, refundDue } = (await now(booking)).payment;
    const crash = { ...context, payments: { ...context.payments, refund: async (input: Parameters<typeof context.payments.refund>[0]) => {
      await context.payments.refund(input);
      throw new Error("the process ended here");
    } } };
    await sweepRefunds(crash).catch(() => {});
    expect((await now(booking)).payment.refunded).to.equal(0);
    time.advance(30);
    await sweepRefunds(context);
    expect((await now(booking)).payment).to.include({ status: "refunded", refunded: refundDue });
    expect((await context.payments.intent(intentId!)).refunded).to.equal(refundDue);
  });

  it("whose refund the provider refuses does not hold up the others", async () => {
    const broken = await confirmed();
    await cancel(context, host, { id: broken._id });
    const good = await confirmed();
    await cancel(context, host, { id: good._id });
    const refusing = { ...context, payments: { ...context.payments, refund: (input: Parameters<typeof context.payments.refund>[0]) =>
      input.intentId === broken.payment.intentId ? Promise.reject(new Error("refused")) : context.payments.refund(input) } };
    await sweepRefunds(refusing).catch(() => {});
    expect([(await now(broken)).payment.status, (await now(good)).payment.status]).to.deep.equal(["captured", "refunded"]);
    time.advance(30);
    await sweepRefunds(context);
    expect((await now(broken)).payment.status).to.equal("refunded");
  });

  it("for a hold that was released goes back", async () => {
    const booking = await hold(context, guest, stay());
    await paying(booking, GOOD, 60);
    await release(context, guest, { id: booking._id });
    time.advance(60);
    await notices();
    await sweepRefunds(context);
    expect(await now(booking)).to.deep.include({ status: "released" });
    expect((await now(booking)).payment).to.include({ status: "refunded", refunded: booking.quote.total });
  });

  it("that was declined leaves the hold, and another card pays it", async () => {
    const booking = await hold(context, guest, stay());
    await paying(booking, DECLINED);
    await notices();
    expect((await now(booking)).payment).to.include({ status: "failed", problem: "The card was declined; try another" });
    await paying(booking, GOOD);
    await notices();
    expect((await now(booking)).payment).to.not.have.property("problem");
    expect((await now(booking)).status).to.equal("confirmed");
  });

  it("can't begin for a hold whose time is over, though no worker ran", async () => {
    const booking = await hold(context, guest, stay());
    time.advance(601);
    const refused = await pay(context, guest, { id: booking._id }).catch((error: Refusal) => error);
    expect((refused as Refusal).code).to.equal("hold_expired");
  });

  it("of an intent nobody shall pay any more is refused by the provider", async () => {
    const booking = await hold(context, guest, stay());
    const { clientSecret } = await pay(context, guest, { id: booking._id });
    time.advance(601);
    await sweepHolds(context);
    await sweepPayments(context);
    expect((await now(booking)).payment.status).to.equal("voided");
    const refused = await context.payments.submit({ clientSecret, card: GOOD }).catch((error: Refusal) => error);
    expect((refused as Refusal).code).to.equal("wrong_state");
  });

  it("comes back by the policy when the guest cancels, as it was shown before", async () => {
    const booking = await confirmed();
    const whole = await cancellation(context, guest, { id: booking._id });
    expect(whole).to.deep.include({ refund: booking.quote.total, validUntil: "2026-12-25T15:00:00.000Z" });
    time.set("2026-12-25T15:00:00Z");
    const refused = await cancel(context, guest, { id: booking._id, expectedRefund: whole.refund }).catch((error: Refusal) => error);
    expect((refused as Refusal).code).to.equal("refund_changed");
    const half = Math.floor(booking.quote.total / 2);
    await cancel(context, guest, { id: booking._id, expectedRefund: half });
    await sweepRefunds(context);
    const cancelled = await now(booking);
    expect(cancelled).to.deep.include({ status: "cancelled", cancelledBy: "guest" });
    expect(cancelled.payment).to.include({ status: "partly_refunded", refunded: half });
    await hold(context, aGuest(), stay());
  });

  it("comes back whole when the host cancels, and as support decides when support does", async () => {
    const byHost = await confirmed();
    await cancel(context, host, { id: byHost._id });
    await sweepRefunds(context);
    expect((await now(byHost)).payment).to.include({ status: "refunded", refunded: byHost.quote.total });

    const bySupport = await confirmed();
    const supporter = aSupporter();
    const tooMuch = await cancel(context, supporter, { id: bySupport._id, decision: { reason: "burst pipe", refund: bySupport.quote.total + 1 } }).catch((error: Refusal) => error);
    expect((tooMuch as Refusal).code).to.equal("invalid_input");
    await cancel(context, supporter, { id: bySupport._id, decision: { reason: "burst pipe", refund: 100 } });
    await sweepRefunds(context);
    expect((await now(bySupport)).payment).to.include({ status: "partly_refunded", refunded: 100 });
    const event = await store.events.findOne({ bookingId: bySupport._id, type: "booking.cancelled" }).lean();
    expect(event).to.deep.include({ actor: { id: supporter.id, role: "support" }, data: { refund: 100, reason: "burst pipe" } });
  });
});
