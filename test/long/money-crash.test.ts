/** Processes that end at every moment between the database and the payment provider. CI tries a share, named by LONG_TEST_SHARE. */
import { randomInt } from "node:crypto";
import type { Store } from "../../shared/store/open.ts";
import { FLOWS } from "../support/money/flows.ts";
import { crashAtSome } from "../support/money/moments.ts";
import { type Outside, OUTSIDE } from "../support/money/outside.ts";
import { freshStore } from "../support/mongo.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);
const SEED = Number(process.env["TEST_SEED"] ?? randomInt(2 ** 31));

for (const [name, start] of Object.entries(OUTSIDE)) {
  describe(`Money, wherever a process ends, with ${name}`, function () {
    this.timeout(1_800_000);
    let store: Store;
    let outside: Outside;
    const sums = { crossings: 0, tried: 0, all: 0 };

    before(async () => {
      store = await freshStore();
      outside = await start(store);
    });
    after(async () => {
      const shortened = SHARE < 1 ? `, LONG_TEST_SHARE=${SHARE} and TEST_SEED=${SEED}` : "";
      console.log(`      ${sums.tried} of ${sums.all} crashes tried, at both sides of ${sums.crossings} crossings${shortened}`);
      await outside.close();
      await store.close();
    });

    for (const flow of FLOWS) {
      it(`is where it belongs where ${flow.what}`, async () => {
        const { crossings, tried, all } = await crashAtSome(store, outside, flow, { share: SHARE, seed: SEED });
        sums.crossings += crossings;
        sums.tried += tried;
        sums.all += all;
      });
    }
  });
}
