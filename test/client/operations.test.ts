/** How the service is, as a page of support keeps it. */
import { expect } from "chai";
import { keepLately, LATELY_MS, type Arrival } from "../../shared/contract/client/lately.ts";
import { createOperations } from "../../shared/contract/client/operations.ts";
import { namespaces } from "../../shared/contract/sockets.ts";
import { scriptedChannel } from "./scripted.ts";

const stats = (connections: number): any => ({
  at: "2026-11-24T08:00:00.000Z", connections, watchers: 0, hosts: 0, staff: 1, holds: 0, bookingsPerMinute: 0, jobs: { late: 0, failing: 0, failed: 0 },
  nodes: [{ id: "a", role: "server", connections, watchers: 0, hosts: 0, staff: 1, fed: "itself" }],
});

describe("The stats of support", () => {
  const told = (kept: readonly Arrival[]) => kept.map((one) => one.stats.connections);

  it("are kept in the order in which they came, whatever time they tell", () => {
    const line = scriptedChannel<"/ops">();
    const ops = createOperations(line.channel);
    expect(ops.stats.get()).to.deep.equal([]);
    const before = Date.now();
    for (const one of [stats(1), { ...stats(2), at: "2026-11-24T07:59:00.000Z" }]) line.tell("stats", namespaces["/ops"].broadcasts.stats.payload.parse(one));
    expect(told(ops.stats.get())).to.deep.equal([1, 2]);
    expect(ops.stats.get()[0]!.arrived).to.be.within(before, Date.now());
  });

  it("stay over a lost connection, and are gone with the person who saw them", async () => {
    const line = scriptedChannel<"/ops">();
    const ops = createOperations(line.channel);
    line.tell("stats", stats(1));
    await line.connect();
    line.tell("reread", {});
    expect(told(ops.stats.get())).to.deep.equal([1]);
    ops.clear();
    expect(ops.stats.get()).to.deep.equal([]);
  });

  it("are those of two minutes, however many came", () => {
    let kept: readonly Arrival[] = [];
    for (let second = 0; second <= 300; second += 1) kept = keepLately(kept, stats(second), second * 1000);
    expect([told(kept)[0], told(kept).at(-1)]).to.deep.equal([180, 300]);
    expect(kept).to.have.length(LATELY_MS / 1000 + 1);
    kept = keepLately(kept, stats(301), 900_000);
    expect(told(kept), "after a long silence").to.deep.equal([301]);
  });

  it("of a clock that was set back don't stay for ever", () => {
    const kept = keepLately(keepLately([], stats(1), 3_600_000), stats(2), 1000);
    expect(told(kept)).to.deep.equal([2]);
  });
});
