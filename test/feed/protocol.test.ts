/** The protocol between relay and nodes, searched for schedules that go wrong; each of its rules is broken to see that it is needed. */
import { expect } from "chai";
import { KEPT } from "../support/protocol/kept.ts";
import { AHEAD, BROKEN, RULES } from "../support/protocol/rules.ts";
import { run, scheduleFrom, search, shorten, textOf } from "../support/protocol/search.ts";

/** Schedules that are looked at. */
const SHORT = 1000;
/** Within which each broken rule is found. */
const SOON = 3000;
/** Of the first schedule; each next has the next. */
const SEED = 1;

describe("The protocol between relay and nodes", function () {
  this.timeout(60_000);

  for (const [name, rules] of Object.entries({ "as it is": RULES, "with a relay that tells ahead": AHEAD })) {
    it(`keeps its promises ${name}`, () => {
      const { found, schedules, steps, behind } = search(rules, SEED, (count) => count >= SHORT);
      console.log(`      seeds ${SEED} to ${SEED + schedules - 1}, ${steps} steps; a room was behind for ${behind} ms at most`);
      expect(found && `seed ${found.seed}: ${found.broken}, by ${textOf(shorten(rules, found.schedule))}`).to.equal(undefined);
    });
  }

  for (const [name, broken] of Object.entries(BROKEN)) {
    it(`does not where ${name}`, () => {
      const kept = scheduleFrom(KEPT[name]!);
      expect(run(broken, kept).broken, "the kept schedule").to.be.a("string");
      for (const rules of [RULES, AHEAD]) expect(run(rules, kept).broken, "the kept schedule").to.equal(undefined);
      const { found, schedules } = search(broken, SEED, (count) => count >= SOON);
      console.log(`      found by schedule ${schedules}: ${found?.broken}`);
      expect(found, "the search").not.to.equal(undefined);
    });
  }
});
