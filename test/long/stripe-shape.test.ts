/** What we ask of Stripe, held against Stripe's own specification. Among the long tests because it wants Go, to build stripe-mock. */
import { expect } from "chai";
import { createStripe } from "../../shared/payments/stripe/stripe.ts";
import { newId } from "../../shared/store/ids.ts";
import { type FakeRequest, SECRET_KEY, startFakeStripe } from "../support/stripe/fake.ts";
import { startStripeMock } from "../support/stripe/mock.ts";

/** Every kind of request that the service makes of Stripe, as it was sent. */
async function everyRequest(): Promise<FakeRequest[]> {
  const fake = await startFakeStripe();
  const stripe = createStripe({ secretKey: SECRET_KEY, webhookSecret: "whsec_1", publishableKey: undefined, apiBase: fake.url });
  const bookingId = newId();
  for (const [attempt, capture, card] of [[1, "manual", "4242424242424242"], [2, "automatic", "4000000000000259"], [3, "automatic", "4242424242424242"]] as const) {
    const { id, clientSecret } = await stripe.createIntent({ bookingId, attempt, amount: 45_000, currency: "EUR", capture });
    await fake.pay(clientSecret, card);
    await stripe.intent(id);
    if (capture === "manual") await stripe.capture({ intentId: id, key: `${bookingId}:${attempt}:capture` });
    if (attempt === 3) await stripe.refund({ intentId: id, amount: 1_000, key: `${bookingId}:refund:1000` });
    await stripe.cancelIntent(id);
  }
  for await (const intent of stripe.intentsSince(new Date(0))) expect(intent.bookingId).to.equal(bookingId);
  await fake.close();
  return fake.requests;
}

describe("A request to Stripe", function () {
  this.timeout(240_000);
  let mock: Awaited<ReturnType<typeof startStripeMock>>;
  let requests: FakeRequest[];

  before(async () => {
    mock = await startStripeMock();
    requests = await everyRequest();
  });
  after(() => mock?.close());

  async function send({ method, path, body, headers }: FakeRequest): Promise<{ status: number; text: string }> {
    const { authorization, "content-type": type, "idempotency-key": key, "stripe-version": version } = headers;
    const kept = { Authorization: authorization!, "Stripe-Version": version!, ...(type && { "Content-Type": type }), ...(key && { "Idempotency-Key": key }) };
    const response = await fetch(mock.url + path, { method, headers: kept, ...(method === "POST" && { body }) });
    return { status: response.status, text: await response.text() };
  }

  it("of every kind is one that Stripe takes", async () => {
    const kinds = new Set(requests.map(({ method, path }) => `${method} ${path.split("?")[0]!.replace(/pi_\w+/, ":id")}`));
    expect([...kinds].sort()).to.deep.equal([
      "GET /v1/disputes", "GET /v1/payment_intents", "GET /v1/payment_intents/:id", "GET /v1/refunds",
      "POST /v1/payment_intents", "POST /v1/payment_intents/:id/cancel", "POST /v1/payment_intents/:id/capture", "POST /v1/refunds",
    ]);
    for (const request of requests) {
      const { status, text } = await send(request);
      expect(status, `${request.method} ${request.path} ${request.body}\n${text}`).to.equal(200);
    }
  });

  it("would not be taken with a parameter that Stripe doesn't know, or a value of another kind", async () => {
    const creating = requests.find(({ method, path }) => method === "POST" && path === "/v1/payment_intents")!;
    for (const body of [`${creating.body}&colour=red`, creating.body.replace("amount=45000", "amount=much"), creating.body.replace("capture_method=manual", "capture_method=later")]) {
      expect((await send({ ...creating, body })).status, body).to.equal(400);
    }
    const listing = requests.find(({ path }) => path.startsWith("/v1/payment_intents?"))!;
    for (const path of [`${listing.path}&colour=red`, listing.path.replace(/limit=\d+/, "limit=all"), listing.path.replace(/created\[gte\]=\d+/, "created[gte]=soon")]) {
      expect((await send({ ...listing, path })).status, path).to.equal(400);
    }
  });
});
