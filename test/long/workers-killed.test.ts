/** Two workers, killed at random while stays are booked: every letter is sent, every webhook told, in order. CI books and kills for a share, named by LONG_TEST_SHARE. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { createUser } from "../../shared/accounts/create-user.ts";
import { hold } from "../../shared/booking/hold.ts";
import { pay } from "../../shared/booking/pay.ts";
import { addDays, nightOf } from "../../shared/contract/dates.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Store } from "../../shared/store/open.ts";
import { databaseClock } from "../../shared/store/transact.ts";
import { createWebhook } from "../../shared/webhooks/create-webhook.ts";
import { settleTown, type Town } from "../support/cluster/town.ts";
import { aGuest, contextWith } from "../support/fixtures.ts";
import { startWorkersToKill, type Killed } from "../support/killing.ts";
import { startMailServer, type MailServer } from "../support/mail/server.ts";
import { freshUri, storeAt } from "../support/mongo.ts";
import { GOOD } from "../support/stays.ts";
import { type Received, type Receiver, startReceiver } from "../support/webhooks/receiver.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);
const BOOKINGS = Math.ceil(1_000 * SHARE);
/** Milliseconds. */
const KILLING = 120_000 * SHARE;
/** What a worker sends at once, letters and webhooks: so many can be cut by one kill. */
const AT_ONCE = { letters: 8, webhooks: 4 };
const PROPERTIES = 8;

