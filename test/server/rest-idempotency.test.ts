import { expect } from "chai";
import { record } from "../../shared/store/events.ts";
import { newId } from "../../shared/store/ids.ts";
import { transact } from "../../shared/store/transact.ts";
import { startApp, type TestApp } from "../support/app.ts";
import type { Client } from "../support/client.ts";
import { startService, type Service } from "../support/service.ts";

describe("A request with an Idempotency-Key", () => {
  let service: Service;
  let app: TestApp;
  let host: Client;

  before(async function () {
    this.timeout(60_000);
    service = await startService();
    app = await startApp(service, {
      block: ({ input, context }) =>
        transact(context, async (tx) => {
          await record(tx, { type: "nights.blocked", actor: { role: "host" }, propertyId: input.params.id, data: {} });
          return { id: newId(), propertyId: input.params.id, from: input.body.from, to: input.body.to, units: 1, note: input.body.note ?? "" };
        }),
    });
    host = await app.as("host");
  });
  after(async () => {
    await app.close();
    await service.close();
  });

  const NIGHTS = { from: "2026-12-24", to: "2026-12-27" };
  let property: string;
  const block = (client: Client, key: string, body: object = NIGHTS) => client.post(`/properties/${property}/blocks`, body, { key });
  const blocks = () => service.store.events.countDocuments({ type: "nights.blocked", propertyId: property });
  beforeEach(() => {
    property = newId();
  });

  it("is done once, and answered the same again", async () => {
    const first = await block(host, "k1");
    const again = await block(host, "k1");
    expect(first.status).to.equal(201);
    expect(first.headers.has("Idempotent-Replayed")).to.equal(false);
    expect(again.status).to.equal(201);
    expect(again.body).to.deep.equal(first.body);
    expect(again.headers.get("Idempotent-Replayed")).to.equal("true");
    expect(await blocks()).to.equal(1);
  });

  it("is done once however many come at the same time", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => block(host, "k2")));
    expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(1);
    expect(answers.filter(({ headers }) => headers.has("Idempotent-Replayed"))).to.have.length(19);
    expect(await blocks()).to.equal(1);
  });

  it("is refused with another body, or for another thing in the path", async () => {
    await block(host, "k3");
    const other = await block(host, "k3", { ...NIGHTS, note: "painting" });
    expect(other.status).to.equal(422);
    expect(other.body.code).to.equal("idempotency_mismatch");
    property = newId();
    expect((await block(host, "k3")).body.code).to.equal("idempotency_mismatch");
  });

  it("is one person's own", async () => {
    await block(host, "k4");
    const answer = await block(await app.as("host"), "k4");
    expect(answer.headers.has("Idempotent-Replayed")).to.equal(false);
    expect(await blocks()).to.equal(2);
  });

  it("without one it is done each time", async () => {
    for (let time = 0; time < 2; time += 1) await host.post(`/properties/${property}/blocks`, NIGHTS);
    expect(await blocks()).to.equal(2);
  });

  it("a key is 1 to 255 printable characters", async () => {
    expect((await block(host, "x".repeat(255))).status).to.equal(201);
    for (const key of ["", "x".repeat(256), "schlüssel", "tab\tbed"]) {
      const { status, body } = await block(host, key);
      expect(status, key).to.equal(400);
      expect(body.fields[0].field).to.equal("header.Idempotency-Key");
    }
  });
});
