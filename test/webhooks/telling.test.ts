import { expect } from "chai";
import { cancel } from "../../shared/booking/cancel.ts";
import { block } from "../../shared/booking/block.ts";
import { changeProperty } from "../../shared/booking/change-property.ts";
import type { WebhookMessage } from "../../shared/contract/webhook.ts";
import type { Store } from "../../shared/store/open.ts";
import { bookingView } from "../../shared/views/booking.ts";
import { changeWebhook } from "../../shared/webhooks/change-webhook.ts";
import { deleteWebhook } from "../../shared/webhooks/delete-webhook.ts";
import { redeliver } from "../../shared/webhooks/redeliver.ts";
import { rotateWebhook } from "../../shared/webhooks/rotate-webhook.ts";
import { createUser } from "../../shared/accounts/create-user.ts";
import { suspend } from "../../shared/accounts/manage-user.ts";
import { newId } from "../../shared/store/ids.ts";
import { aGuest, aHost, aSupporter } from "../support/fixtures.ts";
import { emptyStore, freshStore } from "../support/mongo.ts";
import { staysAt } from "../support/stays.ts";
import { type Telling, tellingAt, versionsAt } from "../support/webhooks/telling.ts";
import { verified } from "../support/webhooks/receiver.ts";

type OfBooking = Extract<WebhookMessage, { data: { booking: unknown } }>;