describe("What follows a booking while workers are killed", function () {
  this.timeout(900_000);
  let store: Store;
  let context: ReturnType<typeof contextWith>;
  let town: Town;
  let mail: MailServer;
  let receiver: Receiver;
  let killed: Killed;
  let kills: number;
  let bookingIds: string[];
  let waits = 0;
  const shortened = SHARE < 1 ? `, LONG_TEST_SHARE=${SHARE}` : "";

  before(async () => {
    const uri = await freshUri();
    store = await storeAt(uri);
    context = contextWith(store, databaseClock(store));
    mail = await startMailServer();
    town = await settleTown(store, PROPERTIES);
    await createUser(store, { _id: town.host.id, email: "marta@vacancy.test", name: "Marta", roles: ["host"], passwordHash: "x" });
    receiver = await startReceiver();
    await createWebhook(context, town.host, { url: receiver.url("/bookings") }, [receiver.allow]);
    killed = await startWorkersToKill(2, { NODE_ENV: "test", MONGODB_URI: uri, SMTP_URL: mail.url, OUTBOUND_ALLOW: receiver.allow });
    [bookingIds, kills] = await Promise.all([book(), killed.killFor(KILLING)]);
    await killed.killAll();
    kills += killed.workers.length;
    await endLeases();
    await killed.startAll();
    await untilDone();
  });
  after(async () => {
    await killed?.close();
    await mail?.close();
    await receiver?.close();
    await store?.close();
  });

  /** Books evenly over the time, each property for itself; workers confirm. */
  async function book(): Promise<string[]> {
    const began = performance.now();
    const ids: string[] = [];
    const bookAll = async (propertyId: string, first: number) => {
      for (let number = first; number < BOOKINGS; number += PROPERTIES) {
        const due = began + (KILLING * number) / BOOKINGS;
        await delay(Math.max(0, due - performance.now()));
        ids.push(await bookOne(propertyId, Math.floor(number / PROPERTIES)));
      }
    };
    await Promise.all(town.propertyIds.map(bookAll));
    return ids;
  }

  async function bookOne(propertyId: string, number: number): Promise<string> {
    const guest = aGuest();
    await createUser(store, { _id: guest.id, email: `${guest.id}@vacancy.test`, name: "Ada", roles: ["guest"], passwordHash: "x" });
    const checkIn = nightOf(town.months[number % 3]!, 1 + (number % 26));
    const { _id } = await again(() => hold(context, guest, { propertyId, checkIn, checkOut: addDays(checkIn, 1), guests: 1 }));
    const { clientSecret } = await again(() => pay(context, guest, { id: _id }));
    await context.payments.submit({ clientSecret, card: GOOD });
    return _id;
  }

  /** A worker that is killed within a transaction leaves its months to nobody until MongoDB ends that, after a minute: as a client does. */
  async function again<T>(act: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== "unavailable") throw error;
        waits += 1;
      }
    }
  }

  /** Whoever held a lease is dead: nobody has to wait for its end. */
  async function endLeases(): Promise<void> {
    const now = await context.clock();
    await store.deliveries.updateMany({ state: "sending" }, { $set: { until: now } });
    await store.webhookDeliveries.updateMany({ state: "waiting" }, { $set: { tryAt: now }, $unset: { busyUntil: "" } });
    await store.jobs.updateMany({ name: "letter", nextRunAt: { $gt: now } }, { $set: { nextRunAt: now } });
  }

  async function untilDone(): Promise<void> {
    const deadline = performance.now() + 300_000;
    const isDone = async () => {
      const letters = await store.deliveries.countDocuments({ state: "sent" });
      const events = await store.events.countDocuments({ bookingId: { $in: bookingIds }, type: "booking.confirmed" });
      const told = await store.webhookDeliveries.countDocuments({ type: "booking.confirmed" });
      return letters >= 2 * BOOKINGS && events === BOOKINGS && told === BOOKINGS && (await store.webhookDeliveries.countDocuments({ state: "waiting" })) === 0;
    };
    while (!(await isDone()) && performance.now() < deadline) await delay(250);
  }

  it(`records each letter once, and sends it once but where it was cut between sending and recording: ${BOOKINGS} bookings`, async () => {
    const expected = bookingIds.flatMap((id) => [`${id}:confirmation`, `${id}:host_booked`]).sort();
    const recorded = await store.deliveries.find({ kind: { $in: ["confirmation", "host_booked"] } }).lean();
    expect(recorded.filter(({ state }) => state !== "sent").map(({ _id, state }) => `${_id} ${state}`)).to.deep.equal([]);
    expect(recorded.map(({ _id }) => _id).sort()).to.deep.equal(expected);
    const seen = new Set(mail.letters.map(({ messageId }) => messageId));
    const repeated = mail.letters.length - seen.size;
    console.log(`      ${kills} workers killed, ${mail.letters.length} letters taken for ${expected.length} due, ${repeated} of them again${waits > 0 ? `, ${waits} requests had to wait for a dead worker's transaction` : ""}${shortened}; a server that drops a Message-ID it has would have taken ${seen.size}`);
    expect(seen.size, "letters, by their Message-ID").to.equal(expected.length);
    expect(repeated, "cut between sending and recording").to.be.at.most(kills * AT_ONCE.letters);
  });

  it("records each webhook once, and tells it once but where it was cut likewise, each booking in its order", async () => {
    const deliveries = await store.webhookDeliveries.find().lean();
    expect(deliveries.filter(({ state }) => state !== "delivered").map(({ _id, state }) => `${_id} ${state}`)).to.deep.equal([]);
    expect(deliveries.filter(({ type }) => type === "booking.confirmed").map(({ bookingId }) => bookingId).sort()).to.deep.equal([...bookingIds].sort());
    const first = new Map<string, Received>();
    for (const one of receiver.received) if (!first.has(one.id)) first.set(one.id, one);
    const repeated = receiver.received.length - first.size;
    console.log(`      ${receiver.received.length} webhooks taken for ${deliveries.length} due, ${repeated} of them again${shortened}; a receiver that drops a webhook-id it has would have taken ${first.size}`);
    expect([...first.keys()].sort()).to.deep.equal(deliveries.map(({ eventId }) => eventId).sort());
    expect(repeated, "cut between telling and recording").to.be.at.most(kills * AT_ONCE.webhooks);
    const versions = new Map<string, number[]>();
    for (const { body } of first.values()) {
      const { data } = JSON.parse(body) as { data: { booking?: { id: string; version: number } } };
      if (data.booking) versions.set(data.booking.id, [...(versions.get(data.booking.id) ?? []), data.booking.version]);
    }
    for (const [id, told] of versions) expect(told, id).to.deep.equal([...told].sort((a, b) => a - b));
  });
});
