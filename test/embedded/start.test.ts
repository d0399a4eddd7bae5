import { expect } from "chai";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { lockFolder } from "../../embedded/lock.ts";
import { PROJECT, runNode, withFolder } from "./processes.ts";

describe("npm start, before there is anything to start", function () {
  this.timeout(15_000);

  it("tells a Node that is too old which one is needed", () =>
    withFolder(async (folder) => {
      const old = join(folder, "old.cjs");
      await writeFile(old, 'Object.defineProperty(process.versions, "node", { value: "18.20.4" });');
      const { code, output } = await runNode(["--require", old, "embedded/start.mjs"]);
      expect(output).to.match(/^Vacancy needs Node\.js 20\.19 or newer; this is 18\.20\.4\..*$/);
      expect(code).to.equal(1);
    }));

  it("tells that packages are not installed", () =>
    withFolder(async (folder) => {
      await mkdir(join(folder, "embedded"));
      await symlink(join(PROJECT, "embedded", "start.mjs"), join(folder, "embedded", "start.mjs"));
      const { code, output } = await runNode(["--preserve-symlinks", "--preserve-symlinks-main", join(folder, "embedded", "start.mjs")]);
      expect(output).to.match(/^The packages .* not installed\. Run `npm ci`.*$/);
      expect(code).to.equal(1);
    }));

  it("tells in one line that the port is in use, and how to take another", () =>
    withFolder(async (folder) => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as { port: number };
      const { code, output } = await runNode(["embedded/start.mjs"], { PORT: String(port), DATA_DIR: folder });
      server.close();
      expect(output).to.equal(`Port ${port} on 127.0.0.1 can't be listened on: something uses it already. Stop that, or choose another: PORT=${port + 1} npm start`);
      expect(code).to.equal(1);
    }));

  it("tells in one line who uses the data folder", () =>
    withFolder(async (folder) => {
      const unlock = await lockFolder(folder);
      const { code, output } = await runNode(["embedded/start.mjs"], { PORT: "0", DATA_DIR: folder });
      expect(output).to.equal(`The data folder ${folder} is in use by process ${process.pid}; stop it, or set DATA_DIR to another folder`);
      expect(code).to.equal(1);
      await unlock();
    }));

  it("takes over a lock whose process is gone, and one whose process is another by now", () =>
    withFolder(async (folder) => {
      for (const owner of ['{"pid":4194303,"started":"1"}', `{"pid":${process.pid},"started":"earlier"}`, "not a lock"]) {
        await writeFile(join(folder, "lock"), owner);
        await (await lockFolder(folder))();
      }
    }));

  it("lists what is wrong with the settings, and nothing else", async () => {
    const { code, output } = await runNode(["embedded/start.mjs"], { PORT: "x", LOG_LEVEL: "y" });
    expect(output.split("\n")).to.have.length(3);
    expect(output).to.match(/^2 settings are wrong:\n {2}PORT: .*\n {2}LOG_LEVEL: /);
    expect(code).to.equal(1);
  });
});
