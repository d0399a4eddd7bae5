import { expect } from "chai";
import { done } from "../../shared/contract/ids.ts";
import { startApp, type TestApp } from "../support/app.ts";
import type { Client } from "../support/client.ts";
import { startService, type Service } from "../support/service.ts";

const ID = "65f2a8c4e1b2c3d4e5f60718";
const STAY = { propertyId: ID, checkIn: "2026-12-24", checkOut: "2026-12-27", guests: 2 };

describe("A request", () => {
  let service: Service;
  let app: TestApp;
  let host: Client;

  before(async function () {
    this.timeout(60_000);
    service = await startService();
    app = await startApp(service, {
      months: async () => ({ items: [] }),
      findProperties: async ({ input }) => ({ items: [], nextCursor: JSON.stringify(input.query) }),
      verifyEmail: async () => done,
      logout: async () => done,
      unblock: async () => done,
      hold: async ({ input }) => input as never,
      hostProperties: async () => ({ items: [] }),
      block: async () => ({}) as never,
    });
    host = await app.as("host");
  });
  after(async () => {
    await app.close();
    await service.close();
  });

  describe("says who asks", () => {
    it("nobody has to where anyone may", async () => {
      expect((await app.anyone.get(`/properties/${ID}/months?from=2026-12&to=2026-12`)).status).to.equal(200);
    });

    it("a token that is worth nothing is refused also where none is needed", async () => {
      for (const authorization of ["Bearer nonsense", "Basic YTpi", "Bearer", "Bearer a b"]) {
        const answer = await app.anyone.get("/properties", { headers: { Authorization: authorization } });
        expect(answer.status, authorization).to.equal(401);
        expect(answer.body.code).to.equal("unauthenticated");
        expect(answer.headers.get("WWW-Authenticate")).to.match(/^Bearer/);
      }
    });

    it("without a token 401, with a role too few 403, before anything is read of the request", async () => {
      const guest = await app.as("guest", "support");
      expect((await app.anyone.post(`/properties/${ID}/blocks`, "{not json")).body.code).to.equal("unauthenticated");
      expect((await guest.post(`/properties/${ID}/blocks`, "{not json")).body.code).to.equal("forbidden");
      expect((await guest.get("/host/properties")).status).to.equal(403);
      expect((await host.get("/host/properties")).status).to.equal(200);
    });
  });

  describe("is read by the contract", () => {
    const fieldsOf = (body: any): string[] => body.fields.map(({ field }: { field: string }) => field);

    it("all that is wrong is named at once", async () => {
      const guest = await app.as("guest");
      const { status, headers, body } = await guest.post("/holds?now=1", { checkIn: "24.12.2026", checkOut: "2026-12-27", guests: "2", extra: true });
      expect(status).to.equal(400);
      expect(headers.get("Content-Type")).to.match(/^application\/problem\+json/);
      expect(body).to.deep.include({ code: "invalid_input", retry: "never", status: 400, type: "urn:vacancy:problem:invalid_input" });
      expect(fieldsOf(body)).to.have.members(["query.now", "body.propertyId", "body.checkIn", "body.guests", "body.extra"]);
    });

    it("what a field is refined to is what the handler is given", async () => {
      const { body } = await app.anyone.get("/properties?guests=2&amenities=wifi,pool&near=2.35,48.85");
      expect(JSON.parse(body.nextCursor)).to.deep.equal({ guests: 2, amenities: ["wifi", "pool"], near: [2.35, 48.85], sort: "recommended", limit: 20 });
    });

    it("a query that is unknown, or given twice, is refused", async () => {
      expect(fieldsOf((await app.anyone.get("/properties?cheap=1")).body)).to.deep.equal(["query.cheap"]);
      expect((await app.anyone.get("/properties?guests=1&guests=2")).body.fields).to.deep.equal([{ field: "query.guests", problem: "is given twice" }]);
      expect(fieldsOf((await app.anyone.get("/properties?guests[]=1")).body)).to.deep.equal(["query.guests[]"]);
      expect(fieldsOf((await app.anyone.get("/properties?__proto__=1&constructor=2")).body)).to.have.members(["query.__proto__", "query.constructor"]);
    });

    it("an id that can't be one is nobody's address; in a body it is a wrong field", async () => {
      const guest = await app.as("guest");
      for (const id of ["1", "65F2A8C4E1B2C3D4E5F60718", `${ID}0`, "%zz", "%00", "..%2fme"]) {
        const { status, body } = await app.anyone.get(`/properties/${id}/months?from=2026-12&to=2026-12`);
        expect(status, id).to.equal(404);
        expect(body.code).to.equal("not_found");
      }
      expect(fieldsOf((await guest.post("/holds", { ...STAY, propertyId: "1" })).body)).to.deep.equal(["body.propertyId"]);
    });

    it("a body that is no JSON object is refused", async () => {
      const refused: [string, Record<string, string>?][] = [
        ['{"token": '], ["[]"], ["null"], ['"text"'], ["7"], [""],
        ['{"token":"t"}', { "Content-Type": "text/plain" }],
        ["token=t", { "Content-Type": "application/x-www-form-urlencoded" }],
        ['{"token":"t"}', { "Content-Type": "application/json; charset=latin1" }],
        ['{"token":"t"}', { "Content-Encoding": "br" }],
      ];
      for (const [body, headers] of refused) {
        const answer = await app.anyone.post("/auth/verify-email", body, headers ? { headers } : {});
        expect(answer.status, body).to.equal(400);
        expect(answer.body.code, body).to.equal("invalid_input");
      }
    });

    it("names that reach into objects are unknown fields and change nothing", async () => {
      const body = '{"token":"t","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
      const answer = await app.anyone.post("/auth/verify-email", body);
      expect(fieldsOf(answer.body)).to.have.members(["body.__proto__", "body.constructor"]);
      expect({}).not.to.have.property("polluted");
    });

    it("a body of more than 64 KiB is too large, also when it comes packed or in pieces", async () => {
      const fits = JSON.stringify({ token: "t" }).padEnd(64 * 1024);
      expect((await app.anyone.post("/auth/verify-email", fits)).status).to.equal(200);
      const answer = await app.anyone.post("/auth/verify-email", `${fits} `);
      expect(answer.status).to.equal(413);
      expect(answer.body.code).to.equal("too_large");
      const packed = new Response(new Blob([`${fits} `]).stream().pipeThrough(new CompressionStream("gzip"))).body;
      const streamed = await fetch(`${app.url}/api/auth/verify-email`, {
        method: "POST", body: packed, headers: { "Content-Type": "application/json", "Content-Encoding": "gzip" }, duplex: "half",
      } as RequestInit);
      expect(streamed.status).to.equal(413);
      await streamed.body?.cancel();
    });

    it("thousands of wrong fields are answered with the first fifty", async () => {
      const wrong = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`f${at}`, 1]));
      const { body } = await app.anyone.post("/auth/verify-email", wrong);
      expect(body.fields).to.have.length(50);
    });

    it("a route without a body takes none, or an empty one", async () => {
      expect((await app.anyone.post("/auth/logout")).status).to.equal(200);
      expect((await app.anyone.post("/auth/logout", {})).status).to.equal(200);
      expect(fieldsOf((await app.anyone.post("/auth/logout", { all: true })).body)).to.deep.equal(["body.all"]);
      expect((await host.delete(`/properties/${ID}/blocks/${ID}`)).body).to.deep.equal({ done: true });
    });

    it("an address or a method that isn't there is not found, as a problem", async () => {
      const answers = [
        await app.anyone.get("/nothing"), await app.anyone.get("/"), await app.anyone.patch("/auth/logout", {}),
        await app.anyone.get("/me"), await app.anyone.get("/Properties"), await app.anyone.get("/properties/"),
      ];
      for (const { status, body } of answers) {
        expect(status).to.equal(404);
        expect(body.code).to.equal("not_found");
      }
    });
  });
});
