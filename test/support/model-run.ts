/**
 * Random guests, hosts and clock against a model that knows the rules but no database. After each run months, bookings
 * and events are compared with each other, document by document.
 */
import { expect } from "chai";
import fc from "fast-check";
import { addDays, daysBetween, nightsOf, type Night } from "../../shared/contract/dates.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Id } from "../../shared/contract/ids.ts";
import { block } from "../../shared/booking/block.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { changeProperty } from "../../shared/booking/change-property.ts";
import { hold } from "../../shared/booking/hold.ts";
import { pay } from "../../shared/booking/pay.ts";
import { release } from "../../shared/booking/release.ts";
import { settle } from "../../shared/booking/settle.ts";
import { unblock } from "../../shared/booking/unblock.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepHolds, sweepPayments, sweepRefunds } from "../../workers/jobs/sweeps.ts";
import { expectAgreement } from "./agreement.ts";
import { aGuest, aHost, contextWith, handClock, listedProperty, type Person } from "./fixtures.ts";
import { Model } from "./model.ts";

const STEPS = 60;
const START = "2026-11-20T12:00:00Z";
const TODAY = "2026-11-20";
const HOLD_SECONDS = 600;

/** All waiting of a run is two days and a half at most: no night becomes a past one. */
const days = fc.integer({ min: 3, max: 75 });
const length = fc.integer({ min: 1, max: 12 });
const which = fc.nat({ max: 30 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("hold" as const), from: days, nights: length }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("burst" as const), from: days, nights: length, guests: fc.integer({ min: 2, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("release" as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("pay" as const), which, card: fc.constantFrom("4242424242424242", "4000000000000002"), delay: fc.constantFrom(0, 0, 300, 900) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), which, by: fc.constantFrom("guest" as const, "host" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), seconds: fc.constantFrom(60, 300, 599, 601, 3600) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("sweep" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("notices" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("block" as const), from: days, nights: length, units: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("unblock" as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("units" as const), units: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("price" as const), from: days, nights: length, price: fc.integer({ min: 1, max: 90_000 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What the verb refused with, or `done`. */
async function outcomeOf<T>(verb: Promise<T>): Promise<{ code: string; value?: T }> {
  try {
    return { code: "done", value: await verb };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code };
    throw error;
  }
}

/** @returns how many steps were taken; throws with the shortest plan found where something disagrees */
export async function runModel(store: Store, runs: number): Promise<number> {
  let steps = 0;
  const property = fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(step, { minLength: STEPS / 2, maxLength: STEPS, size: "max" }), async (units, plan) => {
    steps += plan.length;
    await live(store, units, plan);
  });
  await fc.assert(property, { numRuns: runs });
  return steps;
}

async function live(store: Store, units: number, plan: Step[]): Promise<void> {
  const time = handClock(START);
  const context = contextWith(store, time.clock, HOLD_SECONDS);
  const host = aHost();
  const property = await listedProperty(context, host, { units, capacity: 4 });
  const model = new Model(units);
  const guests = new Map<Id, Person>();
  const bookings: { id: Id; from: Night; to: Night; total: number }[] = [];
  const blocks: Id[] = [];
  const now = () => time.now().getTime();
  const pick = <T>(list: T[], index: number): T | undefined => list[index % Math.max(1, list.length)];
  const statusOf = async (id: Id) => (await store.bookings.findById(id).lean())!.status;

  async function takeHold(from: Night, to: Night): Promise<string> {
    const guest = aGuest();
    const { code, value } = await outcomeOf(hold(context, guest, { propertyId: property._id, checkIn: from, checkOut: to, guests: 2 }));
    if (value) {
      guests.set(value._id, guest);
      bookings.push({ id: value._id, from, to, total: value.quote.total });
      expect(value.quote.total).to.equal(model.cost(from, to));
      model.claim({ id: value._id, from, to, units: 1, until: now() + HOLD_SECONDS * 1000 });
    }
    return code;
  }

  /** Lets payments arrive. What they must come to: confirmed where the nights are its own or can be had again. */
  async function notices(): Promise<void> {
    const settling = context.payments.settleDue(async (intentId) => {
      const { bookingId, status } = await context.payments.intent(intentId);
      const booking = bookings.find(({ id }) => id === bookingId);
      if (!booking) return settle(context, intentId); // left over from a run before
      const { from, to, total } = booking;
      const before = await statusOf(bookingId);
      const isItsOwn = model.live(now()).some(({ id }) => id === bookingId);
      const fits = isItsOwn || (model.fits(from, to, 1, now()) && model.cost(from, to) === total);
      await settle(context, intentId);
      if (status !== "succeeded") expect(await statusOf(bookingId)).to.equal(before);
      else if (before === "held" || before === "expired") {
        expect(await statusOf(bookingId)).to.equal(fits ? "confirmed" : "expired");
        if (fits) model.claim({ id: bookingId, from, to, units: 1, until: Infinity });
        else model.drop(bookingId);
      }
    });
    await settling.catch((error: AggregateError) => {
      throw error.errors[0];
    });
  }

  const acts: { [K in Step["do"]]: (step: Extract<Step, { do: K }>) => Promise<void> } = {
    async hold({ from: offset, nights }) {
      const from = addDays(TODAY, offset);
      const to = addDays(from, nights);
      const expected = model.fits(from, to, 1, now()) ? "done" : "nights_taken";
      expect(await takeHold(from, to)).to.equal(expected);
    },
    async burst({ from: offset, nights, guests: count }) {
      const from = addDays(TODAY, offset);
      const to = addDays(from, nights);
      const room = Math.min(...nightsOf({ checkIn: from, checkOut: to }).map((night) => model.units - model.taken(night, now())));
      const codes = await Promise.all(Array.from({ length: count }, () => takeHold(from, to)));
      expect(codes.filter((code) => code === "done")).to.have.length(Math.max(0, Math.min(room, count)));
    },
    async release({ which: index }) {
      const booking = pick(bookings, index);
      if (!booking) return;
      const before = await statusOf(booking.id);
      const { code } = await outcomeOf(release(context, guests.get(booking.id)!, booking));
      expect(code).to.equal(before === "held" || before === "released" ? "done" : "wrong_state");
      if (before === "held") model.drop(booking.id);
    },
    async pay({ which: index, card, delay }) {
      const booking = pick(bookings, index);
      if (!booking) return;
      const before = await statusOf(booking.id);
      const holds = model.live(now()).some(({ id }) => id === booking.id);
      const { code, value } = await outcomeOf(pay(context, guests.get(booking.id)!, booking));
      expect(code).to.equal(before === "expired" ? "hold_expired" : before !== "held" ? "wrong_state" : holds ? "done" : "hold_expired");
      if (value) await outcomeOf(context.payments.submit({ clientSecret: value.clientSecret, card, delaySeconds: delay }));
      await notices();
    },
    async cancel({ which: index, by }) {
      const booking = pick(bookings, index);
      if (!booking) return;
      const before = await statusOf(booking.id);
      const { code } = await outcomeOf(cancel(context, by === "host" ? host : guests.get(booking.id)!, { id: booking.id }));
      expect(code).to.equal(before === "confirmed" ? "done" : "wrong_state");
      if (code === "done") model.drop(booking.id);
    },
    wait: async ({ seconds }) => time.advance(seconds),
    async sweep() {
      await sweepHolds(context);
      await sweepPayments(context);
      await sweepRefunds(context);
      const late = await store.bookings.countDocuments({ propertyId: property._id, status: "held", holdUntil: { $lte: time.now() } });
      expect(late, "holds left after a sweep").to.equal(0);
    },
    notices,
    async block({ from: offset, nights, units: taken }) {
      const from = addDays(TODAY, offset);
      const to = addDays(from, nights);
      const expected = model.fits(from, to, taken, now()) ? "done" : "nights_taken";
      const { code, value } = await outcomeOf(block(context, host, { id: property._id, from, to, units: taken }));
      expect(code).to.equal(expected);
      if (!value) return;
      blocks.push(value.id);
      model.claim({ id: value.id, from, to, units: taken, until: Infinity });
    },
    async unblock({ which: index }) {
      const blockId = pick(blocks, index);
      if (!blockId) return;
      await unblock(context, host, { id: property._id, blockId });
      blocks.splice(blocks.indexOf(blockId), 1);
      model.drop(blockId);
    },
    async units({ units: wanted }) {
      const expected = model.most(now()) > wanted ? "units_in_use" : "done";
      const { code } = await outcomeOf(changeProperty(context, host, { id: property._id, units: wanted }));
      expect(code).to.equal(expected);
      if (code === "done") model.units = wanted;
    },
    async price({ from: offset, nights, price }) {
      const from = addDays(TODAY, offset);
      await changeNights(context, host, { id: property._id, from, to: addDays(from, nights), price });
      model.price(from, addDays(from, nights), price);
    },
  };

  for (const one of plan) await acts[one.do](one as never);
  await expectAgreement(store, property._id, time.now());
  await expectModel(store, property._id, model, now());
}

/** The months' live claims are exactly the model's. */
async function expectModel(store: Store, propertyId: Id, model: Model, now: number): Promise<void> {
  const months = await store.months.find({ propertyId }).lean();
  const nights = new Map<Id, number>();
  for (const { claims } of months) {
    for (const { id, from, to, until } of claims) if (!until || until.getTime() > now) nights.set(id, (nights.get(id) ?? 0) + to - from);
  }
  const expected = new Map(model.live(now).map(({ id, from, to }) => [id, daysBetween(from, to)]));
  expect([...nights].sort()).to.deep.equal([...expected].sort());
}
