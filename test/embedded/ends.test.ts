import { expect } from "chai";
import { until } from "../support/until.ts";
import { startNode, said } from "./processes.ts";

/** A process with two things to end, the later of which takes `ms`. */
async function start(ms: number) {
  const child = startNode(["--import", "tsx", "--input-type=module", "--eval", `
    const { createEnds, endOnSignals } = await import("./embedded/ends.ts");
    const ends = createEnds(console.log);
    endOnSignals(ends, console.log);
    ends.add("first", async () => console.log("ended first"));
    ends.add("second", () => new Promise((resolve) => setTimeout(resolve, ${ms})).then(() => console.log("ended second")));
    setInterval(() => {}, 1000);
    console.log("up");`]);
  await until(() => said(child).includes("up"), "it is up");
  return child;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("stopping", function () {
  this.timeout(15_000);

  it("ends everything in the reverse order, once, though npm passes Ctrl-C on a second time", async () => {
    const child = await start(300);
    child.kill("SIGINT");
    await pause(30);
    child.kill("SIGINT");
    await until(() => child.exitCode !== null, "it has ended");
    expect(said(child).split("\n").slice(1, -1)).to.deep.equal(["Stopping … (again to stop at once)", "ended second", "ended first", "Stopped."]);
    expect(child.exitCode).to.equal(0);
  });

  it("stops at once when asked again", async () => {
    const child = await start(60_000);
    child.kill("SIGTERM");
    await until(() => said(child).includes("Stopping"), "it has heard");
    await pause(700);
    child.kill("SIGTERM");
    await until(() => child.exitCode !== null, "it has ended");
    expect(child.exitCode).to.equal(130);
  });
});
