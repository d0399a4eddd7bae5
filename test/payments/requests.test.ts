/** Booking on request with Stripe: authorised when it is asked, taken when the host accepts. */
import { expect } from "chai";
import { sweepAccepted, sweepPayments } from "../../workers/jobs/sweeps.ts";
import { type ServiceWithStripe, startWithStripe } from "../support/stripe/service.ts";

describe("A request with Stripe", function () {
  this.timeout(30_000);
  let all: ServiceWithStripe;

  before(async () => {
    all = await startWithStripe({ instantBook: false });
  });
  after(() => all.close());
  beforeEach(() => void all.nextNights());

  it("is authorised when it is paid, and taken when the host accepts, once though the answer is lost", async () => {
    const { id, total, intentId } = await all.settled();
    expect((await all.now(id)).payment).to.include({ status: "authorised", captured: 0 });
    expect(all.fake.state.intents.get(intentId)!.status).to.equal("requires_capture");
    all.fake.loseAnswers(3);
    expect((await all.host.post(`/bookings/${id}/accept`)).status).to.equal(503);
    all.fake.forgetKeys();
    await sweepAccepted(all.service.context);
    await all.fake.deliver(all.endpoint);
    expect(await all.now(id)).to.deep.include({ status: "confirmed" });
    expect((await all.now(id)).payment).to.include({ status: "captured", captured: total, refunded: 0 });
  });

  it("that is declined gives the authorisation up", async () => {
    const { id, intentId } = await all.settled();
    expect((await all.host.post(`/bookings/${id}/decline`)).status).to.equal(200);
    await sweepPayments(all.service.context);
    await all.fake.deliver(all.endpoint);
    expect((await all.now(id)).payment).to.include({ status: "voided", captured: 0, refunded: 0 });
    expect(all.fake.state.intents.get(intentId)!.status).to.equal("canceled");
  });

  it("whose authorisation has run out when it is accepted charges nothing", async () => {
    const { id, intentId } = await all.settled();
    all.fake.expireAuthorisation(intentId);
    await all.host.post(`/bookings/${id}/accept`);
    await all.fake.deliver(all.endpoint);
    expect(await all.now(id)).to.deep.include({ status: "expired" });
    expect((await all.now(id)).payment).to.include({ status: "failed", captured: 0 });
  });
});
