/**
 * Random guests, hosts and clock against a model that knows the rules but no database. After each run months, bookings
 * and events are compared with each other, document by document, and with the model night by night.
 */
import { expect } from "chai";
import fc from "fast-check";
import { addDays, nightOf, nightsOf } from "../../shared/contract/dates.ts";
import { block } from "../../shared/booking/block.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { changeProperty } from "../../shared/booking/change-property.ts";
import { hold } from "../../shared/booking/hold.ts";
import { pay } from "../../shared/booking/pay.ts";
import { release } from "../../shared/booking/release.ts";
import { unblock } from "../../shared/booking/unblock.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepChanges, sweepHolds, sweepPayments, sweepRefunds } from "../../workers/jobs/sweeps.ts";
import { expectAgreement } from "./agreement.ts";
import { aGuest } from "./fixtures.ts";
import { DECLINED, GOOD } from "./stays.ts";
import { changeActs, changeSteps } from "./model-changes.ts";
import { type Booked, DAY, HOLD_SECONDS, outcomeOf, START, TODAY, type World, worldOf } from "./model-world.ts";

const STEPS = 60;

/** All waiting of a run together, in milliseconds: no night becomes a past one. */
const LONGEST = 2.5 * DAY;
const days = fc.integer({ min: 3, max: 33 });
const length = fc.integer({ min: 1, max: 12 });
const which = fc.nat({ max: 30 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("hold" as const), from: days, nights: length }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("book" as const), from: days, nights: length }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("burst" as const), from: days, nights: length, guests: fc.integer({ min: 2, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("release" as const), which }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("pay" as const), which, card: fc.constantFrom(GOOD, GOOD, DECLINED), delay: fc.constantFrom(0, 0, 0, 300, 900) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), which, by: fc.constantFrom("guest" as const, "host" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), seconds: fc.constantFrom(60, 300, 599, 601, 3600, 80_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("sweep" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("notices" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("block" as const), from: days, nights: length, units: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("unblock" as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("units" as const), units: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("price" as const), from: days, nights: length, price: fc.integer({ min: 1, max: 90_000 }) }) },
  ...changeSteps,
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** @returns how many steps were taken; throws with the shortest plan found where something disagrees */
export async function runModel(store: Store, runs: number): Promise<number> {
  let steps = 0;
  const plans = fc.array(step, { minLength: STEPS / 2, maxLength: STEPS, size: "max" });
  const property = fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.boolean(), plans, async (units, instant, plan) => {
    steps += plan.length;
    const world = await worldOf(store, units, instant);
    const acts = actsOf(world);
    for (const one of plan) await acts[one.do](one as never);
    await expectAgreement(store, world.property._id, world.time.now());
    await expectModel(world);
  });
  await fc.assert(property, { numRuns: runs });
  return steps;
}

