/** Libraries with known advisories are no older than the versions that mend them, wherever in the tree they lie. */
import { readFileSync } from "node:fs";
import { expect } from "chai";

const LEAST: Record<string, string> = {
  "engine.io": "6.6.10",
  "socket.io-parser": "4.2.7",
  ws: "8.21.0",
  mongoose: "9.9.2",
};

const lock = JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8")) as { packages: Record<string, { version: string }> };

/** Whether one version is at least another, part by part. */
function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) => text.split("-")[0]!.split(".").map(Number)) as [number[], number[]];
  const at = want.findIndex((part, index) => have[index] !== part);
  return at < 0 ? !version.includes("-") : have[at]! > want[at]!;
}

describe("Libraries with known advisories", () => {
  for (const [name, least] of Object.entries(LEAST)) {
    it(`${name} is ${least} or newer`, () => {
      const found = Object.entries(lock.packages).filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`));
      expect(found, "in the lockfile").not.to.have.length(0);
      for (const [path, { version }] of found) expect(isAtLeast(version, least), `${path} ${version}`).to.equal(true);
    });
  }

  it("are compared part by part", () => {
    expect(["6.6.10", "6.6.11", "6.10.0", "7.0.0"].map((version) => isAtLeast(version, "6.6.10"))).to.deep.equal([true, true, true, true]);
    expect(["6.6.9", "6.5.99", "5.99.99", "6.6.10-beta.1"].map((version) => isAtLeast(version, "6.6.10"))).to.deep.equal([false, false, false, false]);
  });
});
