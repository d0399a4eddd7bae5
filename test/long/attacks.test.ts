/** Each attack several times, so that each can be told apart from the machine's own moods. */
import { expect } from "chai";
import { leaveOutWhenShort } from "../support/long.ts";
import { p99Of, print, underAttack } from "../support/under-attack.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);

describe("Under each attack, again and again", function () {
  this.timeout(600_000);

  // test/faults has each attack once.
  before(function () {
    leaveOutWhenShort(this, SHARE, "each attack five times");
  });

  it("watchers are told at p99 within three times of what it took before", async () => {
    const { outcomes } = await underAttack({ windows: Math.round(5 * SHARE), milliseconds: 3000 });
    print(outcomes);
    for (const outcome of outcomes) {
      expect(outcome.failed, outcome.name).to.equal(false);
    }
    if (SHARE < 0.5) return; // so few and short windows say more about the machine than about the server
    for (const outcome of outcomes) expect(p99Of([outcome]).ratio, outcome.name).to.be.at.most(3);
  });
});
