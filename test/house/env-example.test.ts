import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { PROJECT } from "../../scripts/house/files.ts";

describe(".env.example", () => {
  it("lists the settings as they are", () => {
    const { status, stderr } = spawnSync(process.execPath, ["--import=tsx", "scripts/env-example.ts", "--check"], { cwd: PROJECT, encoding: "utf8" });
    expect(stderr).to.equal("");
    expect(status).to.equal(0);
  });
});
