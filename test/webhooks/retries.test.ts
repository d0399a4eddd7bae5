import { expect } from "chai";
import { cancel } from "../../shared/booking/cancel.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { redeliver } from "../../shared/webhooks/redeliver.ts";
import { askedToWait, nextTry } from "../../workers/webhooks/retry.ts";
import { aGuest } from "../support/fixtures.ts";
import { emptyStore, freshStore } from "../support/mongo.ts";
import { randomOf } from "../../embedded/demo/random.ts";
import { type Telling, tellingAt } from "../support/webhooks/telling.ts";
import type { Answer, Received } from "../support/webhooks/receiver.ts";

const HOUR = 3_600_000;

describe("Webhooks that are not taken", () => {
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

  const parkedEvents = () => store.events.find({ type: "webhook.parked" }).lean();

  it("are tried for three days with growing pauses, are then parked and shown, and can be put back by hand", async () => {
    const webhook = await t.webhook("/hook?key=let-me-in");
    await t.holdStay();
    t.receiver.answers(() => ({ status: 500 }));
    const since = t.time.now();
    const hours: number[] = [];
    await t.follow();
    for (let next = await t.tell(webhook); next; next = await t.tell(webhook)) {
      hours.push((next.getTime() - since.getTime()) / HOUR);
      t.time.set(next);
      expect(hours).to.have.length.below(20);
    }
    console.log(`      tried after 0, ${hours.map((hour) => (hour < 0.1 ? `${Math.round(hour * 3600)} s` : `${hour.toFixed(1)} h`)).join(", ")}`);
    expect(hours.at(-1)).to.equal(72);
    expect(hours.every((hour, index) => index === 0 || hour > hours[index - 1]!)).to.equal(true);
    const [parked] = await t.deliveries(webhook);
    expect(parked).to.include({ state: "parked", tries: hours.length + 1 });
    expect(parked!.attempts).to.have.length(10);
    expect(parked!.attempts.at(-1)).to.include({ status: 500 });
    const [event, ...more] = await parkedEvents();
    expect([event!.actor, event!.hostId, event!.data]).to.deep.equal([{ role: "system" }, t.host.id, { webhookId: webhook._id, calls: `127.0.0.1:${t.receiver.port}`, deliveryId: parked!._id, type: "booking.held", tries: hours.length + 1, status: 500 }]);
    expect(more).to.deep.equal([]);
    expect((await t.now(webhook)).parkedSince).to.be.instanceOf(Date);

    t.receiver.answers(() => ({ status: 202 }));
    expect(await redeliver(t.context, t.host, { id: webhook._id, deliveryId: parked!._id })).to.deep.equal({ count: 1 });
    expect(await t.tell(webhook)).to.equal(undefined);
    expect((await t.deliveries(webhook))[0]).to.include({ state: "delivered", tries: 1 });
    expect(new Set(t.receiver.received.map(({ id }) => id)).size).to.equal(1);
    expect(await t.now(webhook)).to.not.have.property("parkedSince");
    expect(await redeliver(t.context, t.host, { id: webhook._id, deliveryId: parked!._id })).to.deep.equal({ count: 1 }); // also what was delivered
    await t.tell(webhook);
    expect((await t.deliveries(webhook))[0]).to.include({ state: "delivered", tries: 1 });
    expect(JSON.stringify(await store.events.find({ type: /^webhook/ }).lean())).to.not.include("let-me-in").and.not.include("whsec");
  });

  it("hold back only what comes after them of the same booking, and are told of once while it goes on", async () => {
    const webhook = await t.webhook();
    const [one, other] = [await t.booked(undefined, aGuest()), await t.booked(undefined, aGuest())];
    await cancel(t.context, { id: one.guestId, roles: ["guest"] }, { id: one._id });
    const of = ({ body }: Received, { _id }: StoredBooking) => body.includes(_id);
    t.receiver.answers((received) => ({ status: of(received, one) ? 500 : 200 }));
    await t.follow();
    const next = await t.tell(webhook);
    expect(t.receiver.received.filter((received) => of(received, other))).to.have.length(2);
    expect(t.receiver.received.filter((received) => of(received, one))).to.have.length(1);
    t.time.set(next!);
    await t.tellAll(webhook);
    const waiting = (await t.deliveries(webhook)).filter(({ bookingId }) => bookingId === one._id);
    expect(waiting.map(({ state, tries }) => [state, tries])).to.deep.equal([["parked", 10], ["parked", 1], ["parked", 1]]);
    expect(await parkedEvents()).to.have.length(1);
    // Put back together, they go in their order.
    t.receiver.answers(() => ({ status: 200 }));
    t.receiver.received.length = 0;
    expect(await redeliver(t.context, t.host, { id: webhook._id, parked: true })).to.deep.equal({ count: 3 });
    await t.tell(webhook);
    expect(t.receiver.received.map(({ body }) => (JSON.parse(body) as { type: string }).type)).to.deep.equal(["booking.held", "booking.confirmed", "booking.cancelled"]);
  });

  it("keep each booking's order, however they fail and however many are at it", async () => {
    const webhook = await t.webhook();
    const random = randomOf("webhooks");
    const bookings: StoredBooking[] = [];
    for (let stay = 0; stay < 12; stay += 1) bookings.push(await t.booked(undefined, aGuest()));
    const taken = new Map<string, number[]>();
    /** How often each was not taken: no more than five times, so that none is parked, whatever order they come in. */
    const failures = new Map<string, number>();
    let failed = 0;
    t.receiver.answers(async ({ id, body }): Promise<Answer> => {
      const { data: { booking } } = JSON.parse(body) as { data: { booking: { id: string; version: number } } };
      const before = taken.get(booking.id) ?? [];
      await new Promise((resolve) => setTimeout(resolve, random() * 4));
      const times = failures.get(id) ?? 0;
      if (times < 5 && random() < 0.4) {
        failures.set(id, times + 1);
        return (failed += 1) % 3 === 0 ? "cuts" : { status: 503 };
      }
      taken.set(booking.id, [...before, booking.version]);
      return { status: 200 };
    });
    for (const { _id, guestId } of bookings) await cancel(t.context, { id: guestId, roles: ["guest"] }, { id: _id });
    await t.follow();
    for (let round = 0; round < 40 && (await store.webhookDeliveries.countDocuments({ state: "waiting" })) > 0; round += 1) {
      await Promise.all([t.kind(), t.kind(), t.kind()].map((by) => by.run({ key: webhook._id })));
      t.time.advance(7200);
    }
    expect([...taken.values()].map((versions) => [versions.length, versions.every((version, index) => index === 0 || version > versions[index - 1]!)])).to.deep.equal(bookings.map(() => [3, true]));
    console.log(`      36 messages of 12 bookings in order, with ${failed} failures and three workers`);
  });

  it("wait as long as they are asked to, within bounds", async () => {
    const webhook = await t.webhook();
    await t.holdStay();
    await t.follow();
    const waits = async (header: string, status = 429) => {
      t.receiver.answers(() => ({ status, headers: { "Retry-After": header } }));
      const began = t.time.now();
      const next = (await t.tell(webhook))!;
      t.time.set(next);
      return (next.getTime() - began.getTime()) / 1000;
    };
    expect(await waits("3600")).to.equal(3600);
    expect(await waits("1")).to.equal(300);
    expect(await waits(new Date(t.time.now().getTime() + 2 * HOUR).toUTCString(), 503)).to.be.within(7199, 7200);
    expect(await waits("999999999")).to.equal(24 * 3600);
    expect(await waits("soon")).to.equal(18_000);
  });

  it("because nobody is there any more disable it, and what waits is parked", async () => {
    const webhook = await t.webhook();
    await t.booked();
    t.receiver.answers(() => ({ status: 410 }));
    await t.tellAll(webhook);
    expect(await t.now(webhook)).to.include({ enabled: false, disabledBecause: "gone" });
    expect(t.receiver.received).to.have.length(1);
    expect((await t.deliveries(webhook)).map(({ state, tries }) => [state, tries])).to.deep.equal([["parked", 1], ["parked", 0]]);
    const events = await store.events.find({ type: { $in: ["webhook.changed", "webhook.parked"] } }).lean();
    expect(events.map(({ type, actor }) => [type, actor.role])).to.have.deep.members([["webhook.parked", "system"], ["webhook.changed", "system"]]);
  });

  it("because they are sent on to elsewhere are not sent there", async () => {
    const webhook = await t.webhook();
    await t.holdStay();
    await t.follow();
    for (const [location, status] of [["https://169.254.169.254/latest/meta-data/", 302], [t.receiver.url("/inside"), 307], ["http://127.0.0.1/", 308], ["https://stays.example.com/", 301]] as const) {
      t.receiver.answers(() => ({ status, headers: { Location: location } }));
      t.time.set((await t.tell(webhook))!);
      expect((await t.deliveries(webhook))[0]!.attempts.at(-1)).to.include({ status, problem: "It sends on to elsewhere, which is not followed" });
    }
    expect(t.receiver.at("/inside")).to.have.length(0);
  });

  it("can be tried at once instead of later, with what is before them", async () => {
    const webhook = await t.webhook();
    await t.booked();
    t.receiver.answers(() => ({ status: 500 }));
    await t.follow();
    for (let tries = 0; tries < 4; tries += 1) t.time.set((await t.tell(webhook))!);
    await t.tell(webhook);
    t.receiver.answers(() => ({ status: 200 }));
    const [, last] = await t.deliveries(webhook);
    expect(await redeliver(t.context, t.host, { id: webhook._id, deliveryId: last!._id })).to.deep.equal({ count: 1 });
    expect(await t.tell(webhook)).to.equal(undefined);
    expect((await t.deliveries(webhook)).map(({ state, tries }) => [state, tries])).to.deep.equal([["delivered", 6], ["delivered", 1]]);
  });

  it("have a little of chance in their pauses, and end when three days are over", () => {
    const since = new Date("2026-11-24T08:00:00Z");
    const after = (tries: number, hours: number, chance: number, asked?: number) => nextTry({ tries, since }, new Date(since.getTime() + hours * HOUR), chance, asked)?.toISOString();
    expect([after(1, 0, 0), after(1, 0, 0.999)]).to.deep.equal(["2026-11-24T08:00:05.000Z", "2026-11-24T08:00:05.499Z"]);
    expect([after(30, 71, 0), after(2, 71.99, 1, 1e9), after(2, 72, 0)]).to.deep.equal(["2026-11-27T08:00:00.000Z", "2026-11-27T08:00:00.000Z", undefined]);
    expect([askedToWait(undefined, since), askedToWait("120", since), askedToWait("-5", since), askedToWait("Tue, 24 Nov 2026 08:02:00 GMT", since), askedToWait("Tue, 24 Nov 2020 08:02:00 GMT", since)]).to.deep.equal([undefined, 120, undefined, 120, undefined]);
  });
});
