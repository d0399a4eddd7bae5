import { expect } from "chai";
import type { Webhook, WebhookDelivery, WebhookWithSecret } from "../../shared/contract/webhook.ts";
import type { StoredWebhookDelivery } from "../../shared/store/webhook-documents.ts";
import { newId } from "../../shared/store/ids.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";

const ADDRESS = "https://stays.example.com/vacancy?key=let-me-in";

describe("Webhooks at the door", () => {
  let service: Service;
  let host: SignedInClient;
  let other: SignedInClient;
  before(async () => {
    service = await startService();
    host = await service.as(["host"]);
    other = await service.as(["host"]);
  });
  after(() => service.close());
  afterEach(() => service.store.webhooks.deleteMany({}));

  const make = async (client = host, body: object = { url: ADDRESS }) => (await client.post("/host/webhooks", body)).body as WebhookWithSecret;
  const list = async (client = host) => ((await client.get("/host/webhooks")).body as { items: Webhook[] }).items;

  it("show a secret when it is made and when it is rotated, and never again", async () => {
    const made = await make();
    expect(made.secret).to.match(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { secret, ...shown } = made;
    expect(await list()).to.deep.equal([shown]);
    const rotated = (await host.post(`/host/webhooks/${made.id}/rotate`, undefined)).body as WebhookWithSecret;
    expect(rotated.secret).to.match(/^whsec_/).and.not.equal(secret);
    expect(Date.parse(rotated.previousSecretUntil!) - Date.now()).to.be.within(23.9 * 3_600_000, 24.1 * 3_600_000);
    const changed = (await host.patch(`/host/webhooks/${made.id}`, { types: ["booking.confirmed", "booking.held", "booking.held"] })).body as Webhook;
    expect(changed.types).to.deep.equal(["booking.held", "booking.confirmed"]);
    expect((await host.patch(`/host/webhooks/${made.id}`, { types: null })).body).to.not.have.property("types");
    expect(JSON.stringify([changed, await list()])).to.not.include("whsec");
  });

  it("with the same key answer the same secret, and rotate once", async () => {
    const key = { key: newId() };
    const [first, again] = [await host.post("/host/webhooks", { url: ADDRESS }, key), await host.post("/host/webhooks", { url: ADDRESS }, key)];
    expect(again.body).to.deep.equal(first.body);
    expect(await list()).to.have.length(1);
  });

  it("are not made where nobody could ever be told, and say why at the field", async () => {
    const wrong = ["http://stays.example.com/", "https://user:secret@stays.example.com/", "https://127.0.0.1/", "https://localhost/", "https://stays.example.com:25/", "https://2130706433/", "stays", "", `https://stays.example.com/${"x".repeat(2000)}`];
    for (const url of wrong) {
      const { status, body } = await host.post("/host/webhooks", { url });
      expect([status, (body as { fields: { field: string }[] }).fields.map(({ field }) => field)], url).to.deep.equal([400, ["body.url"]]);
    }
    const { id } = await make();
    expect((await host.patch(`/host/webhooks/${id}`, { url: "https://10.0.0.1/" })).status).to.equal(400);
    for (const body of [{ url: ADDRESS, secret: "whsec_mine" }, { url: ADDRESS, types: [] }, { url: ADDRESS, types: ["case.opened"] }, { url: { $ne: "" } }]) expect((await host.post("/host/webhooks", body)).status).to.equal(400);
    for (const body of [{}, { enabled: "no" }, { secret: "whsec_mine" }, { hostId: newId() }]) expect((await host.patch(`/host/webhooks/${id}`, body)).status).to.equal(400);
    expect((await list()).map(({ url }) => url)).to.deep.equal([ADDRESS]);
  });

  it("are as many as may be", async () => {
    for (let count = 0; count < 10; count += 1) await make();
    const { status, body } = await host.post("/host/webhooks", { url: ADDRESS });
    expect([status, (body as { code: string }).code]).to.deep.equal([409, "wrong_state"]);
    expect((await make(other)).id).to.be.a("string");
  });

  it("are their host's alone, and nobody of support is shown a secret or a whole address", async () => {
    const { id } = await make();
    await host.post(`/host/webhooks/${id}/rotate`, undefined);
    await host.patch(`/host/webhooks/${id}`, { url: `${ADDRESS}&more=1` });
    expect(await list(other)).to.deep.equal([]);
    for (const [method, path, body] of [["patch", "", { enabled: false }], ["delete", "", undefined], ["post", "/rotate", undefined], ["get", "/deliveries", undefined], ["post", "/redeliver", { parked: true }]] as const) {
      const answer = await (method === "get" || method === "delete" ? other[method](`/host/webhooks/${id}${path}`) : other[method](`/host/webhooks/${id}${path}`, body));
      expect(answer.status, path).to.equal(404);
    }
    await host.delete(`/host/webhooks/${id}`);
    const support = await service.as(["support"]);
    const seen = JSON.stringify((await support.get(`/ops/events?personId=${host.person.id}`)).body);
    expect(seen).to.include("webhook.created").and.include("webhook.rotated").and.include("webhook.changed").and.include("webhook.deleted").and.include("stays.example.com");
    expect(seen).to.not.include("let-me-in").and.not.include("whsec");
  });

  it("list what was told by pages and by state, latest first, and are put back one by one", async () => {
    const { id } = await make();
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 8, minute));
    const deliveries = Array.from({ length: 7 }, (_, index): StoredWebhookDelivery => {
      const [eventId, lane] = [newId(), newId()];
      const state = index % 3 === 0 ? "parked" : index % 3 === 1 ? "delivered" : "waiting";
      return {
        _id: `${eventId}:${id}`, webhookId: id, hostId: host.person.id, eventId, type: "booking.held", propertyId: newId(), bookingId: lane, lane, order: "1", state, tries: index, tryAt: at(59), ...(index === 2 && { tries: 1, busyUntil: at(59) }),
        attempts: index > 0 ? [{ at: at(index), milliseconds: 120, ...(index % 3 === 1 ? { status: 200 } : { problem: "It took too long" }) }] : [], since: at(index), ...(state !== "waiting" && { endedAt: new Date() }), at: at(index >> 1),
      };
    });
    await service.store.webhookDeliveries.insertMany(deliveries);
    const page = async (query: string) => (await host.get(`/host/webhooks/${id}/deliveries?${query}`)).body as { items: WebhookDelivery[]; nextCursor?: string };
    const seen: WebhookDelivery[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined;) {
      const { items, nextCursor }: { items: WebhookDelivery[]; nextCursor?: string } = await page(`limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...items);
      cursor = nextCursor;
    }
    expect(seen.map(({ id: one }) => one)).to.deep.equal([...deliveries].sort((a, b) => b.at.getTime() - a.at.getTime() || (a._id < b._id ? 1 : -1)).map(({ _id }) => _id));
    expect((await page("state=parked")).items.map(({ state }) => state)).to.deep.equal(["parked", "parked", "parked"]);
    expect((await list())[0], "one is being tried for the first time, and one was tried in vain").to.include({ waiting: 2, parked: 3, failingSince: at(5).toISOString() });
    const redeliver = async (body: object) => (await host.post(`/host/webhooks/${id}/redeliver`, body)).body as { count?: number; code?: string };
    expect(await redeliver({ deliveryId: deliveries[0]!._id })).to.deep.equal({ count: 1 });
    expect(await redeliver({ parked: true })).to.deep.equal({ count: 2 });
    expect((await redeliver({ deliveryId: `${newId()}:${id}` })).code).to.equal("not_found");
    for (const body of [{}, { parked: false }, { deliveryId: "x" }, { deliveryId: deliveries[0]!._id, parked: true }]) expect((await redeliver(body)).code).to.equal("invalid_input");
    expect((await list())[0]).to.include({ waiting: 5, parked: 0 });
  });
});
