/** A payment's notices in some of the orders that they can come in; `test/long` has all. */
import { randomInt } from "node:crypto";
import { expectSameEnds, PAYMENTS, runInterleavings, someOrders } from "../support/stripe/orders.ts";
import { type ServiceWithStripe, startWithStripe } from "../support/stripe/service.ts";

const SEED = Number(process.env["TEST_SEED"] ?? randomInt(2 ** 31));

describe("The notices of a payment", function () {
  this.timeout(60_000);
  let all: ServiceWithStripe;

  before(async () => {
    all = await startWithStripe();
  });
  after(() => all.close());

  for (const payment of PAYMENTS) {
    it(`${payment.what}, come in any order, repeated and at once, and end in the same`, async () => {
      console.log(`      ${await expectSameEnds(all, payment, someOrders(1, SEED))} payments, TEST_SEED=${SEED}`);
    });
  }

  it("come at any time after what they tell of, between one thing and the next", async () => {
    console.log(`      ${await runInterleavings(all, 15, SEED)} notices told, TEST_SEED=${SEED}`);
  });
});
