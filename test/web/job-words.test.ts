import { expect } from "chai";
import type { Job } from "../../shared/contract/job.ts";
import { isLate, jobTitle, mayRetry, nextWords, spanOf } from "../../web/src/ops/jobWords.ts";

const NOW = Date.parse("2026-11-24T08:00:00Z");
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
const job = (more: Partial<Job>): Job => ({ id: "65".repeat(12), name: "letters", state: "waiting", failures: 0, ...more });

describe("Jobs in support's words", () => {
  it("say when they run next, and by how much they are late", () => {
    expect([at(48), at(0.4), at(-1), at(-40), at(3 * 86_400)].map((runAt) => nextWords(job({ runAt }), NOW))).to.deep.equal(["in 48 s", "now", "now", "late by 40 s", "in 3 days"]);
    expect(nextWords(job({}), NOW)).to.contain("its worker is gone");
    expect([job({ runAt: at(-40), state: "failing" }), job({ runAt: at(-40), state: "running" }), job({ state: "failed" })].map((one) => isLate(one, NOW))).to.deep.equal([true, false, false]);
  });

  it("are run by hand where they were given up or wait, and are due", () => {
    const may = (more: Partial<Job>) => mayRetry(job(more), NOW);
    expect([may({ state: "failed" }), may({ state: "failing" }), may({ dueAt: at(0) }), may({ dueAt: at(1) }), may({ state: "running" }), may({ state: "done" })]).to.deep.equal([true, true, true, false, false, false]);
  });

  it("have titles, those nobody gave one too", () => {
    expect([jobTitle("sweep holds"), jobTitle("count sheep")]).to.deep.equal(["Ends holds that are over", "Count sheep"]);
  });

  it("say spans roughly", () => {
    expect([400, 59_000, 61_000, 7_300_000, 90_000_000].map(spanOf)).to.deep.equal(["0 s", "59 s", "1 min", "2 h", "1 day"]);
  });
});
