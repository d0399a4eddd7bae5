/** Booking on request: the host is asked, and money and nights go together. */
import { expect } from "chai";
import { accept, takeAccepted } from "../../shared/booking/accept.ts";
import { decline, withdraw } from "../../shared/booking/end-request.ts";
import { hold } from "../../shared/booking/hold.ts";
import { pay } from "../../shared/booking/pay.ts";
import { settle } from "../../shared/booking/settle.ts";
import { addDays } from "../../shared/contract/dates.ts";
import type { Refusal } from "../../shared/contract/errors.ts";
import type { StoredBooking, StoredProperty } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepAccepted, sweepHolds, sweepPayments, sweepRefunds } from "../../workers/jobs/sweeps.ts";
import { expectAgreement } from "../support/agreement.ts";
import { aGuest, aHost, contextWith, handClock, listedProperty, type HandClock, type Person } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";

const GOOD = "4242424242424242";
const HOUR = 3600;

describe("A request", () => {
  let store: Store;
  let time: HandClock;
  let context: ReturnType<typeof contextWith>;
  let property: StoredProperty;
  let host: Person;
  const guest = aGuest();

  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    time = handClock("2026-11-24T08:00:00Z");
    context = contextWith(store, time.clock);
    host = aHost();
    property = await listedProperty(context, host, { instantBook: false });
  });
  afterEach(() => expectAgreement(store, property._id, time.now()));

  const stay = (checkIn = "2026-12-30", checkOut = "2027-01-03") => ({ propertyId: property._id, checkIn, checkOut, guests: 2 });
  const now = async ({ _id }: StoredBooking) => (await store.bookings.findById(_id).lean())!;
  const notices = () => context.payments.settleDue((intentId) => settle(context, intentId));
  const refusalOf = (doing: Promise<unknown>) => doing.then(() => "done", (error: Refusal) => error.code);
  const intentOf = async (booking: StoredBooking) => context.payments.intent((await now(booking)).payment.intentId!);

  async function requested(dates = stay(), delaySeconds = 0): Promise<StoredBooking> {
    const booking = await hold(context, guest, dates);
    const { clientSecret } = await pay(context, guest, { id: booking._id });
    await context.payments.submit({ clientSecret, card: GOOD, delaySeconds });
    if (delaySeconds === 0) await notices();
    return now(booking);
  }

  it("made on the day itself, after guests could come, has its time too", async () => {
    time.set("2026-12-30T18:00:00Z");
    const booking = await requested();
    expect(booking).to.deep.include({ status: "requested", requestUntil: new Date("2026-12-31T18:00:00Z") });
    await accept(context, host, { id: booking._id });
    expect((await now(booking)).status).to.equal("confirmed");
  });

  it("keeps its nights for 24 hours, with the money authorised and not taken", async () => {
    const booking = await requested();
    expect(booking).to.deep.include({ status: "requested", requestUntil: new Date("2026-11-25T08:00:00Z") });
    expect(booking.payment).to.include({ status: "authorised", captured: 0 });
    time.advance(23 * HOUR);
    await sweepHolds(context);
    expect(await refusalOf(hold(context, aGuest(), stay()))).to.equal("nights_taken");
  });

  it("ends at check-in where that comes first", async () => {
    const booking = await requested(stay("2026-11-24", "2026-11-26"));
    expect(booking.requestUntil).to.deep.equal(new Date("2026-11-24T15:00:00Z"));
  });

  it("accepted is confirmed, and the money is taken, however often it is accepted", async () => {
    const booking = await requested();
    await Promise.all([accept(context, host, { id: booking._id }), accept(context, host, { id: booking._id })]);
    await accept(context, host, { id: booking._id });
    expect(await now(booking)).to.deep.include({ status: "confirmed" });
    expect((await now(booking)).payment).to.include({ status: "captured", captured: booking.quote.total });
    expect(await store.events.countDocuments({ bookingId: booking._id, type: "booking.confirmed" })).to.equal(1);
  });

  for (const [word, end, status] of [
    ["declined", () => decline, "declined"],
    ["withdrawn", () => withdraw, "withdrawn"],
  ] as const) {
    it(`${word} frees its nights at once, and gives the authorisation up`, async () => {
      const booking = await requested();
      await end()(context, word === "declined" ? host : guest, { id: booking._id });
      await hold(context, aGuest(), stay());
      await sweepPayments(context);
      expect(await now(booking)).to.deep.include({ status });
      expect((await now(booking)).payment).to.include({ status: "voided", captured: 0 });
      expect((await intentOf(booking)).status).to.equal("canceled");
    });
  }

  it("that nobody answers is over after its time, whether a worker ran or not", async () => {
    const booking = await requested();
    time.advance(24 * HOUR);
    expect(await refusalOf(accept(context, host, { id: booking._id }))).to.equal("wrong_state");
    await hold(context, aGuest(), stay());
    await sweepHolds(context);
    await sweepPayments(context);
    expect((await now(booking)).status).to.equal("expired");
    expect((await now(booking)).payment.status).to.equal("voided");
  });

  it("is not asked again by a notice that comes again after its time", async () => {
    const booking = await requested();
    time.advance(24 * HOUR);
    await sweepHolds(context);
    await settle(context, booking.payment.intentId!);
    expect((await now(booking)).status).to.equal("expired");
    await sweepPayments(context);
    expect((await now(booking)).payment.status).to.equal("voided");
  });

  it("authorised as the hold ended is asked, though the notice has not come yet", async () => {
    const booking = await hold(context, guest, stay());
    const { clientSecret } = await pay(context, guest, { id: booking._id });
    await context.payments.submit({ clientSecret, card: GOOD, delaySeconds: 605 });
    time.advance(606);
    await sweepHolds(context);
    await context.payments.settleDue(() => Promise.reject(new Error("lost"))).catch(() => {});
    await sweepPayments(context);
    expect((await now(booking)).status).to.equal("requested");
  });

  it("is its host's and its guest's alone to answer", async () => {
    const { _id: id } = await requested();
    expect(await refusalOf(accept(context, aHost(), { id }))).to.equal("not_found");
    expect(await refusalOf(decline(context, guest, { id }))).to.equal("not_found");
    expect(await refusalOf(withdraw(context, aGuest(), { id }))).to.equal("not_found");
  });

  it("answered in every way at the same moment has exactly one outcome, and money to match", async function () {
    this.timeout(60_000);
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 24; round += 1) {
      const booking = await requested(stay(addDays("2027-02-01", 3 * round), addDays("2027-02-03", 3 * round)));
      const { _id: id, requestUntil } = booking;
      // The deadline, as seen by a clock that has passed it, comes with everything else.
      const late = { ...context, clock: () => Promise.resolve(requestUntil!) };
      const ways = [() => accept(context, host, { id }), () => decline(context, host, { id }), () => withdraw(context, guest, { id }), () => sweepHolds(late)];
      const order = ways.map((way, index) => ({ way, at: (round * 7 + index * 13) % 4 })).sort((a, b) => a.at - b.at);
      await Promise.all(order.map(({ way }) => refusalOf(way())));
      await sweepAccepted(context);
      await sweepPayments(context);
      await sweepRefunds(context);
      const { status, payment } = await now(booking);
      outcomes.set(status, (outcomes.get(status) ?? 0) + 1);
      const ends = await store.events.countDocuments({ bookingId: id, type: { $in: ["booking.accepted", "booking.declined", "booking.withdrawn", "booking.expired"] } });
      expect(ends, "how many ends").to.equal(1);
      expect(payment.captured - payment.refunded).to.equal(status === "confirmed" ? booking.quote.total : 0);
      expect((await intentOf(booking)).status).to.equal(status === "confirmed" ? "succeeded" : "canceled");
    }
    console.log(`      ${[...outcomes].map(([status, count]) => `${status} ${count}`).join(", ")}`);
    expect(outcomes.size).to.be.above(1);
  });

  it("accepted by a process that ended before the money was taken is finished by a worker", async () => {
    const booking = await requested();
    const crash = { ...context, payments: { ...context.payments, capture: () => Promise.reject(new Error("the process ended here")) } };
    await accept(crash, host, { id: booking._id }).catch(() => {});
    expect((await now(booking)).status).to.equal("requested");
    time.advance(48 * HOUR);
    await sweepHolds(context);
    expect(await refusalOf(hold(context, aGuest(), stay()))).to.equal("nights_taken");
    await sweepAccepted(context);
    expect((await now(booking)).status).to.equal("confirmed");
  });

  it("whose authorisation is gone when it is accepted frees the nights again", async () => {
    const booking = await requested();
    await context.payments.cancelIntent(booking.payment.intentId!);
    await accept(context, host, { id: booking._id });
    expect(await now(booking)).to.deep.include({ status: "expired" });
    expect((await now(booking)).payment).to.include({ status: "failed", captured: 0 });
    await hold(context, aGuest(), stay());
    await takeAccepted(context, booking._id);
  });

  it("authorised after the hold ended is asked where the nights can be had again, and else charges nothing", async () => {
    const again = await requested(stay("2027-03-01", "2027-03-04"), 900);
    const lost = await requested(stay(), 900);
    time.advance(700);
    await hold(context, aGuest(), stay());
    time.advance(300);
    await notices();
    await sweepPayments(context);
    expect((await now(again)).status).to.equal("requested");
    expect((await now(lost)).status).to.equal("expired");
    expect((await now(lost)).payment).to.include({ status: "voided", captured: 0 });
  });
});
