/** The adapter over Stripe's own library, against a Stripe that keeps state and loses answers. */
import { expect } from "chai";
import { Refusal } from "../../shared/contract/errors.ts";
import { ForeignIntent, type NewIntent } from "../../shared/payments/payments.ts";
import { createStripe, type StripePayments } from "../../shared/payments/stripe/stripe.ts";
import { newId } from "../../shared/store/ids.ts";
import { type FakeStripe, SECRET_KEY, startFakeStripe } from "../support/stripe/fake.ts";

const DECLINED = "4000000000000002";
const ASKS = "4000002500003155";
const DISPUTED = "4000000000000259";

/** Those that stripe-node makes by itself. */
const TRIES = 3;

describe("Stripe", function () {
  this.timeout(30_000);
  let fake: FakeStripe;
  let stripe: StripePayments;

  beforeEach(async () => {
    fake = await startFakeStripe();
    stripe = createStripe({ secretKey: SECRET_KEY, webhookSecret: "whsec_1", publishableKey: undefined, apiBase: fake.url });
  });
  afterEach(() => fake.close());

  const anIntent = (change: Partial<NewIntent> = {}): NewIntent => ({ bookingId: newId(), attempt: 1, amount: 45_000, currency: "EUR", capture: "automatic", ...change });
  const codeOf = (doing: Promise<unknown>) => doing.then(() => "done", (error: unknown) => (error instanceof Refusal ? error.code : String(error)));

  async function paid(change: Partial<NewIntent> = {}, card?: string) {
    const intent = await stripe.createIntent(anIntent(change));
    await fake.pay(intent.clientSecret, card);
    return intent;
  }

  describe("makes an intent", () => {
    it("that names the booking and its attempt, for cards alone", async () => {
      const asked = anIntent({ attempt: 2, capture: "manual" });
      const intent = await stripe.createIntent(asked);
      expect(intent).to.include({ bookingId: asked.bookingId, attempt: 2, amount: 45_000, currency: "EUR", status: "requires_payment_method", captured: 0, refunded: 0, disputed: false });
      const kept = fake.state.intents.get(intent.id)!;
      expect(kept).to.deep.include({ capture_method: "manual", payment_method_types: ["card"], metadata: { bookingId: asked.bookingId, attempt: "2" } });
    });

    it("once, though answers are lost and the caller asks again", async () => {
      const asked = anIntent();
      fake.loseAnswers(TRIES);
      expect(await codeOf(stripe.createIntent(asked))).to.equal("unavailable");
      const intent = await stripe.createIntent(asked);
      expect([...fake.state.intents.keys()]).to.deep.equal([intent.id]);
    });

    it("of its own for each attempt", async () => {
      const asked = anIntent();
      const [first, second] = [await stripe.createIntent(asked), await stripe.createIntent({ ...asked, attempt: 2 })];
      expect(first.id).not.to.equal(second.id);
    });

    it("though Stripe would repeat a failure of its own to the same key for 24 hours", async () => {
      fake.fail(1);
      const intent = await stripe.createIntent(anIntent());
      expect(intent.status).to.equal("requires_payment_method");
      expect(fake.state.intents.size).to.equal(1);
    });

    it("and says so where the amount can't be taken", async () => {
      expect(await codeOf(stripe.createIntent(anIntent({ amount: 10 })))).to.equal("wrong_state");
      expect(await codeOf(stripe.createIntent(anIntent({ amount: 5_124, currency: "KWD" })))).to.equal("wrong_state");
      expect((await stripe.createIntent(anIntent({ amount: 30_000, currency: "ISK" }))).amount).to.equal(30_000);
      expect([...fake.state.intents.values()].at(-1)!.amount).to.equal(3_000_000);
    });
  });

  describe("tells how an intent is", () => {
    it("paid, declined, asked to be confirmed", async () => {
      expect(await stripe.intent((await paid()).id)).to.include({ status: "succeeded", captured: 45_000 });
      const declined = await stripe.intent((await paid({}, DECLINED)).id);
      expect(declined).to.include({ status: "requires_payment_method", problem: "Your card was declined.", captured: 0 });
      const asks = await paid({}, ASKS);
      expect((await stripe.intent(asks.id)).status).to.equal("requires_action");
      fake.answerAction(asks.id, false);
      expect((await stripe.intent(asks.id)).problem).to.equal("The payment did not go through; try again or take another card");
    });

    it("disputed, until that ended well", async () => {
      const { id } = await paid({}, DISPUTED);
      expect((await stripe.intent(id)).disputed).to.equal(true);
      fake.closeDispute(id, "won");
      expect((await stripe.intent(id)).disputed).to.equal(false);
    });

    it("unless it is not there, or not ours", async () => {
      expect(await codeOf(stripe.intent("pi_none"))).to.equal("not_found");
      const { id } = await paid();
      fake.state.intents.get(id)!.metadata = { order: "7" };
      expect(await stripe.intent(id).catch((error: unknown) => error)).to.be.instanceOf(ForeignIntent);
    });

    it("and fails without what would be a secret in a log", async () => {
      const wrong = createStripe({ secretKey: "sk_test_wrong", webhookSecret: "whsec_1", publishableKey: undefined, apiBase: fake.url });
      const failure = await wrong.intent("pi_none").catch((error: unknown) => error);
      expect(failure).to.have.property("name", "StripeFailure");
      expect(Object.keys(failure as object)).to.have.members(["name", "type", "code", "status", "requestId", "replayed"]);
    });
  });

  describe("takes what was authorised", () => {
    const key = "booking:1:capture";

    it("once, also when the answer is lost and the key forgotten", async () => {
      const { id } = await paid({ capture: "manual" });
      const authorised = await stripe.intent(id);
      expect(authorised).to.include({ status: "requires_capture", captured: 0 });
      expect(authorised.authorisedUntil!.getTime() - Date.now()).to.be.within(6.9 * 86_400_000, 7 * 86_400_000);
      fake.loseAnswers(TRIES);
      expect(await codeOf(stripe.capture({ intentId: id, key }))).to.equal("unavailable");
      fake.forgetKeys();
      expect(await stripe.capture({ intentId: id, key })).to.include({ status: "succeeded", captured: 45_000 }).and.not.have.property("authorisedUntil");
    });

    it("or says that it has run out", async () => {
      const { id } = await paid({ capture: "manual" });
      fake.expireAuthorisation(id);
      expect(await stripe.capture({ intentId: id, key })).to.include({ status: "canceled", captured: 0, refunded: 0 });
    });
  });

  describe("ends an intent", () => {
    it("nobody can pay any more, and gives up what was authorised", async () => {
      const intent = await stripe.createIntent(anIntent());
      expect((await stripe.cancelIntent(intent.id)).status).to.equal("canceled");
      expect((await stripe.cancelIntent(intent.id)).status).to.equal("canceled");
      expect(await fake.pay(intent.clientSecret)).to.equal(400);
      const authorised = await paid({ capture: "manual" });
      expect(await stripe.cancelIntent(authorised.id)).to.include({ status: "canceled", captured: 0, refunded: 0 });
    });

    it("but not one that was paid", async () => {
      expect(await stripe.cancelIntent((await paid()).id)).to.include({ status: "succeeded", captured: 45_000 });
    });
  });

  describe("returns money", () => {
    it("in parts and whole", async () => {
      const { id } = await paid();
      expect((await stripe.refund({ intentId: id, amount: 15_000, key: "a" })).refunded).to.equal(15_000);
      expect((await stripe.refund({ intentId: id, amount: 30_000, key: "b" })).refunded).to.equal(45_000);
    });

    it("once for a key, though the answer is lost, and after 24 hours", async () => {
      const { id } = await paid();
      fake.loseAnswers(TRIES);
      expect(await codeOf(stripe.refund({ intentId: id, amount: 15_000, key: "a" }))).to.equal("unavailable");
      await stripe.refund({ intentId: id, amount: 15_000, key: "a" });
      fake.forgetKeys();
      expect((await stripe.refund({ intentId: id, amount: 15_000, key: "a" })).refunded).to.equal(15_000);
      expect(fake.state.refunds).to.have.length(1);
    });

    it("found among more refunds than a page has", async () => {
      const { id } = await paid();
      for (let nth = 0; nth < 105; nth += 1) await stripe.refund({ intentId: id, amount: 1, key: `part ${nth}` });
      fake.forgetKeys();
      expect((await stripe.refund({ intentId: id, amount: 1, key: "part 0" })).refunded).to.equal(105);
    });

    it("again where the bank gave it back", async () => {
      const { id } = await paid();
      await stripe.refund({ intentId: id, amount: 15_000, key: "a" });
      fake.failRefund(fake.state.refunds[0]!.id);
      expect((await stripe.intent(id)).refunded).to.equal(0);
      expect((await stripe.refund({ intentId: id, amount: 15_000, key: "a" })).refunded).to.equal(15_000);
      expect(fake.state.refunds.map(({ status }) => status)).to.deep.equal(["succeeded", "failed"]);
    });
  });
});
