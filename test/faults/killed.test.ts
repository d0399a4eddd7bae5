/** Real processes, killed without a word: what was acknowledged is there, and what was not is whole or absent. */
import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { addDays } from "../../shared/contract/dates.ts";
import type { BookingView, NewHold } from "../../shared/contract/booking.ts";
import type { PublicMonth } from "../../shared/contract/month.ts";
import { openStore, type Store } from "../../shared/store/open.ts";
import { publicMonth } from "../../shared/views/month.ts";
import { expectAgreement } from "../support/agreement.ts";
import type { Client } from "../support/client.ts";
import { DEMO_GUEST, DEMO_HOST } from "../support/demo.ts";
import { aProperty } from "../support/fixtures.ts";
import { connect } from "../support/live.ts";
import { type ServiceProcess, startDemo } from "../support/process.ts";

const HOLDS = 200;
const PROPERTIES = 8;

interface Try {
  key: string;
  body: NewHold;
  /** What was answered; absent where nothing was. */
  answer?: { status: number; body: any };
}

describe("A process that is killed", function () {
  this.timeout(180_000);
  let service: ServiceProcess;
  /** Several, so that holds commit side by side: those of one property take turns. */
  let propertyIds: string[];

  before(async () => {
    service = await startDemo();
    const host = await service.signIn(DEMO_HOST);
    propertyIds = await Promise.all(
      Array.from({ length: PROPERTIES }, async () => {
        const { body } = await host.post("/properties", { ...aProperty, units: 3 });
        expect((await host.post(`/properties/${body.id}/list`)).status).to.equal(200);
        return body.id;
      }),
    );
  });
  after(async () => {
    await service?.end();
  });

  const today = new Date().toISOString().slice(0, 10);
  const tries = (): Try[] =>
    Array.from({ length: HOLDS }, () => {
      const checkIn = addDays(today, 2 + randomInt(80));
      return { key: randomUUID(), body: { propertyId: propertyIds[randomInt(PROPERTIES)]!, checkIn, checkOut: addDays(checkIn, 1 + randomInt(5)), guests: 1 } };
    });

  async function attempt(guest: Client, one: Try): Promise<void> {
    try {
      const { status, body } = await guest.post("/holds", one.body, { key: one.key });
      one.answer = { status, body };
    } catch {
      // the connection died: nobody knows
    }
  }

  async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
    const store = await openStore(service.mongoUri);
    await work(store).finally(store.close);
  }

  async function expectAllAgree(store: Store): Promise<void> {
    for (const propertyId of propertyIds) await expectAgreement(store, propertyId, new Date());
  }

  const bookingIds = async (store: Store) => new Set((await store.bookings.find({ propertyId: { $in: propertyIds } }, { _id: 1 }).lean()).map(({ _id }) => _id));

  /** Every acknowledged hold is there as it was told, nothing is in part, and the key gives the one answer. */
  async function expectNothingLost(all: Try[]): Promise<void> {
    const guest = await service.signIn(DEMO_GUEST);
    const acknowledged = all.filter(({ answer }) => answer?.status === 201);
    for (const { answer } of acknowledged) {
      expect((await guest.get(`/bookings/${answer!.body.id}`)).body).to.deep.equal(answer!.body);
    }
    await withStore(expectAllAgree);
    let known = 0;
    for (const { key, body, answer } of all) {
      const again = await guest.post("/holds", body, { key });
      if (answer?.status === 201) {
        expect(again.body).to.deep.equal(answer.body);
        expect(again.headers.get("idempotent-replayed")).to.equal("true");
      }
      if (again.headers.get("idempotent-replayed")) known += 1;
      const third = await guest.post("/holds", body, { key });
      if (again.status === 201) expect(third.body).to.deep.equal(again.body);
    }
    await withStore(async (store) => {
      await expectAllAgree(store);
      const ids = await bookingIds(store);
      for (const { answer } of acknowledged) expect(ids.has(answer!.body.id)).to.equal(true);
    });
    console.log(`      ${acknowledged.length} acknowledged, ${known} had been made, of ${all.length}`);
  }

  it(`amid ${HOLDS} holds, and started again, has each acknowledged one and no part of another`, async () => {
    const guest = await service.signIn(DEMO_GUEST);
    const all = tries();
    const running = Promise.all(all.map((one) => attempt(guest, one)));
    while (all.filter(({ answer }) => answer?.status === 201).length < 15) await delay(5);
    await service.kill("SIGKILL");
    await running;
    expect(all.some(({ answer }) => answer === undefined), "some were under way").to.equal(true);
    service = await service.startAgain();
    await expectNothingLost(all);
  });

  it("of MongoDB under load comes back by itself; watchers end with what the database says, and nothing acknowledged is lost", async () => {
    const guest = await service.signIn(DEMO_GUEST);
    const watcher = await connect(service.url, "/availability");
    const shown = new Map<string, PublicMonth>();
    const nameOf = ({ propertyId, month }: PublicMonth) => `${propertyId}:${month}`;
    const keep = (month: PublicMonth) => {
      if ((shown.get(nameOf(month))?.version ?? 0) < month.version) shown.set(nameOf(month), month);
    };
    watcher.socket.on("month", keep);
    const months = [...new Set(Array.from({ length: 88 }, (_, index) => addDays(today, index).slice(0, 7)))];
    const watch = async () => {
      for (const propertyId of propertyIds) {
        const { months: now } = await watcher.ask("watch", { propertyId, months });
        for (const month of now) keep(month);
      }
    };
    watcher.socket.on("reread", () => void watch());
    await watch();

    const killed = await service.mongodPid();
    const all: Try[] = [];
    const began = Date.now();
    let outage = 0;
    const load = async () => {
      let isOut = false;
      // On a busy machine another mongod is longer in coming.
      while (Date.now() < began + 12_000 || (isOut && Date.now() < began + 60_000)) {
        const [one] = tries() as [Try];
        all.push(one);
        await attempt(guest, one);
        const { answer } = one;
        isOut = answer?.body.code === "unavailable";
        if (isOut) outage += 1;
        else expect(["held", "nights_taken"]).to.include(answer?.body.status === "held" ? "held" : answer?.body.code);
        if (answer?.status === 201 && randomInt(3) > 0) await release(guest, answer.body);
      }
      return isOut;
    };
    const loads = Promise.all(Array.from({ length: 6 }, load));
    await delay(2000);
    process.kill(killed, "SIGKILL");
    expect(await loads, "is out in the end").not.to.include(true);

    expect(await service.mongodPid(), "another mongod").not.to.equal(killed);
    await withStore(async (store) => {
      await expectAllAgree(store);
      const stored = await store.months.find({ propertyId: { $in: propertyIds }, month: { $in: months } }).lean();
      const isShown = () => stored.every((month) => shown.get(`${month.propertyId}:${month.month}`)?.version === month.version);
      for (const end = Date.now() + 10_000; !isShown() && Date.now() < end; ) await delay(20);
      const inOrder = (list: PublicMonth[]) => list.sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
      expect(inOrder([...shown.values()])).to.deep.equal(inOrder(stored.map(publicMonth)));
      const ids = await bookingIds(store);
      for (const { answer } of all) if (answer?.status === 201) expect(ids.has(answer.body.id), "an acknowledged hold").to.equal(true);
    });
    watcher.close();
    console.log(`      ${all.length} tries, ${outage} told to come again`);
  });

  async function release(guest: Client, { id }: BookingView): Promise<void> {
    await guest.delete(`/holds/${id}`);
  }
});
