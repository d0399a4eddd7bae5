import { request as httpRequest } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { Refusal } from "../../shared/contract/errors.ts";
import { done } from "../../shared/contract/ids.ts";
import { LISTED_ORIGIN, PUBLIC_URL, startApp, type TestApp } from "../support/app.ts";
import { startService, type Service } from "../support/service.ts";

const ID = "65f2a8c4e1b2c3d4e5f60718";
const MONTHS = `/properties/${ID}/months?from=2026-12&to=2026-12`;

describe("An answer", () => {
  let service: Service;
  let app: TestApp;
  /** What the months' handler does in this test. */
  let months: () => Promise<any>;
  let isReady = true;

  before(async function () {
    this.timeout(60_000);
    service = await startService();
    app = await startApp(
      service,
      {
        months: () => months(),
        verifyEmail: async () => done,
        logout: async () => done,
      },
      { checkAnswers: true, isReady: async () => isReady },
    );
  });
  beforeEach(() => {
    months = async () => ({ items: [] });
  });
  after(async () => {
    await app.close();
    await service.close();
  });

  describe("where it goes wrong", () => {
    it("is the refusal's problem, with what it carries", async () => {
      months = () => Promise.reject(new Refusal("stay_rule", "Stay longer", { rule: "min_nights" }));
      const { status, headers, body } = await app.anyone.get(MONTHS);
      expect(status).to.equal(422);
      expect(headers.get("Content-Type")).to.match(/^application\/problem\+json/);
      expect(body).to.deep.equal({
        type: "urn:vacancy:problem:stay_rule", title: "The property's rules do not allow this stay", status: 422,
        detail: "Stay longer", code: "stay_rule", retry: "never", rule: "min_nights",
      });
    });

    it("says nothing of what is inside; the log does, with the id the answer carries", async () => {
      months = () => Promise.reject(new Error("the secret of the house"));
      const { status, headers, body } = await app.anyone.get(MONTHS);
      expect(status).to.equal(500);
      expect(body).to.deep.include({ code: "internal", retry: "same-key" });
      expect(JSON.stringify(body)).not.to.match(/secret|Error|\.ts/);
      const line = app.logged().split("\n").find((logged) => logged.includes("the secret of the house"));
      expect(JSON.parse(line!)).to.deep.include({ level: 50, reqId: headers.get("X-Request-Id") });
    });

    it("a log keeps no value of a duplicate key", async () => {
      const { email } = await service.as(["guest"]);
      months = () => service.store.users.create({ _id: "x", email, name: "x", passwordHash: "x", roles: [], verified: false, epoch: 0, createdAt: new Date() });
      expect((await app.anyone.get(MONTHS)).body.code).to.equal("internal");
      expect(app.logged()).to.include("E11000").and.not.include(email);
    });

    it("something that isn't an error is internal too", async () => {
      months = () => Promise.reject("a word");
      expect((await app.anyone.get(MONTHS)).status).to.equal(500);
    });

    it("that differs from the contract is caught, also where it says too much", async () => {
      for (const answer of [{ items: [{ propertyId: ID }] }, { items: [], passwordHash: "x" }, {}]) {
        months = async () => answer;
        expect((await app.anyone.get(MONTHS)).status, JSON.stringify(answer)).to.equal(500);
      }
    });
  });

  describe("to pages of other sites", () => {
    const from = (origin: string) => app.anyone.post("/auth/logout", undefined, { headers: { Origin: origin } });

    it("is refused where they would change something", async () => {
      for (const origin of ["https://evil.example", "null", `${PUBLIC_URL}.evil.example`, "http://127.0.0.1:1", "http://stay.example.com"]) {
        const { status, body } = await from(origin);
        expect(status, origin).to.equal(403);
        expect(body.code).to.equal("forbidden");
      }
    });

    it("is given to the service's own pages and to those listed, and to programs", async () => {
      for (const origin of [app.url, PUBLIC_URL, LISTED_ORIGIN]) expect((await from(origin)).status, origin).to.equal(200);
      expect((await app.anyone.post("/auth/logout")).status).to.equal(200);
    });

    it("is given where they only read, but no other origin may see it", async () => {
      const { status, headers } = await app.anyone.get(MONTHS, { headers: { Origin: "https://evil.example" } });
      expect(status).to.equal(200);
      expect(headers.has("Access-Control-Allow-Origin")).to.equal(false);
    });
  });

  describe("carries", () => {
    it("what keeps a page to itself", async () => {
      const { headers } = await app.anyone.get(MONTHS);
      const policy = headers.get("Content-Security-Policy")!.split(";");
      expect(policy).to.include.members([
        "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: https:",
        "connect-src 'self' wss://stay.example.com", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
      ]);
      expect(headers.get("X-Content-Type-Options")).to.equal("nosniff");
      expect(headers.get("Cache-Control")).to.equal("no-store");
      expect(headers.has("X-Powered-By")).to.equal(false);
    });
  });

  it("leaves no token, cookie, query or body in the log", async () => {
    const host = await app.as("host");
    await host.post("/auth/verify-email?token=in-the-query", { token: "in-the-body" }, { headers: { Cookie: "vacancy-refresh=in-the-cookie" } });
    await host.post("/auth/verify-email", { token: "in-the-body" });
    const log = app.logged();
    expect(log).to.include('"path":"/api/auth/verify-email"');
    for (const secret of [host.token, "in-the-query", "in-the-body", "in-the-cookie"]) expect(log).not.to.include(secret);
  });

  describe("about health", () => {
    it("says that the process runs, and whether it can serve, and is not logged", async () => {
      const ask = async (path: string) => {
        const response = await fetch(app.url + path);
        return { status: response.status, body: await response.json() };
      };
      expect(await ask("/healthz")).to.deep.equal({ status: 200, body: { ok: true } });
      expect(await ask("/readyz")).to.deep.equal({ status: 200, body: { ready: true } });
      isReady = false;
      expect(await ask("/readyz")).to.deep.equal({ status: 503, body: { ready: false } });
      expect(app.logged()).not.to.match(/healthz|readyz/);
    });
  });

  describe("under way", () => {
    it("is finished when the server closes, which takes no new connection", async () => {
      let [begin, end] = [() => {}, () => {}];
      const begun = new Promise<void>((resolve) => (begin = resolve));
      const ended = new Promise<void>((resolve) => (end = resolve));
      const closing = await startApp(service, { months: async () => (begin(), await ended, { items: [] }) });
      const answer = closing.anyone.get(MONTHS);
      await begun;
      const closed = closing.close();
      const late = await closing.anyone.get("/nothing").then(() => "answered", () => "refused");
      expect(late).to.equal("refused");
      end();
      expect((await answer).status).to.equal(200);
      const began = performance.now();
      await closed;
      expect(performance.now() - began, "milliseconds; a connection that is idle would be kept for longer").to.be.below(4000);
    });

    it("is dropped without harm where the client goes away", async () => {
      const cut = httpRequest(`${app.url}/api/auth/verify-email`, { method: "POST", headers: { "Content-Type": "application/json", "Content-Length": 100 } });
      cut.on("error", () => {});
      cut.write('{"token":');
      await delay(50);
      cut.destroy();
      await delay(50);
      expect((await app.anyone.post("/auth/logout")).status).to.equal(200);
    });
  });
});