function actsOf(world: World): { [K in Step["do"]]: (step: Extract<Step, { do: K }>) => Promise<void> } {
  const { store, time, context, host, property, model, bookings, blocks, now, pick, pickOf, statusOf, notices } = world;
  const runFrom = (offset: number, nights: number) => ({ from: addDays(TODAY, offset), to: addDays(TODAY, offset + nights) });

  async function takeHold({ from, to }: Pick<Booked, "from" | "to">): Promise<string> {
    const guest = aGuest();
    const { code, value } = await outcomeOf(hold(context, guest, { propertyId: property._id, checkIn: from, checkOut: to, guests: 2 }));
    if (value) {
      const prices = model.prices(from, to);
      bookings.push({ id: value._id, guest, from, to, prices });
      expect(value.quote.total).to.equal(model.cost(prices));
      model.claim({ id: value._id, from, to, units: 1, until: now() + HOLD_SECONDS * 1000 });
    }
    return code;
  }

  /** What beginning to pay must come to. */
  function payable({ id, change }: Booked, status: string): string {
    if (status === "confirmed" && change) return change.until <= now() ? "hold_expired" : change.awaits === "host" ? "wrong_state" : "done";
    if (status === "expired") return "hold_expired";
    return status !== "held" ? "wrong_state" : model.has(id, now()) ? "done" : "hold_expired";
  }

  async function paying(booking: Booked, card: string, delaySeconds: number): Promise<void> {
    const expected = payable(booking, await statusOf(booking.id));
    const { code, value } = await outcomeOf(pay(context, booking.guest, booking));
    expect(code).to.equal(expected);
    if (value) await outcomeOf(context.payments.submit({ clientSecret: value.clientSecret, card, delaySeconds }));
    await notices();
  }

  const { answer, ...changes } = changeActs(world);
  return {
    ...changes,
    async answer({ which: index, how }) {
      const booking = await pickOf(index, "requested", "confirmed");
      if (booking) await answer(booking, how);
    },
    async hold({ from: offset, nights }) {
      const run = runFrom(offset, nights);
      const expected = model.fits(run.from, run.to, 1, now()) ? "done" : "nights_taken";
      expect(await takeHold(run)).to.equal(expected);
    },
    async book({ from: offset, nights }) {
      if ((await takeHold(runFrom(offset, nights))) !== "done") return;
      const booking = bookings.at(-1)!;
      await paying(booking, GOOD, 0);
      if (booking.asked) await answer(booking, "accept");
    },
    async burst({ from: offset, nights, guests: count }) {
      const run = runFrom(offset, nights);
      const room = Math.min(...nightsOf({ checkIn: run.from, checkOut: run.to }).map((night) => model.units - model.taken(night, now())));
      const codes = await Promise.all(Array.from({ length: count }, () => takeHold(run)));
      expect(codes.filter((code) => code === "done")).to.have.length(Math.max(0, Math.min(room, count)));
    },
    async release({ which: index }) {
      const booking = pick(bookings, index);
      if (!booking) return;
      const before = await statusOf(booking.id);
      const { code } = await outcomeOf(release(context, booking.guest, booking));
      expect(code).to.equal(before === "held" || before === "released" ? "done" : "wrong_state");
      if (before === "held") model.drop(booking.id);
    },
    async pay({ which: index, card, delay }) {
      const booking = await pickOf(index, "held", "confirmed");
      if (booking) await paying(booking, card, delay);
    },
    async cancel({ which: index, by }) {
      const booking = await pickOf(index, "confirmed");
      if (!booking) return;
      const before = await statusOf(booking.id);
      const { code } = await outcomeOf(cancel(context, by === "host" ? host : booking.guest, { id: booking.id }));
      expect(code).to.equal(before === "confirmed" ? "done" : "wrong_state");
      if (code !== "done") return;
      model.drop(booking.id);
      booking.change = undefined;
    },
    async wait({ seconds }) {
      if (now() + seconds * 1000 <= Date.parse(START) + LONGEST) time.advance(seconds);
    },
    async sweep() {
      for (const one of [sweepHolds, sweepChanges, sweepPayments, sweepRefunds]) await one(context);
      for (const { change } of bookings) if (change && change.until <= now()) change.lapsed = true;
      const late = await store.bookings.countDocuments({ propertyId: property._id, status: "held", holdUntil: { $lte: time.now() } });
      expect(late, "holds left after a sweep").to.equal(0);
    },
    notices,
    async block({ from: offset, nights, units: taken }) {
      const run = runFrom(offset, nights);
      const expected = model.fits(run.from, run.to, taken, now()) ? "done" : "nights_taken";
      const { code, value } = await outcomeOf(block(context, host, { id: property._id, ...run, units: taken }));
      expect(code).to.equal(expected);
      if (!value) return;
      blocks.push(value.id);
      model.claim({ id: value.id, ...run, units: taken, until: Infinity });
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
      const run = runFrom(offset, nights);
      await changeNights(context, host, { id: property._id, ...run, price });
      model.price(run.from, run.to, price);
    },
  };
}

/** The months' live claims are exactly the model's, and so are each booking's dates and price. */
async function expectModel({ store, property, model, bookings, now }: World): Promise<void> {
  const months = await store.months.find({ propertyId: property._id }).lean();
  const stored = months.flatMap(({ month, claims }) =>
    claims.filter(({ until }) => !until || until.getTime() > now()).flatMap(({ id, from, to }) => Array.from({ length: to - from }, (_, index) => `${nightOf(month, from + index)} ${id}`)),
  );
  const expected = model.live(now()).flatMap(({ id, from, to }) => nightsOf({ checkIn: from, checkOut: to }).map((night) => `${night} ${id}`));
  expect(stored.sort()).to.deep.equal(expected.sort());
  for (const { id, from, to, prices } of bookings) {
    const { checkIn, checkOut, quote } = await store.bookings.findById(id).orFail().lean();
    expect({ checkIn, checkOut, total: quote.total }).to.deep.equal({ checkIn: from, checkOut: to, total: model.cost(prices) });
  }
}
