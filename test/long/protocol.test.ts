/** The search of `test/feed/protocol.test.ts`, for minutes, elsewhere each time. CI runs a share of it, named by LONG_TEST_SHARE. */
import { expect } from "chai";
import { AHEAD, RULES } from "../support/protocol/rules.ts";
import { search, shorten, textOf } from "../support/protocol/search.ts";

/** Milliseconds for each relay. */
const LENGTH = 120_000 * Number(process.env["LONG_TEST_SHARE"] ?? 1);

describe("The protocol between relay and nodes, for long", function () {
  this.timeout(600_000);

  for (const [name, rules] of Object.entries({ "as it is": RULES, "with a relay that tells ahead": AHEAD })) {
    it(`keeps its promises ${name}`, () => {
      const seed = Math.floor(Math.random() * 2 ** 31);
      const end = performance.now() + LENGTH;
      const { found, schedules, steps, behind } = search(rules, seed, () => performance.now() > end);
      console.log(`      seeds ${seed} to ${seed + schedules - 1}, ${schedules} schedules, ${steps} steps; a room was behind for ${behind} ms at most`);
      expect(found && `seed ${found.seed}: ${found.broken}, by ${textOf(shorten(rules, found.schedule))}`).to.equal(undefined);
    });
  }
});
