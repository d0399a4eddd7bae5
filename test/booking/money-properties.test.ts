/** What must hold of money for any prices, policies, instants and sequences. */
import { expect } from "chai";
import fc from "fast-check";
import { cancel } from "../../shared/booking/cancel.ts";
import { freezePolicy, refundAt, reprice } from "../../shared/booking/policy.ts";
import { quote } from "../../shared/booking/quote.ts";
import { refundBySupport } from "../../shared/booking/refund-by-support.ts";
import { addDays, nightsOf, outside } from "../../shared/contract/dates.ts";
import { balancesOf, difference, shareOut } from "../../shared/store/balances.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { StoredPayment, StoredPolicy } from "../../shared/store/money-documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { aSupporter } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { refusalOf, STAY, staysAt } from "../support/stays.ts";

const START = new Date("2026-11-24T08:00:00Z");
const DAY = 86_400_000;

const names = fc.constantFrom("flexible" as const, "moderate" as const, "strict" as const);
const total = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 10_000_000_000_000 }));
const seconds = fc.integer({ min: 0, max: 50 * 86_400 });
const arrival = fc.integer({ min: 0, max: 60 }).map((days) => ({ checkIn: addDays("2026-11-24", days), checkInFrom: "15:00", timeZone: "Europe/Lisbon" }));
const at = (offset: number) => new Date(START.getTime() + offset * 1000);

/** A stay as it is booked, and a moment after that. */
const aStay = fc.record({ name: names, total, arrival, now: seconds.map(at) }).map(({ name, total: price, arrival: begins, now }) => ({
  total: price, now, arrival: begins, policy: freezePolicy(name, price, begins, START),
}));

/** The most that cancelling can ever still return from `now` on. */
const most = (policy: StoredPolicy, now: Date) => Math.max(0, ...policy.steps.filter(({ until }) => !until || until > now).map(({ refund }) => refund));

