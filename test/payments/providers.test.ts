/** What whoever asks for payments may count on, whichever provider there is. */
import { expect } from "chai";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Intent, Payments } from "../../shared/payments/payments.ts";
import { createStripe } from "../../shared/payments/stripe/stripe.ts";
import { SECRET_KEY } from "../support/stripe/fake.ts";
import { FakeError } from "../support/stripe/state.ts";
import { DISPUTED, type Opened, type Provider, PROVIDERS, startStripe } from "../support/stripe/providers.ts";

const said = (doing: Promise<unknown>) => doing.then(() => "done", (error: unknown) => (error instanceof Refusal ? `${error.code}: ${error.message}` : String(error)));

async function all(intents: AsyncIterable<Intent>): Promise<Intent[]> {
  const given: Intent[] = [];
  for await (const intent of intents) given.push(intent);
  return given;
}

const NOON = new Date("2026-11-20T12:00:00Z");
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1000);

for (const [name, open] of Object.entries(PROVIDERS)) {
  describe(`With ${name}`, function () {
    this.timeout(30_000);
    let opened: Opened;
    let provider: Provider;
    let payments: Payments;

    before(async () => {
      opened = await open();
    });
    after(() => opened.close());
    beforeEach(async () => {
      provider = await opened.begin();
      ({ payments } = provider);
    });
    afterEach(() => provider.close());

    describe("an intent that the provider doesn't know", () => {
      const asked: [string, (id: string) => Promise<Intent>][] = [
        ["can't be looked at", (id) => payments.intent(id)],
        ["can't be taken", (intentId) => payments.capture({ intentId, key: "a" })],
        ["can't be ended", (id) => payments.cancelIntent(id)],
        ["can't be returned", (intentId) => payments.refund({ intentId, amount: 100, key: "a" })],
      ];
      for (const [what, ask] of asked) {
        it(what, async () => {
          for (const id of ["pi_none", "sandbox_none", "../charges", ""]) expect(await said(ask(id)), id).to.match(/^not_found: /);
        });
      }
    });

    describe("intents made since a moment", () => {
      it("are all there, each once, as they are now, on however many pages", async () => {
        await provider.madeAt(later(-1));
        const made: Intent[] = [];
        for (let nth = 0; nth < 205; nth += 1) made.push(await provider.madeAt(later(nth), { attempt: nth + 1 }));
        await payments.cancelIntent(made[7]!.id);
        const given = await all(payments.intentsSince(NOON));
        expect(given.map(({ id }) => id).sort()).to.deep.equal(made.map(({ id }) => id).sort());
        expect(given.filter(({ status }) => status === "canceled").map(({ id }) => id)).to.deep.equal([made[7]!.id]);
        expect(given.find(({ id }) => id === made[8]!.id)).to.deep.equal(made[8]);
        const attempts = given.map(({ attempt }) => attempt);
        expect([1, 205]).to.deep.equal([attempts[0]!, attempts.at(-1)!].sort((a, b) => a - b));
      });

      it("say what was taken, returned and disputed", async () => {
        const [returned, disputed, authorised] = [await provider.paid(), await provider.paid({}, DISPUTED), await provider.paid({ capture: "manual" })];
        await payments.refund({ intentId: returned.id, amount: 1_000, key: "a" });
        const given = await all(payments.intentsSince(new Date(Date.now() - 60_000)));
        expect(given.find(({ id }) => id === returned.id)).to.include({ captured: 45_000, refunded: 1_000, disputed: false });
        expect(given.find(({ id }) => id === disputed.id)).to.include({ captured: 45_000, refunded: 0, disputed: true });
        expect(given.find(({ id }) => id === authorised.id)).to.deep.equal(authorised).and.to.have.property("authorisedUntil");
      });

      it("may be none, and going through them may end early", async () => {
        expect(await all(payments.intentsSince(later(0)))).to.deep.equal([]);
        for (const nth of [1, 2, 3]) await provider.madeAt(later(nth));
        const seen: string[] = [];
        for await (const { id } of payments.intentsSince(NOON)) if (seen.push(id) === 2) break;
        expect(seen).to.have.length(2);
      });
    });

    describe("money is not returned", () => {
      const refund = (intentId: string, amount: number, key = "a") => said(payments.refund({ intentId, amount, key }));

      it("of a payment that is disputed", async () => {
        const { id } = await provider.paid({}, DISPUTED);
        expect(await refund(id, 1_000)).to.equal("wrong_state: The cardholder has asked this payment back through the bank, so it can't be returned from here too");
        expect((await payments.intent(id)).refunded).to.equal(0);
      });

      it("beyond what is left, and again for a key that has returned it", async () => {
        const { id } = await provider.paid();
        expect(await refund(id, 45_001)).to.equal("wrong_state: No more than €450 of this payment is left to return");
        expect(await refund(id, 15_050, "b")).to.equal("done");
        expect(await refund(id, 30_000, "c")).to.equal("wrong_state: No more than €299.50 of this payment is left to return");
        expect(await refund(id, 29_950, "d")).to.equal("done");
        expect(await refund(id, 1, "e")).to.equal("wrong_state: All of this payment has been returned already");
        expect(await refund(id, 29_950, "d")).to.equal("done");
        expect((await payments.intent(id)).refunded).to.equal(45_000);
      });

      it("of a payment of which nothing was taken, which stays authorised", async () => {
        const [authorised, unpaid] = [await provider.paid({ capture: "manual" }), await provider.madeAt(NOON)];
        for (const { id, status } of [authorised, unpaid]) {
          expect(await refund(id, 1_000), status).to.equal("wrong_state: Nothing was taken of this payment, so nothing of it can be returned");
          expect((await payments.intent(id)).status).to.equal(status);
        }
      });
    });
  });
}

