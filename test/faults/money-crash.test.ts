/** Processes that end between the database and the payment provider: some of the moments; `test/long` has all. */
import { randomInt } from "node:crypto";
import { expect } from "chai";
import type { Context } from "../../shared/booking/context.ts";
import { refund } from "../../shared/booking/refund.ts";
import { refundBySupport } from "../../shared/booking/refund-by-support.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepRefunds } from "../../workers/jobs/sweeps.ts";
import { aSupporter } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { crashAtSome } from "../support/money/moments.ts";
import { FLOWS } from "../support/money/flows.ts";
import { type Outside, OUTSIDE } from "../support/money/outside.ts";
import { type ServiceWithStripe, startWithStripe } from "../support/stripe/service.ts";

const SEED = Number(process.env["TEST_SEED"] ?? randomInt(2 ** 31));

for (const [name, start] of Object.entries(OUTSIDE)) {
  describe(`Money, where a process ends, with ${name}`, function () {
    this.timeout(60_000);
    let store: Store;
    let outside: Outside;

    before(async () => {
      store = await freshStore();
      outside = await start(store);
    });
    after(async () => {
      await outside.close();
      await store.close();
    });

    it("is where it belongs, whatever was being done", async () => {
      let tried = 0;
      for (const flow of FLOWS) tried += (await crashAtSome(store, outside, flow, { most: name === "sandbox" ? 2 : 1, seed: SEED })).tried;
      console.log(`      ${tried} crashes, TEST_SEED=${SEED}`);
    });
  });
}

describe("A refund that support decides", function () {
  this.timeout(30_000);
  let all: ServiceWithStripe;

  before(async () => {
    all = await startWithStripe();
  });
  after(() => all.close());
  beforeEach(() => void all.nextNights());

  const decide = (id: string) => refundBySupport(all.service.context, aSupporter(), { id, amount: 1_000, reason: "no hot water" });
  const refunds = (intentId: string) => all.fake.state.refunds.filter((one) => one.payment_intent === intentId);

  /** A process whose asking is long on its way, until it is let go. */
  function slowly(context: Context) {
    const { promise: there, resolve: arrive } = withResolvers();
    const { promise: free, resolve: letGo } = withResolvers();
    const { payments } = context;
    const slow: typeof payments.refund = async (input) => {
      arrive();
      await free;
      return payments.refund(input);
    };
    return { context: { ...context, payments: { ...payments, refund: slow } }, there, letGo };
  }

  it("and is long on its way, is not made beside that of the next decision", async () => {
    const { id, intentId } = await all.settled();
    const slow = slowly(all.service.context);
    await decide(id);
    const first = refund(slow.context, id);
    await slow.there;
    await decide(id);
    await refund(all.service.context, id);
    slow.letGo();
    await first;
    expect(refunds(intentId).map(({ amount }) => amount)).to.deep.equal([2_000]);
    expect((await all.now(id)).payment).to.include({ refunded: 2_000, refundDue: 2_000 }).and.not.to.have.property("refundOpen");
  });

  it("again, after a bank gave it back, is made though as much was returned before", async () => {
    const { id, intentId } = await all.settled();
    for (let nth = 0; nth < 2; nth += 1) {
      await decide(id);
      await sweepRefunds(all.service.context);
    }
    all.fake.failRefund(refunds(intentId).at(-1)!.id);
    await all.fake.deliver(all.endpoint);
    expect((await all.now(id)).payment).to.include({ refunded: 1_000, refundDue: 2_000 });
    await decide(id);
    for (let nth = 0; nth < 2; nth += 1) await sweepRefunds(all.service.context);
    expect((await all.now(id)).payment).to.include({ refunded: 2_000, refundDue: 2_000 }).and.not.to.have.property("refundOpen");
    expect(refunds(intentId).filter(({ status }) => status === "succeeded")).to.have.length(2);
  });
});

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
