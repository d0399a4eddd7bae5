import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import pino from "pino";
import { loadConfig } from "../../shared/config.ts";
import { addDays, addMonths } from "../../shared/contract/dates.ts";
import type { BookingView } from "../../shared/contract/booking.ts";
import type { Activity, Alert } from "../../shared/contract/events.ts";
import type { PublicMonth } from "../../shared/contract/month.ts";
import type { StoredProperty } from "../../shared/store/documents.ts";
import { publicMonth } from "../../shared/views/month.ts";
import { startWorkers } from "../../workers/start.ts";
import { listedProperty } from "../support/fixtures.ts";
import { connect, type LiveClient } from "../support/live.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";

/** Months ahead, by the real clock. */
const [MONTH, NEXT, THIRD, FOURTH] = [4, 5, 6, 7].map((ahead) => addMonths(new Date().toISOString().slice(0, 7), ahead)) as [string, string, string, string];
const CHECK_IN = `${MONTH}-10`;
const CHECK_OUT = `${MONTH}-13`;

/** Months told of since they were listed: under load that may be told late. */
const changesTold = (client: LiveClient) => client.told<PublicMonth>("month").filter(({ version }) => version > 1);

describe("A stay, booked live", () => {
  let service: Service;
  let host: SignedInClient;
  let guest: SignedInClient;
  let property: StoredProperty;
  const open: LiveClient[] = [];

  const live = async (...args: [Parameters<typeof connect>[1], string?]) => {
    const client = await connect(service.url, ...args);
    open.push(client);
    return client;
  };

  before(async () => {
    service = await startService({ config: { holdSeconds: 600 } });
    host = await service.as(["guest", "host"]);
    guest = await service.as(["guest"]);
    property = await listedProperty(service.context, { id: host.person.id, roles: ["host"] }, { rules: { checkInFrom: "15:00", checkOutUntil: "11:00", minNights: 1, maxNights: 30, noticeHours: 0, horizonDays: 700 } });
  });
  after(() => service.close());
  afterEach(() => {
    for (const client of open.splice(0)) client.close();
  });

  const holdBody = (checkIn = CHECK_IN, checkOut = CHECK_OUT) => ({ propertyId: property._id, checkIn, checkOut, guests: 2 });

  async function payFor(booking: BookingView, card = "4242 4242 4242 4242") {
    const { body: intent } = await guest.post(`/bookings/${booking.id}/payment`);
    const { status } = await guest.post("/sandbox/payments", { clientSecret: intent.clientSecret, card });
    expect(status).to.equal(202);
    return intent;
  }

  it("tells those who watch its month of the hold and of the confirmation, each once", async () => {
    const watcher = await live("/availability");
    const watched = await watcher.ask("watch", { propertyId: property._id, months: [MONTH] });
    expect(watched).to.deep.include({ ok: true, viewers: 1 });
    expect(watched.months[0].free.slice(9, 12)).to.deep.equal([1, 1, 1]);

    const { body: held } = await guest.post("/holds", holdBody());
    expect(held.status).to.equal("held");
    const whileHeld = await watcher.waitFor<PublicMonth>("month", ({ version }) => version === watched.months[0].version + 1);
    expect(whileHeld.free.slice(9, 12)).to.deep.equal([0, 0, 0]);
    expect(whileHeld.heldUntil).to.deep.equal({ 10: held.holdUntil, 11: held.holdUntil, 12: held.holdUntil });

    await payFor(held);
    const afterwards = await watcher.waitFor<PublicMonth>("month", ({ version }) => version === whileHeld.version + 1);
    expect(afterwards.free.slice(9, 12)).to.deep.equal([0, 0, 0]);
    expect(afterwards.heldUntil).to.equal(undefined);
    await delay(300);
    expect(changesTold(watcher)).to.have.length(2);
    expect(afterwards).to.deep.equal(publicMonth((await service.store.months.findById(`${property._id}:${MONTH}`).lean())!));
  });

  it("tells its guest, its host and support, each what they may see", async () => {
    const [mine, atHost, ops] = [await live("/bookings", guest.token), await live("/host", host.token), await live("/ops", (await service.as(["support"])).token)];
    const { body: held } = await guest.post("/holds", holdBody(`${NEXT}-01`, `${NEXT}-03`));
    await payFor(held);
    const confirmed = await mine.waitFor<BookingView>("booking", ({ id, status }) => id === held.id && status === "confirmed");
    expect(confirmed.arrival?.address).to.equal("Rua da Reboleira 12");
    expect(confirmed).to.deep.equal((await guest.get(`/bookings/${held.id}`)).body);
    const rung = await atHost.waitFor<Alert>("alert", ({ type, booking }) => type === "booking.confirmed" && booking.id === held.id);
    expect(rung.booking.arrival).to.equal(undefined);
    await atHost.waitFor("month", ({ month, claims }) => month === NEXT && claims.some(({ id, kind }: any) => id === held.id && kind === "booking"));
    const activity = await ops.waitFor<Activity>("activity", ({ type, bookingId }) => type === "booking.confirmed" && bookingId === held.id);
    expect(JSON.stringify(activity)).not.to.match(/secret|Reboleira/i);
    expect(activity.actor).to.deep.equal({ role: "system" });
  });

  it("says that a card was declined, and takes another", async () => {
    const mine = await live("/bookings", guest.token);
    const { body: held } = await guest.post("/holds", holdBody(`${NEXT}-10`, `${NEXT}-12`));
    const first = await payFor(held, "4000000000000002");
    const failed = await mine.waitFor<BookingView>("booking", ({ id, payment }) => id === held.id && payment.status === "failed");
    expect(failed).to.deep.include({ status: "held" });
    const second = await payFor(held);
    expect(second.clientSecret, "the same live intent").to.equal(first.clientSecret);
    await mine.waitFor<BookingView>("booking", ({ id, status }) => id === held.id && status === "confirmed");
  });

  it("asks for confirmation where the card does", async () => {
    const mine = await live("/bookings", guest.token);
    const { body: held } = await guest.post("/holds", holdBody(`${NEXT}-20`, `${NEXT}-22`));
    const { clientSecret } = await payFor(held, "4000 0025 0000 3155");
    await mine.waitFor<BookingView>("booking", ({ id, payment }) => id === held.id && payment.status === "requires_action");
    expect((await guest.post("/sandbox/payments/confirm", { clientSecret, approve: true })).status).to.equal(202);
    await mine.waitFor<BookingView>("booking", ({ id, status }) => id === held.id && status === "confirmed");
  });

  it("counts who is looking, and stops when they go", async () => {
    const [one, two] = [await live("/availability"), await live("/availability")];
    await one.ask("watch", { propertyId: property._id, months: [MONTH] });
    expect((await two.ask("watch", { propertyId: property._id, months: [MONTH, NEXT] })).viewers).to.equal(2);
    await one.waitFor("viewers", ({ count }) => count === 2);
    two.close();
    await one.waitFor("viewers", ({ count }) => count === 1, 6000);
    const last = one.told("viewers").at(-1);
    expect(last).to.deep.equal({ propertyId: property._id, count: 1 });
  });

  it("no longer tells those who unwatch", async () => {
    const watcher = await live("/availability");
    await watcher.ask("watch", { propertyId: property._id, months: [THIRD, FOURTH] });
    await watcher.ask("unwatch", { propertyId: property._id, months: [THIRD] });
    await guest.post("/holds", holdBody(`${THIRD}-28`, `${FOURTH}-02`));
    await watcher.waitFor<PublicMonth>("month", ({ month }) => month === FOURTH);
    await delay(200);
    expect(changesTold(watcher).map(({ month }) => month)).to.deep.equal([FOURTH]);
  });

  describe("when a hold ends", () => {
    it("frees a hold whose time is over to the next guest with all workers stopped", async () => {
      const short = await startService({ config: { holdSeconds: 1 } });
      try {
        const owner = await short.as(["host"]);
        const { _id: propertyId } = await listedProperty(short.context, { id: owner.person.id, roles: ["host"] });
        const day = new Date().toISOString().slice(0, 10);
        const body = { propertyId, checkIn: addDays(day, 5), checkOut: addDays(day, 8), guests: 1 };
        const [first, second] = [await short.as(["guest"]), await short.as(["guest"])];
        const { body: lapsing } = await first.post("/holds", body);
        const end = Date.parse(lapsing.holdUntil);
        for (;;) {
          const asked = Date.now();
          const { status, body: answer } = await second.post("/holds", body);
          if (status === 201) break;
          expect(answer.code).to.equal("nights_taken");
          expect(asked, "refused while it is held").to.be.below(end);
          await delay(50);
        }
        expect(Date.now(), "not before its end").to.be.at.least(end);
        expect((await first.post(`/bookings/${lapsing.id}/payment`)).body.code).to.equal("hold_expired");
      } finally {
        await short.close();
      }
    });

    it("tells watchers within 2 s of the end of a hold when workers run", async function () {
      this.timeout(60_000);
      const short = await startService({ config: { holdSeconds: 1 } });
      const workers = await startWorkers({ store: short.store, config: { ...loadConfig({ NODE_ENV: "test" }), holdSeconds: 1, publicUrl: short.url }, log: pino({ level: "silent" }) });
      const watcher = await connect(short.url, "/availability");
      try {
        const owner = await short.as(["host"]);
        const { _id: propertyId } = await listedProperty(short.context, { id: owner.person.id, roles: ["host"] });
        const day = new Date().toISOString().slice(0, 10);
        const month = addDays(day, 5).slice(0, 7);
        await watcher.ask("watch", { propertyId, months: [month] });
        const delays: number[] = [];
        for (let round = 0; round < 4; round += 1) {
          const { version: before } = (await short.store.months.findById(`${propertyId}:${month}`).orFail().lean())!;
          const { body: held } = await (await short.as(["guest"])).post("/holds", { propertyId, checkIn: addDays(day, 5), checkOut: addDays(day, 6), guests: 1 });
          expect(held.status).to.equal("held");
          const dayOfMonth = Number(held.checkIn.slice(8));
          await watcher.waitFor<PublicMonth>("month", ({ version, free }) => version === before + 2 && free[dayOfMonth - 1] === 1, 10_000);
          delays.push(Date.now() - new Date(held.holdUntil).getTime());
        }
        console.log(`      freed after ${delays.join(", ")} ms`);
        expect(delays.toSorted((a, b) => a - b)[2], "but for one, in which the machine may have stood still").to.be.below(2000);
      } finally {
        watcher.close();
        await workers.close();
        await short.close();
      }
    });
  });
});
