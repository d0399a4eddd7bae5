/** All orders of a payment's notices. CI runs a share of them, named by LONG_TEST_SHARE. */
import { randomInt } from "node:crypto";
import { allOrders, expectSameEnds, PAYMENTS, runInterleavings } from "../support/stripe/orders.ts";
import { type ServiceWithStripe, startWithStripe } from "../support/stripe/service.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);
const SEED = Number(process.env["TEST_SEED"] ?? randomInt(2 ** 31));
const ALL = allOrders();
/** Spread over all of them, so that each length and each first notice is among them. */
const ORDERS = ALL.filter((_, index) => Math.floor((index + 1) * SHARE) > Math.floor(index * SHARE));
const RUNS = Math.ceil(600 * SHARE);

describe("The notices of a payment, in all their orders", function () {
  this.timeout(1_800_000);
  let all: ServiceWithStripe;

  before(async () => {
    all = await startWithStripe();
  });
  after(() => all.close());

  for (const payment of PAYMENTS) {
    it(`${payment.what}: ${ORDERS.length} of ${ALL.length} end in the same`, async () => {
      console.log(`      ${await expectSameEnds(all, payment, ORDERS)} payments`);
    });
  }

  it(`come at any time after what they tell of, in ${RUNS} runs`, async () => {
    console.log(`      ${await runInterleavings(all, RUNS, SEED)} notices told, TEST_SEED=${SEED}`);
  });
});
