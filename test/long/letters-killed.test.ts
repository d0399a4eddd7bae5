/** Two workers, killed at random while stays are booked: every letter is sent. CI books and kills for a share, named by LONG_TEST_SHARE. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { createUser } from "../../shared/accounts/create-user.ts";
import { hold } from "../../shared/booking/hold.ts";
import { pay } from "../../shared/booking/pay.ts";
import { addDays, nightOf } from "../../shared/contract/dates.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Store } from "../../shared/store/open.ts";
import { databaseClock } from "../../shared/store/transact.ts";
import { settleTown, type Town } from "../support/cluster/town.ts";
import { aGuest, contextWith } from "../support/fixtures.ts";
import { startWorkersToKill, type Killed } from "../support/killing.ts";
import { startMailServer, type MailServer } from "../support/mail/server.ts";
import { freshUri, storeAt } from "../support/mongo.ts";
import { GOOD } from "../support/stays.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);
const BOOKINGS = Math.ceil(1_000 * SHARE);
/** Milliseconds. */
const KILLING = 120_000 * SHARE;
/** Letters that a worker sends at once: so many can be cut by one kill. */
const AT_ONCE = 8;
const PROPERTIES = 8;

describe("Letters of workers that are killed", function () {
  this.timeout(900_000);
  let store: Store;
  let context: ReturnType<typeof contextWith>;
  let town: Town;
  let mail: MailServer;
  let killed: Killed;
  let waits = 0;

  before(async () => {
    const uri = await freshUri();
    store = await storeAt(uri);
    context = contextWith(store, databaseClock(store));
    mail = await startMailServer();
    town = await settleTown(store, PROPERTIES);
    await createUser(store, { _id: town.host.id, email: "marta@vacancy.test", name: "Marta", roles: ["host"], passwordHash: "x" });
    killed = await startWorkersToKill(2, { NODE_ENV: "test", MONGODB_URI: uri, SMTP_URL: mail.url });
  });
  after(async () => {
    await killed?.close();
    await mail?.close();
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
  const endLeases = async () => {
    const now = await context.clock();
    await store.deliveries.updateMany({ state: "sending" }, { $set: { until: now } });
    await store.jobs.updateMany({ name: "letter", nextRunAt: { $gt: now } }, { $set: { nextRunAt: now } });
  };

  async function untilSent(count: number): Promise<void> {
    const deadline = performance.now() + 300_000;
    while ((await store.deliveries.countDocuments({ state: "sent" })) < count && performance.now() < deadline) await delay(250);
  }

  it(`are each recorded once, and sent once but for those that were cut between sending and recording: ${BOOKINGS} bookings`, async () => {
    const [ids, kills] = await Promise.all([book(), killed.killFor(KILLING)]);
    await killed.killAll();
    await endLeases();
    await killed.startAll();
    await untilSent(2 * ids.length);

    const expected = ids.flatMap((id) => [`${id}:confirmation`, `${id}:host_booked`]).sort();
    const recorded = await store.deliveries.find({ kind: { $in: ["confirmation", "host_booked"] } }).lean();
    expect(recorded.filter(({ state }) => state !== "sent").map(({ _id, state }) => `${_id} ${state}`)).to.deep.equal([]);
    expect(recorded.map(({ _id }) => _id).sort()).to.deep.equal(expected);

    const seen = new Map<string, number>();
    for (const { messageId } of mail.letters) seen.set(messageId!, (seen.get(messageId!) ?? 0) + 1);
    const repeated = mail.letters.length - seen.size;
    const shortened = SHARE < 1 ? `, LONG_TEST_SHARE=${SHARE}` : "";
    console.log(`      ${kills + 2} workers killed, ${mail.letters.length} letters taken for ${expected.length} due, ${repeated} of them again${waits > 0 ? `, ${waits} requests had to wait for a dead worker's transaction` : ""}${shortened}; a server that drops a Message-ID it has would have taken ${seen.size}`);
    expect(seen.size, "letters, by their Message-ID").to.equal(expected.length);
    expect(repeated, "cut between sending and recording").to.be.at.most((kills + 2) * AT_ONCE);
  });
});
