/** The server as it is started: readiness and pages. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import pino from "pino";
import { loadConfig } from "../../shared/config.ts";
import { startServer } from "../../server/start.ts";
import { startApp } from "../support/app.ts";
import { startService, type Service } from "../support/service.ts";

describe("A server", () => {
  let service: Service;
  let folder: string;

  before(async function () {
    this.timeout(60_000);
    folder = await mkdtemp(join(tmpdir(), ".vacancy-pages-"));
    await mkdir(join(folder, "assets"));
    await writeFile(join(folder, "index.html"), "<!doctype html><title>Vacancy</title>");
    await writeFile(join(folder, "assets", "app-1a2b3c.js"), "export {};");
    await writeFile(join(folder, "icon.svg"), "<svg/>");
    service = await startService({ pagesFolder: folder });
  });
  after(async () => {
    await service.close();
    await rm(folder, { recursive: true });
  });

  const get = (path: string, accept = "*/*") => fetch(service.url + path, { headers: { Accept: accept } });
  const HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

  it("is ready once its feed is on", async () => {
    for (let look = 0; (await get("/readyz")).status !== 200; look += 1) {
      expect(look).to.be.below(50);
      await delay(100);
    }
  });

  it("is not ready while MongoDB does not answer within a second", async function () {
    this.timeout(20_000);
    const admin = service.store.connection.db!.admin();
    const failing = { failCommands: ["hello"], blockConnection: true, blockTimeMS: 3000 };
    await admin.command({ configureFailPoint: "failCommand", mode: "alwaysOn", data: failing });
    const began = performance.now();
    const { status } = await get("/readyz");
    const took = performance.now() - began;
    await admin.command({ configureFailPoint: "failCommand", mode: "off" });
    expect(status).to.equal(503);
    expect(took, "milliseconds: before MongoDB answered").to.be.below(failing.blockTimeMS);
    expect((await get("/healthz")).status).to.equal(200);
  });

  it("gives the page at every address a person may open, always fresh", async () => {
    for (const path of ["/", "/stays/65f2a8c4e1b2c3d4e5f60718", "/verify?token=x"]) {
      const response = await get(path, HTML);
      expect(response.status, path).to.equal(200);
      expect(await response.text()).to.include("<title>Vacancy</title>");
      expect(response.headers.get("Cache-Control")).to.equal("no-cache");
    }
  });

  it("gives files with a digest in their name for good", async () => {
    const response = await get("/assets/app-1a2b3c.js");
    expect(response.status).to.equal(200);
    expect(response.headers.get("Cache-Control")).to.equal("public, max-age=31536000, immutable");
    expect((await get("/icon.svg")).headers.get("Cache-Control")).to.equal("no-cache");
  });

  it("gives no page for what isn't one", async () => {
    for (const path of ["/assets/gone.js", "/robots.txt", "/%zz", "/..%2f..%2fpackage.json"]) expect((await get(path)).status, path).to.equal(404);
    const api = await get("/api/nothing", HTML);
    expect(api.status).to.equal(404);
    expect(api.headers.get("Content-Type")).to.match(/problem\+json/);
  });

  it("gives its OpenAPI document where it was printed", async () => {
    await writeFile(join(folder, "openapi.json"), '{"openapi":"3.1.0"}');
    const app = await startApp(service, {}, { openapiFile: join(folder, "openapi.json") });
    expect((await app.anyone.get("/openapi.json")).body).to.deep.equal({ openapi: "3.1.0" });
    await app.close();
  });

  it("says so where its port is taken, and leaves nothing running", async () => {
    const config = { ...loadConfig({ NODE_ENV: "test" }), port: service.port };
    const error = await startServer({ store: service.store, config, log: pino({ level: "silent" }) }).then(() => undefined, (thrown: unknown) => thrown);
    expect(error).to.have.property("code", "EADDRINUSE");
  });
});
