import type { Store } from "../../shared/store/open.ts";
import { runModel } from "../support/model-run.ts";
import { freshStore } from "../support/mongo.ts";

const RUNS = 25;

describe("Months, bookings and events", () => {
  let store: Store;
  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());

  it(`never disagree, whatever guests, hosts and the clock do, in ${RUNS} runs`, async function () {
    this.timeout(300_000);
    console.log(`      ${await runModel(store, RUNS)} steps`);
  });
});