describe("Money", () => {
  describe("of other dates", () => {
    it("is what the price differs by: paid, or come back, or kept", () => {
      fc.assert(fc.property(aStay, total, arrival, ({ now, ...before }, price, begins) => {
        const made = reprice(before, price, begins, now);
        const { refund } = refundAt(before.policy, now);
        expect(made.difference - made.kept).to.equal(price - before.total);
        expect(made.kept).to.be.at.least(0);
        if (price >= before.total) expect(made.kept).to.equal(0);
        expect(0 - made.difference).to.be.at.most(refund);
        if (refund === before.total) expect(made.kept).to.equal(0);
        if (refund === 0) expect(made.difference).to.be.at.least(0);
      }), { numRuns: 500 });
    });

    it("has a policy whose steps fall in time, to nothing, from no more than the price", () => {
      fc.assert(fc.property(aStay, total, arrival, ({ now, ...before }, price, begins) => {
        const { steps } = reprice(before, price, begins, now).policy;
        expect(steps.at(-1)).to.deep.equal({ refund: 0 });
        steps.forEach(({ until, refund }, index) => {
          expect(Number.isInteger(refund)).to.equal(true);
          expect(refund).to.be.at.most(price).and.at.least(0);
          const next = steps[index + 1];
          if (!next) return;
          expect(until! > now).to.equal(true);
          expect(next.refund).to.be.below(refund);
          if (next.until) expect(next.until > until!).to.equal(true);
        });
      }), { numRuns: 500 });
    });

    it("moved without a change of price never returns more than before", () => {
      fc.assert(fc.property(aStay, arrival, seconds, ({ now, ...before }, begins, later) => {
        const { policy } = reprice(before, before.total, begins, now);
        const then = new Date(now.getTime() + later * 1000);
        expect(refundAt(policy, then).refund).to.be.at.most(refundAt(before.policy, now).refund);
      }), { numRuns: 500 });
    });

    it("there and back at one moment costs what is kept, and nothing where all would come back", () => {
      fc.assert(fc.property(aStay, total, arrival, ({ now, ...before }, price, elsewhere) => {
        const there = reprice(before, price, elsewhere, now);
        const back = reprice({ total: price, policy: there.policy }, before.total, before.arrival, now);
        const cost = there.difference + back.difference;
        expect(cost).to.equal(there.kept + back.kept);
        const isWhole = refundAt(before.policy, now).refund === before.total && refundAt(there.policy, now).refund === price;
        if (isWhole) expect(cost).to.equal(0);
        expect(most(back.policy, now) - cost).to.be.at.most(refundAt(before.policy, now).refund);
      }), { numRuns: 500 });
    });

    it("over any sequence never brings back what was lost, nor more than was paid", () => {
      const moves = fc.array(fc.record({ price: total, begins: arrival, waits: fc.integer({ min: 0, max: 10 * 86_400 }) }), { minLength: 1, maxLength: 12 });
      fc.assert(fc.property(aStay, moves, (booked, plan) => {
        let { now, total: price, policy } = booked;
        let [paid, returned] = [price, 0];
        for (const { price: next, begins, waits } of plan) {
          now = new Date(now.getTime() + waits * 1000);
          const before = refundAt(policy, now).refund + returned - paid;
          const made = reprice({ total: price, policy }, next, begins, now);
          paid += Math.max(0, made.difference);
          returned += Math.max(0, -made.difference);
          ({ policy } = made);
          price = next;
          expect(most(policy, now) + returned - paid).to.be.at.most(before);
          expect(returned + most(policy, now)).to.be.at.most(paid);
        }
      }), { numRuns: 500 });
    });
  });

  describe("that is earned", () => {
    const percent = fc.integer({ min: 0, max: 3000 }).map((hundredths) => hundredths / 100);
    const terms = fc.record({
      currency: fc.constantFrom("EUR", "JPY", "KWD"),
      fees: fc.record({ cleaning: fc.nat({ max: 90_000 }), extraGuest: fc.nat({ max: 9_000 }), guestsIncluded: fc.integer({ min: 1, max: 4 }) }),
      discounts: fc.record({ weekly: percent, monthly: percent }),
      taxes: fc.array(fc.record({ name: fc.constant("VAT"), percent }), { maxLength: 3 }),
    });
    const aQuote = fc.tuple(terms, fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 8 })).map(([of, prices, guests]) => quote(of, prices, guests));

    it("is shared out to the last unit, and nobody's share is below nothing", () => {
      fc.assert(fc.property(aQuote, total, (of, kept) => {
        const shares = shareOut(of, kept);
        expect(Object.values(shares).reduce((sum, one) => sum + one, 0)).to.equal(kept);
        for (const [who, amount] of Object.entries(shares)) expect(amount, who).to.be.at.least(0);
      }), { numRuns: 500 });
      const { host, taxes, service, commission } = shareOut(quote({ currency: "EUR", fees: { cleaning: 3_000, extraGuest: 0, guestsIncluded: 1 }, discounts: { weekly: 0, monthly: 0 }, taxes: [{ name: "VAT", percent: 10 }] }, [10_000], 1), 15_100);
      expect([host, taxes, service, commission]).to.deep.equal([12_610, 1_300, 800, 390]);
    });

    const aCharge = fc.tuple(fc.nat({ max: 90_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()).map(([amount, part, disputed]) => ({
      intentId: "i", amount, refunded: Math.floor(amount * part), ...(disputed && { disputed: true as const }),
    }));
    const aPayment = fc.tuple(fc.array(aCharge, { maxLength: 4 }), fc.double({ min: 0, max: 1, noNaN: true })).map(([charges, part]): StoredPayment => {
      const sum = (of: "amount" | "refunded") => charges.reduce((all, charge) => all + charge[of], 0);
      const [captured, refunded] = [sum("amount"), sum("refunded")];
      return { status: "captured", charges, captured, refunded, refundDue: refunded + Math.floor((captured - refunded) * part), attempt: 1 };
    });
    const aBooking = fc.record({ status: fc.constantFrom<StoredBooking["status"]>("held", "confirmed", "checked_in", "completed", "expired", "cancelled", "no_show"), quote: aQuote, payment: aPayment });

    it("or owed, or held: the balances are zero together, and so is what leads from any to any", () => {
      const sum = (amounts: number[]) => amounts.reduce((all, amount) => all + amount, 0);
      fc.assert(fc.property(aBooking, aBooking, (before, after) => {
        const [from, to] = [balancesOf(before), balancesOf(after)];
        expect(sum(Object.values(from))).to.equal(0);
        expect(sum(difference(from, to).map(({ amount }) => amount))).to.equal(0);
        const isOver = ["completed", "no_show", "cancelled"].includes(before.status);
        expect(isOver ? from.unearned : sum([from.host, from.taxes, from.service, from.commission])).to.equal(0);
      }), { numRuns: 300 });
    });
  });

  it("What lies outside of a stay is each night of the other that is not one of its own", () => {
    const nights = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 40 })).map(([from, count]) => ({ checkIn: addDays("2026-12-10", from), checkOut: addDays("2026-12-10", from + count) }));
    fc.assert(fc.property(nights, nights, (stay, other) => {
      const own = new Set(nightsOf(stay));
      expect(outside(stay, other).flatMap(nightsOf)).to.deep.equal(nightsOf(other).filter((night) => !own.has(night)));
    }), { numRuns: 500 });
  });

  describe("through the verbs", () => {
    let store: Store;
    before(async () => {
      store = await freshStore();
    });
    after(() => store.close());

    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant("change" as const), from: fc.integer({ min: -6, max: 25 }), nights: fc.integer({ min: 1, max: 8 }), pays: fc.boolean() }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("support" as const), amount: fc.integer({ min: 1, max: 60_000 }) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), days: fc.integer({ min: 0, max: 8 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("work" as const) }) },
    );
    const policies = fc.record({ name: names, weekly: fc.constantFrom(0, 30), by: fc.constantFrom("guest" as const, "host" as const) });

    it("no more goes back than was taken, whatever is changed, returned by support and cancelled", async function () {
      this.timeout(60_000);
      await fc.assert(fc.asyncProperty(policies, fc.array(step, { minLength: 4, maxLength: 12 }), async ({ name, weekly, by }, plan) => {
        const stays = await staysAt(store, { cancellationPolicy: name, discounts: { weekly, monthly: 0 } });
        const booking = await stays.booked();
        for (const one of plan) {
          if (one.do === "change") {
            const asked = { checkIn: addDays(STAY.checkIn, one.from), checkOut: addDays(STAY.checkIn, one.from + one.nights) };
            const done = await refusalOf(stays.change(booking, asked));
            if (done === "done" && one.pays && (await stays.now(booking)).change) await stays.paid(booking);
          } else if (one.do === "support") await refusalOf(refundBySupport(stays.context, aSupporter(), { id: booking._id, amount: one.amount, reason: "no hot water" }));
          else if (one.do === "wait") stays.time.set(new Date(stays.time.now().getTime() + one.days * DAY));
          else await stays.sweep();
          const { payment } = await stays.now(booking);
          expect(payment.refundDue, one.do).to.be.at.most(payment.captured);
        }
        await refusalOf(cancel(stays.context, by === "guest" ? stays.guest : stays.host, { id: booking._id }));
        await stays.sweep();
        const { payment } = await stays.now(booking);
        expect(payment.refunded).to.equal(payment.refundDue).and.to.be.at.most(payment.captured);
        for (const { intentId, amount, refunded } of payment.charges) expect(await stays.context.payments.intent(intentId)).to.include({ captured: amount, refunded });
        await stays.agree();
      }), { numRuns: 15 });
    });
  });
});
