/** The whole service with Stripe's keys: from the hold to the notice that confirms it, in every order that notices come. */
import { expect } from "chai";
import { reconcile } from "../../shared/booking/reconcile.ts";
import { sweepHolds, sweepPayments, sweepRefunds } from "../../workers/jobs/sweeps.ts";
import { deliver } from "../support/stripe/deliver.ts";
import { type ServiceWithStripe, startWithStripe } from "../support/stripe/service.ts";
import { happened } from "../support/stripe/state.ts";

const GOOD = "4242424242424242";
const DECLINED = "4000000000000002";
const ASKS = "4000002500003155";
const DISPUTED = "4000000000000259";

describe("The service with Stripe", function () {
  this.timeout(30_000);
  let all: ServiceWithStripe;

  before(async () => {
    all = await startWithStripe();
  });
  after(() => all.close());
  beforeEach(() => void all.nextNights());

  const deliverAll: ServiceWithStripe["fake"]["deliver"] = (endpoint, inOrder) => all.fake.deliver(endpoint, inOrder);
  const notices = () => deliverAll(all.endpoint);
  const refundsOf = (intentId: string) => all.fake.state.refunds.filter(({ payment_intent: intent }) => intent === intentId);

  async function endHolds() {
    all.time.advance(700);
    await sweepHolds(all.service.context);
    await sweepPayments(all.service.context);
  }

  it("gives the page what pays one intent, and the same again", async () => {
    const { id, total, payment } = await all.paying();
    expect(payment).to.include({ provider: "stripe", publishableKey: "pk_test_fake", amount: total, currency: "EUR" });
    expect((await all.guest.post(`/bookings/${id}/payment`)).body.clientSecret).to.equal(payment.clientSecret);
    const told = JSON.stringify(await all.service.store.events.find({ bookingId: id }).lean());
    expect(told).to.include("payment.started").and.not.include("_secret");
  });

  it("shows one payable intent, though a process ended before it kept the first, and Stripe has forgotten the key since", async () => {
    const { body: booking } = await all.guest.post("/holds", all.stay());
    const orphan = await all.service.context.payments.createIntent({ bookingId: booking.id, attempt: 1, amount: booking.quote.total, currency: "EUR", capture: "automatic" });
    const begin = async () => (await all.guest.post(`/bookings/${booking.id}/payment`)).body.clientSecret as string;
    expect(await begin()).to.equal(orphan.clientSecret);
    await all.service.store.bookings.updateOne({ _id: booking.id }, { $set: { "payment.attempt": 0 }, $unset: { "payment.intentId": "" } });
    all.fake.forgetKeys();
    const shown = await begin();
    expect(shown).not.to.equal(orphan.clientSecret);
    expect([await begin(), await begin()]).to.deep.equal([shown, shown]);
  });

  it("has no sandbox to pay with", async () => {
    expect((await all.guest.post("/sandbox/payments", { clientSecret: "x", card: GOOD })).status).to.equal(404);
  });

  it("confirms a hold by the notice that it was paid, and once in whatever order notices come", async () => {
    const { id, total } = await all.paying(GOOD);
    expect((await all.now(id)).status).to.equal("held");
    const statuses = await deliverAll(all.endpoint, (events) => [...events.toReversed(), ...events]);
    expect(new Set(statuses)).to.deep.equal(new Set([200]));
    expect(await all.now(id)).to.deep.include({ status: "confirmed" });
    expect((await all.now(id)).payment).to.include({ status: "captured", captured: total, refunded: 0 });
    expect(await all.count(id, "booking.confirmed")).to.equal(1);
  });

  it("looks at a payment once for each event, and not again when the event is told again", async () => {
    await all.settled();
    const event = all.fake.state.events.at(-1)!;
    const before = all.fake.requests.length;
    expect(await deliver(all.endpoint, event)).to.equal(200);
    expect(all.fake.requests.length).to.equal(before);
    expect(await deliver(all.endpoint, { ...event, id: `${event.id}_2` })).to.equal(200);
    expect(all.fake.requests.length).to.equal(before + 1);
  });

  it("believes Stripe, not what a notice says", async () => {
    const { id, intentId } = await all.paying();
    happened(all.fake.state, "payment_intent.succeeded", { object: "payment_intent", id: intentId, status: "succeeded", amount_received: 1_000_000 });
    await notices();
    expect(await all.now(id)).to.deep.include({ status: "held" });
  });

  it("tells the guest why a card was declined, and lets another pay", async () => {
    const { id, payment } = await all.settled(DECLINED);
    expect((await all.guest.get(`/bookings/${id}`)).body.payment).to.include({ status: "failed", problem: "Your card was declined." });
    await all.fake.pay(payment.clientSecret);
    await notices();
    expect((await all.now(id)).status).to.equal("confirmed");
  });

  it("waits for 3-D Secure, approved or not", async () => {
    const { id, intentId, payment } = await all.settled(ASKS);
    expect((await all.now(id)).payment.status).to.equal("requires_action");
    all.fake.answerAction(intentId, false);
    await notices();
    expect((await all.now(id)).payment.status).to.equal("failed");
    await all.fake.pay(payment.clientSecret, ASKS);
    all.fake.answerAction(intentId, true);
    await notices();
    expect((await all.now(id)).status).to.equal("confirmed");
  });

  it("confirms a payment told of late where the nights are free, and returns it once where they are not", async () => {
    const free = await all.paying(GOOD);
    all.nextNights();
    const lost = await all.paying(GOOD);
    all.time.advance(700);
    await sweepHolds(all.service.context);
    expect((await (await all.service.as(["guest"])).post("/holds", all.stay())).status).to.equal(201);
    await notices();
    for (let nth = 0; nth < 2; nth += 1) await sweepRefunds(all.service.context);
    await notices();
    expect((await all.now(free.id)).status).to.equal("confirmed");
    expect(await all.now(lost.id)).to.deep.include({ status: "expired" });
    expect((await all.now(lost.id)).payment).to.include({ status: "refunded", refunded: lost.total });
    expect(refundsOf(lost.intentId)).to.have.length(1);
    expect([await all.count(lost.id, "case.opened"), await all.count(lost.id, "payment.refunded")]).to.deep.equal([1, 1]);
  });

  it("learns of a payment whose notices were all lost when it ends the hold", async () => {
    const { id } = await all.paying(GOOD);
    expect(new Set(await deliverAll({ ...all.endpoint, secret: "whsec_of_another" }))).to.deep.equal(new Set([400]));
    await endHolds();
    expect((await all.now(id)).status).to.equal("confirmed");
  });

  it("ends the intent of a hold that nobody paid", async () => {
    const { id, payment } = await all.settled(DECLINED);
    await endHolds();
    await notices();
    expect((await all.now(id)).payment.status).to.equal("voided");
    expect(await all.fake.pay(payment.clientSecret)).to.equal(400);
  });

  it("returns what cancelling returns, and once where its process ends before that is written down", async () => {
    const { id, total, intentId } = await all.settled();
    expect((await all.guest.post(`/bookings/${id}/cancel`, {})).status).to.equal(200);
    all.fake.loseAnswers(3);
    await sweepRefunds(all.service.context).catch(() => {});
    expect((await all.now(id)).payment.refunded).to.equal(0);
    all.fake.forgetKeys();
    all.time.advance(60); // it was not there: it is asked again after a while
    await sweepRefunds(all.service.context);
    await notices();
    expect((await all.now(id)).payment).to.include({ status: "refunded", refunded: total });
    expect(refundsOf(intentId)).to.have.length(1);
    const before = await all.service.context.payments.intent(intentId);
    await reconcile(all.service.context, { ...before, refunded: 0 }); // as it was seen before it was returned
    expect(await all.count(id, "case.opened")).to.equal(0);
  });

  it("writes down what was returned at Stripe by hand, and opens a case where a bank gave it back", async () => {
    const { id, total, intentId } = await all.settled();
    await all.service.context.payments.refund({ intentId, amount: 1_000, key: "by hand" });
    await notices();
    expect((await all.now(id)).payment).to.include({ status: "partly_refunded", refunded: 1_000, refundDue: 1_000, captured: total });
    all.fake.failRefund(refundsOf(intentId)[0]!.id);
    await notices();
    expect((await all.now(id)).payment).to.include({ status: "captured", refunded: 0 });
    expect(await all.service.store.events.findOne({ bookingId: id, type: "case.opened" }).lean()).to.deep.include({ data: { kind: "refund_failed", amount: 1_000 } });
    expect(await all.service.store.cases.findOne({ bookingId: id }).lean()).to.include({ kind: "refund_failed", status: "open" });
  });

  it("returns what the policy says on top of what was returned by hand before, whether its notice has come or not", async () => {
    const returned: number[] = [];
    for (const isTold of [true, false]) {
      const { id, total, intentId } = await all.settled();
      await all.service.context.payments.refund({ intentId, amount: 1_000, key: `by hand ${isTold}` });
      if (isTold) await notices();
      const { body } = await all.guest.get(`/bookings/${id}/cancellation`);
      expect((await all.guest.post(`/bookings/${id}/cancel`, { expectedRefund: body.refund })).status).to.equal(200);
      await sweepRefunds(all.service.context);
      await notices();
      const { refunded } = (await all.now(id)).payment;
      expect(refunded).to.equal(Math.min(total, 1_000 + body.refund));
      returned.push(refunded);
    }
    expect(returned[0]).to.equal(returned[1]);
  });

  it("remembers a dispute until it is over", async () => {
    const { id, intentId } = await all.settled(DISPUTED);
    expect((await all.now(id)).payment).to.include({ status: "disputed" });
    expect(await all.service.store.cases.findOne({ bookingId: id }).lean()).to.include({ kind: "dispute", status: "open" });
    all.fake.closeDispute(intentId, "won");
    await notices();
    expect((await all.now(id)).payment).to.include({ status: "captured" });
    expect(await all.service.store.cases.findOne({ bookingId: id }).lean()).to.include({ kind: "dispute", status: "resolved" });
    expect([await all.count(id, "case.opened"), await all.count(id, "case.resolved")]).to.deep.equal([1, 1]);
  });

  it("takes a notice that came before its booking was known when it comes again", async () => {
    const { id } = await all.paying(DECLINED);
    const { bookings } = all.service.store;
    const booking = await all.now(id);
    const { intentId: _intentId, ...unknown } = booking.payment;
    const event = all.fake.state.events.at(-1)!;
    await bookings.replaceOne({ _id: id }, { ...booking, payment: { ...unknown, status: "none", attempt: 0 } });
    expect(await deliver(all.endpoint, event)).to.equal(409);
    await bookings.deleteOne({ _id: id });
    expect(await deliver(all.endpoint, event)).to.equal(404);
    await bookings.create(booking);
    expect(await deliver(all.endpoint, event)).to.equal(200);
    expect((await all.now(id)).payment.status).to.equal("failed");
    await notices();
  });

  it("leaves payments alone that others make through the same account", async () => {
    const { id, intentId } = await all.paying(GOOD);
    all.fake.state.intents.get(intentId)!.metadata = {};
    expect(new Set(await notices())).to.deep.equal(new Set([200]));
    expect((await all.now(id)).status).to.equal("held");
  });

  it("says that payments can't be had just now where Stripe does not answer", async () => {
    const { body: booking } = await all.guest.post("/holds", all.stay());
    all.fake.fail(20);
    const refused = await all.guest.post(`/bookings/${booking.id}/payment`);
    all.fake.fail(0);
    expect(refused.status).to.equal(503);
    expect(refused.body).to.include({ code: "unavailable", retry: "same-key" });
    all.fake.forgetKeys();
    expect((await all.guest.post(`/bookings/${booking.id}/payment`)).status).to.equal(200);
  });
});
