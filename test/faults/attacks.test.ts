/** What an attacker does reaches nobody else: the offender is limited or cut, and 200 watchers are told as fast as before. */
import { expect } from "chai";
import { type Outcome, p99Of, print, underAttack } from "../support/under-attack.ts";

describe("Under attack", function () {
  this.timeout(120_000);
  let outcomes: Outcome[];
  let said: string;

  before(async () => {
    ({ outcomes, said } = await underAttack({ windows: 1, milliseconds: 2000 }));
    print(outcomes);
  });

  it("the offender is limited or cut", () => {
    expect(outcomes.filter(({ failed }) => failed).map(({ name, tally }) => `${name}: ${JSON.stringify(tally)}`)).to.deep.equal([]);
  });

  it("every change reaches all watchers, at p99 within three times of what it took before", () => {
    for (const { name, during } of outcomes) expect(during[0]!.changes, name).to.be.at.least(3);
    expect(p99Of(outcomes).ratio).to.be.at.most(3);
  });

  it("the log stays short and holds no error", () => {
    const lines = said.split("\n").filter((line) => line.startsWith("{"));
    expect(lines.length).to.be.below(100);
    expect(lines.filter((line) => JSON.parse(line).level >= 50)).to.deep.equal([]);
  });
});
