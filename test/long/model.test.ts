/** The model of `test/booking`, run for minutes. CI runs a share of it, named by LONG_TEST_SHARE. */
import type { Store } from "../../shared/store/open.ts";
import { runModel } from "../support/model-run.ts";
import { freshStore } from "../support/mongo.ts";

const RUNS = Math.ceil(1100 * Number(process.env["LONG_TEST_SHARE"] ?? 1));

describe("Months, bookings and events, for long", () => {
  let store: Store;
  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());

  it(`never disagree in ${RUNS} runs`, async function () {
    this.timeout(1_800_000);
    console.log(`      ${await runModel(store, RUNS)} steps`);
  });
});
