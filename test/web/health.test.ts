/** How the service is, as the page words and draws it. */
import { expect } from "chai";
import fc from "fast-check";
import type { Arrival } from "../../shared/contract/client/lately.ts";
import { goneOf, inOrder, milliseconds, partWords, rangeWords, relayWords, spanWords } from "../../web/src/ops/healthWords.ts";
import { areaOf, HEIGHT, lineOf, type Point, rangeOf, runsOf, topOf, WIDTH } from "../../web/src/ops/sparkline.ts";

const server = (id: string, fed: "itself" | "relay" = "itself"): any => ({ id, role: "server", fed });
const relay = (id: string, term?: number): any => ({ id, role: "relay", ...(term !== undefined && { term }) });
const stats = (nodes: any[], leader?: string): any => ({ nodes, ...(leader && { relay: leader }) });
const kept = (...arrivals: [number, any[]][]): Arrival[] => arrivals.map(([arrived, nodes]) => ({ arrived, stats: stats(nodes) }));

const points = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_000 }), fc.option(fc.nat({ max: 1_000_000 }), { nil: undefined })), { maxLength: 60 }).map((steps) => {
  let at = 1_000_000;
  return steps.map(([wait, value]): Point => ({ at: (at += wait), value }));
});

describe("A sparkline", () => {
  const frame = { from: 0, to: 120_000, top: 100 };

  it("ends its scale at a round number, no less than what it shows and than what is much", () => {
    expect([0, 3, 10, 11, 21, 50, 51, 1000, 1001].map((highest) => topOf(highest, 10))).to.deep.equal([10, 10, 10, 20, 50, 50, 100, 1000, 2000]);
    fc.assert(fc.property(fc.nat({ max: 1e9 }), fc.constantFrom(5, 10, 50), (highest, least) => {
      expect(topOf(highest, least)).to.be.at.least(Math.max(highest, least)).and.at.most(Math.max(highest, least) * 2.5);
    }));
  });

  it("has no line where nothing was told, or nothing could be measured", () => {
    const told = [0, 1, 2, 30, 31, 32].map((second) => ({ at: second * 1000, value: 50 }));
    expect(runsOf(told, frame).map((run) => run.length)).to.deep.equal([3, 3]);
    expect(runsOf([...told.slice(0, 3), { at: 3000, value: undefined }, { at: 4000, value: 0 }], frame).map((run) => run.length)).to.deep.equal([3, 1]);
    expect(runsOf([], frame)).to.deep.equal([]);
  });

  it("shows every value that was told within the two minutes, inside its frame", () => {
    fc.assert(fc.property(points, (all) => {
      const to = all.at(-1)?.at ?? 0;
      const within = all.filter(({ at, value }) => value !== undefined && at >= to - 120_000);
      const runs = runsOf(all, { from: to - 120_000, to, top: topOf(rangeOf(all)?.highest ?? 0, 5) });
      expect(runs.flat()).to.have.length(within.length);
      for (const [x, y] of runs.flat()) {
        expect(x).to.be.within(0, WIDTH);
        expect(y).to.be.within(0, HEIGHT);
      }
      for (const run of runs) expect(lineOf(run) + areaOf(run)).to.match(/^[MLVhz0-9. ]+$/);
    }));
  });
});

describe("Health in words", () => {
  it("says how far back it reaches, and between what it was", () => {
    const seconds = (...all: number[]) => spanWords(kept(...all.map((second): [number, any[]] => [second * 1000, []])));
    expect([seconds(), seconds(5), seconds(5, 6), seconds(5, 45), seconds(5, 124)]).to.deep.equal(["this moment", "this moment", "this moment", "the last 40 seconds", "the last two minutes"]);
    expect(rangeWords({ lowest: 3, highest: 9 }, milliseconds)).to.equal("lowest 3 ms, highest 9 ms");
    expect(rangeWords({ lowest: 3, highest: 3 }, String)).to.equal("always 3");
    expect([0, 999, 1000, 1449, 9949, 9950, 61_234].map(milliseconds)).to.deep.equal(["0 ms", "999 ms", "1.0 s", "1.4 s", "9.9 s", "10 s", "61 s"]);
  });

  it("says who tells the servers of the changes", () => {
    expect(relayWords(stats([server("a")]))).to.match(/^There is no relay: each server/);
    expect(relayWords(stats([server("a"), relay("r")]))).to.match(/^No relay leads at the moment/);
    expect(relayWords(stats([server("a", "relay"), relay("r", 3)], "r"))).to.match(/^One relay .* tells all servers/);
    expect(relayWords(stats([server("a", "relay"), server("b"), relay("r", 3)], "r"))).to.match(/1 server of 2 still follows the changes itself/);
    expect(relayWords(stats([server("a"), server("b"), server("c", "relay"), relay("r", 3)], "r"))).to.match(/2 servers of 3 still follow the changes themselves/);
    expect(relayWords(stats([server("a"), server("b"), relay("r", 3)], "r"))).to.match(/each server still follows/);
    expect([server("a"), server("a", "relay"), relay("r"), relay("r", 3)].map(partWords)).to.deep.equal(["Follows itself", "Told by the relay", "Stands by", "Leads, term 3"]);
  });

  it("names nodes in an order that stays, and those that are no longer there", () => {
    expect(inOrder([server("b"), relay("x"), server("a"), relay("y", 1)]).map(({ id }) => id)).to.deep.equal(["y", "x", "a", "b"]);
    const all = kept([1000, [server("a"), server("b"), relay("r", 1)]], [2000, [server("a"), server("b")]], [3000, [server("a"), server("c")]]);
    expect(goneOf(all)).to.deep.equal([{ id: "b", role: "server", last: 2000 }, { id: "r", role: "relay", last: 1000 }]);
    expect(goneOf(kept([1000, [server("a")]], [2000, []], [3000, [server("a")]])), "that came back").to.deep.equal([]);
    expect(goneOf([])).to.deep.equal([]);
  });
});