describe("With Stripe alone", function () {
  this.timeout(30_000);
  let provider: Provider;

  beforeEach(async () => {
    provider = await startStripe();
  });
  afterEach(() => provider.close());

  it("an id that is not Stripe's is never sent there", async () => {
    const { payments, fake } = provider;
    const asked = (id: string) => [payments.intent(id), payments.cancelIntent(id), payments.capture({ intentId: id, key: "a" }), payments.refund({ intentId: id, amount: 100, key: "a" })];
    for (const id of ["sandbox_0123456789abcdef01234567", "", "pi_1/cancel", "ch_1", "pi_"]) {
      for (const answer of asked(id)) expect(await said(answer), id).to.match(/^not_found: /);
    }
    expect(fake!.requests).to.deep.equal([]);
  });

  it("an answer that nothing is at that address does not mean that an intent isn't there", async () => {
    const { id } = await provider.paid();
    provider.fake!.state.intents.get = () => {
      throw new FakeError(404, { type: "invalid_request_error", message: "Unrecognized request URL" });
    };
    expect(await said(provider.payments.intent(id))).to.equal("StripeFailure: Unrecognized request URL");
  });

  it("intents of others are left out, wherever they lie", async () => {
    const { payments, fake } = provider;
    const made: Intent[] = [];
    for (let nth = 0; nth < 130; nth += 1) made.push(await provider.madeAt(later(nth)));
    const foreign = (nth: number) => nth === 0 || nth === 129 || (nth > 20 && nth < 100);
    for (const [nth, { id }] of made.entries()) if (foreign(nth)) fake!.state.intents.get(id)!.metadata = nth % 2 ? {} : { bookingId: "order 7" };
    fake!.requests.length = 0;
    expect((await all(payments.intentsSince(NOON))).map(({ id }) => id)).to.deep.equal(made.filter((_, nth) => !foreign(nth)).map(({ id }) => id).reverse());
    expect(fake!.requests.map(({ path }) => path.replace(/pi_\w+/, ":id"))).to.deep.equal(["", "&starting_after=:id"].map((after) => `/v1/payment_intents?created[gte]=${NOON.getTime() / 1000}&limit=100&expand[0]=data.latest_charge${after}`));
  });

  it("intents of the second that the moment lies in are among them", async () => {
    const { id } = await provider.madeAt(NOON);
    const found = async (milliseconds: number) => (await all(provider.payments.intentsSince(new Date(NOON.getTime() + milliseconds)))).map((intent) => intent.id);
    expect([await found(999), await found(1_000)]).to.deep.equal([[id], []]);
  });

  it("intents can't be listed where it doesn't answer, or does not know the key", async () => {
    const at = (secretKey: string, apiBase: string) => createStripe({ secretKey, webhookSecret: "whsec_1", publishableKey: undefined, apiBase });
    expect(await said(all(at(SECRET_KEY, "http://127.0.0.1:9").intentsSince(NOON)))).to.match(/^unavailable: /);
    const failure = await all(at("sk_test_wrong", provider.fake!.url).intentsSince(NOON)).catch((error: unknown) => error);
    expect(failure).to.have.property("name", "StripeFailure");
    expect(Object.keys(failure as object)).to.have.members(["name", "type", "code", "status", "requestId", "replayed"]);
  });

  it("a payment is returned once its dispute is won and Stripe has forgotten that it refused", async () => {
    const { payments, fake } = provider;
    const { id } = await provider.paid({}, DISPUTED);
    const refund = () => said(payments.refund({ intentId: id, amount: 1_000, key: "a" }));
    expect(await refund()).to.match(/^wrong_state: /);
    fake!.closeDispute(id, "won");
    expect(await refund()).to.match(/^wrong_state: /);
    fake!.forgetKeys();
    expect(await refund()).to.equal("done");
  });

  it("what has been returned whole stays refused until Stripe has forgotten that it refused, though the bank gave it back", async () => {
    const { payments, fake } = provider;
    const { id } = await provider.paid();
    const refund = (key: string) => said(payments.refund({ intentId: id, amount: 45_000, key }));
    expect([await refund("a"), await refund("b")]).to.deep.equal(["done", "wrong_state: All of this payment has been returned already"]);
    fake!.failRefund(fake!.state.refunds[0]!.id);
    expect(await refund("b")).to.equal("wrong_state: All of this payment has been returned already");
    fake!.forgetKeys();
    expect(await refund("b")).to.equal("done");
  });

  it("what Stripe refuses for another reason stays its failure", async () => {
    const { id } = await provider.paid();
    expect(await said(provider.payments.refund({ intentId: id, amount: -5, key: "a" }))).to.match(/^StripeFailure: /);
  });
});