describe("Webhooks tell a host's own systems", () => {
  let store: Store;
  let t: Telling;
  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    await emptyStore(store);
    t = await tellingAt(store);
  });
  afterEach(() => t.close());

  const types = () => t.receiver.received.map(({ body }) => (JSON.parse(body) as WebhookMessage).type);

  it("the whole of a stay's life, signed, in its order, each once, with what its host may see", async () => {
    await createUser(store, { _id: t.guest.id, email: "ada@vacancy.test", name: "Ada Lovelace", roles: ["guest"], passwordHash: "none" });
    const webhook = await t.webhook();
    const booking = await t.booked();
    await cancel(t.context, t.guest, { id: booking._id });
    await t.tellAll(webhook);
    await t.tellAll(webhook);
    expect(types()).to.deep.equal(["booking.held", "booking.confirmed", "booking.cancelled"]);
    const versions = versionsAt(t.receiver) as number[];
    expect(versions).to.deep.equal([...versions].sort((a, b) => a - b));
    const messages = t.receiver.received.map((one) => verified(one, webhook.secret)) as OfBooking[];
    const events = new Map((await store.events.find().lean()).map((event) => [event._id, event]));
    for (const [index, { type, timestamp, data }] of messages.entries()) {
      const event = events.get(t.receiver.received[index]!.id)!;
      expect({ type, timestamp, data }).to.deep.equal({ type: event.type, timestamp: event.at.toISOString(), data: { booking: { ...bookingView(event.booking!), guestName: "Ada Lovelace" } } });
    }
    expect(messages.at(-1)!.data.booking).to.include({ status: "cancelled", cancelledBy: "guest" });
    for (const { body, headers } of t.receiver.received) {
      expect(body).to.not.match(/ada@|intent|secret/);
      expect(headers).to.include({ "content-type": "application/json", "user-agent": "Vacancy" });
    }
  });

  it("of nights and properties", async () => {
    const webhook = await t.webhook();
    await block(t.context, t.host, { id: t.property._id, from: "2026-12-30", to: "2027-01-02", units: 2 });
    await changeProperty(t.context, t.host, { id: t.property._id, title: "Casa Nova" });
    await t.tellAll(webhook);
    expect(types()).to.deep.equal(["nights.blocked", "property.changed"]);
    const [nights, property] = t.receiver.received.map((one) => verified(one, webhook.secret)) as [Extract<WebhookMessage, { data: { months: unknown } }>, Extract<WebhookMessage, { data: { property: unknown } }>];
    expect(nights.data.change).to.include({ from: "2026-12-30", to: "2027-01-02", units: 2 });
    expect(nights.data.months.map(({ month, version, free }) => [month, version, free.filter((units) => units === 18).length])).to.deep.equal([["2026-12", 2, 2], ["2027-01", 2, 1]]);
    expect(property.data.property).to.include({ id: t.property._id, title: "Casa Nova", address: "Rua da Reboleira 12" });
  });

  it("nothing of another host's, of what was before, or of what they did not ask for", async () => {
    await t.booked();
    t.time.advance(1);
    const all = await t.webhook("/all");
    const some = await t.webhook("/some", { types: ["booking.cancelled"] });
    const other = await staysAt(store, {}, { host: aHost(), time: t.time });
    const another = await other.booked();
    const booking = await t.booked();
    await cancel(t.context, t.guest, { id: booking._id });
    await cancel(other.context, other.host, { id: another._id });
    await t.tellAll(all);
    await t.tellAll(some);
    expect(t.receiver.at("/all")).to.have.length(3);
    expect(t.receiver.at("/some").map(({ body }) => (JSON.parse(body) as OfBooking).data.booking.id)).to.deep.equal([booking._id]);
    expect(JSON.stringify(t.receiver.received)).to.not.include(another._id);
  });

  it("signed with the secret before, too, for a day after it was rotated", async () => {
    const webhook = await t.webhook();
    await t.tellAll(webhook);
    const rotated = await rotateWebhook(t.context, t.host, { id: webhook._id });
    expect(rotated.secret).to.not.equal(webhook.secret);
    const told = async () => {
      await t.holdStay();
      await t.tellAll(webhook);
      const last = t.receiver.received.at(-1)!;
      return [rotated, webhook].map(({ secret }) => {
        try {
          return verified(last, secret).type;
        } catch {
          return "not signed";
        }
      });
    };
    expect(await told()).to.deep.equal(["booking.held", "booking.held"]);
    t.time.advance(24 * 3600 - 2);
    expect(await told()).to.deep.equal(["booking.held", "booking.held"]);
    t.time.advance(3);
    expect(await told()).to.deep.equal(["booking.held", "not signed"]);
    const tampered = { ...t.receiver.received.at(-1)!, body: t.receiver.received.at(-1)!.body.replace("held", "paid") };
    expect(() => verified(tampered, rotated.secret)).to.throw(/signature/);
  });

  it("once each, also where several workers are at it", async () => {
    const webhook = await t.webhook();
    for (let stay = 0; stay < 10; stay += 1) await t.booked(undefined, aGuest());
    t.receiver.answers(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return { status: 200 };
    });
    await Promise.all([t.follow(), t.follow()]);
    await Promise.all(Array.from({ length: 5 }, () => t.tell(webhook, t.kind()).catch(() => undefined)));
    await t.tellAll(webhook);
    expect(t.receiver.received).to.have.length(20);
    expect(new Set(t.receiver.received.map(({ id }) => id)).size).to.equal(20);
    expect((await t.deliveries(webhook)).every(({ state, tries }) => state === "delivered" && tries === 1)).to.equal(true);
  });

  it("again by the same id, where a worker ended after it had told it and before it had written that down", async () => {
    const webhook = await t.webhook();
    await t.holdStay();
    await t.follow();
    const dies = t.kind({ outbound: { async request(asked) {
      await t.outbound.request(asked);
      throw new Error("this process has ended");
    } } });
    await dies.run({ key: webhook._id }).catch(() => undefined);
    await t.tell(webhook);
    expect(t.receiver.received).to.have.length(1); // it may still be at it
    t.time.advance(25);
    await t.tell(webhook);
    expect(t.receiver.received).to.have.length(2);
    expect(new Set(t.receiver.received.map(({ id }) => id)).size).to.equal(1);
    expect(await t.deliveries(webhook, "delivered")).to.have.length(1);
  });

  it("nothing while they are disabled; what waited is parked and can be told later", async () => {
    const webhook = await t.webhook();
    t.receiver.answers(() => ({ status: 503 }));
    await t.holdStay();
    await t.follow();
    await t.tell(webhook);
    const change = (enabled: boolean) => changeWebhook(t.context, t.host, { id: webhook._id, enabled }, []);
    expect(await change(false)).to.include({ disabledBecause: "host" });
    await t.holdStay();
    await t.follow();
    expect((await t.deliveries(webhook)).map(({ state, tries }) => [state, tries])).to.deep.equal([["parked", 1]]);
    expect(await redeliver(t.context, t.host, { id: webhook._id, parked: true }).catch((error: { code: string }) => error.code)).to.equal("wrong_state");
    expect(await change(true)).to.not.have.property("disabledBecause");
    t.receiver.answers(() => ({ status: 200 }));
    expect(await redeliver(t.context, t.host, { id: webhook._id, parked: true })).to.deep.equal({ count: 1 });
    await t.tell(webhook);
    expect([t.receiver.received.length, (await t.deliveries(webhook, "delivered")).length]).to.deep.equal([2, 1]);
    expect(await redeliver(t.context, t.host, { id: webhook._id, parked: true })).to.deep.equal({ count: 0 });
  });

  it("nothing more where their host is suspended, or is no host any more", async () => {
    await createUser(store, { _id: t.host.id, email: "marta@vacancy.test", name: "Marta", roles: ["guest", "host"], passwordHash: "none" });
    const [first, second] = [await t.webhook("/first"), await t.webhook("/second")];
    const support = aSupporter();
    await suspend(t.context, support, { id: t.host.id, reason: "For now" });
    await t.follow();
    for (const webhook of [first, second]) expect(await t.now(webhook)).to.include({ enabled: false, disabledBecause: "suspended" });
    await t.holdStay();
    await t.tellAll(first);
    expect(t.receiver.received).to.deep.equal([]);
  });

  it("nothing more when they are deleted, or their host is, and all that was told is forgotten", async () => {
    const [webhook, kept] = [await t.webhook("/gone"), await t.webhook("/kept")];
    await t.booked();
    await t.follow();
    await deleteWebhook(t.context, t.host, { id: webhook._id });
    await t.tell(webhook);
    await t.follow();
    expect([t.receiver.received.length, (await t.deliveries(webhook)).length, (await t.deliveries(kept)).length]).to.deep.equal([0, 0, 2]);
    await store.events.insertMany([{ _id: newId(), type: "user.deleted", at: t.time.now(), actor: { role: "guest" }, userId: t.host.id, data: {} }]);
    await t.follow();
    expect([await store.webhooks.countDocuments(), await store.webhookDeliveries.countDocuments()]).to.deep.equal([0, 0]);
  });
});
