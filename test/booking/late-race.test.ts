/** A payment that comes after its hold has ended, and whoever else wants the nights just then. */
import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { Context } from "../../shared/booking/context.ts";
import { hold } from "../../shared/booking/hold.ts";
import { pay } from "../../shared/booking/pay.ts";
import { settle } from "../../shared/booking/settle.ts";
import { addDays, daysBetween, nightsOf } from "../../shared/contract/dates.ts";
import type { Refusal } from "../../shared/contract/errors.ts";
import type { Sandbox } from "../../shared/payments/sandbox/sandbox.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepHolds, sweepPayments, sweepRefunds } from "../../workers/jobs/sweeps.ts";
import { expectAgreement } from "../support/agreement.ts";
import { aGuest, aHost, aProperty, contextWith, handClock, listedProperty, type Person } from "../support/fixtures.ts";
import { forgetBookings } from "../support/jobs.ts";
import { freshUri, storeAt } from "../support/mongo.ts";

const GOOD = "4242424242424242";
const ROUNDS = 12;
/** Milliseconds that who wants the nights comes later than the payment: in a third of the rounds, so that now one is first and now another. */
const LATER = [0, 10, 25];
/** So many at most, where something has not come about yet, as on a machine that is slow: then one or the other comes much later. */
const MOST_ROUNDS = 40;
const MUCH_LATER = [250, 250, -250, -250];

type At = Context & { payments: Sandbox };
type Tally = Record<"confirmed" | "returned" | "rivals held" | "rivals refused" | "rivals confirmed", number>;

interface Race {
  units: number;
  lateGuests: number;
  rivals: number;
  rivalsPay: boolean;
  later: number;
}

interface Late {
  booking: StoredBooking;
  intentId: string;
}

describe("A payment that comes late, as another wants the nights", function () {
  this.timeout(60_000);
  let store: Store;
  /** Another process: those of one take turns for a property. */
  let elsewhere: Store;

  before(async () => {
    const uri = await freshUri();
    [store, elsewhere] = [await storeAt(uri), await storeAt(uri)];
  });
  after(async () => {
    await elsewhere.close();
    await store.close();
  });

  for (const [what, units, lateGuests, rivals] of [["the one unit", 1, 1, 1], ["one of two units", 2, 2, 2]] as const) {
    it(`gives ${what} to one of them, or the money back, once`, async () => {
      const tally: Tally = { confirmed: 0, returned: 0, "rivals held": 0, "rivals refused": 0, "rivals confirmed": 0 };
      for (let round = 0; round < ROUNDS || (round < MOST_ROUNDS && Object.values(tally).includes(0)); round += 1) {
        await race({ units, lateGuests, rivals, rivalsPay: round % 2 === 1, later: round < ROUNDS ? LATER[round % 3]! : MUCH_LATER[round % 4]! }, tally);
      }
      console.log(`      ${JSON.stringify(tally)}`);
      for (const [outcome, count] of Object.entries(tally)) expect(count, outcome).to.be.above(0);
    });
  }

  async function race({ units, lateGuests, rivals, rivalsPay, later }: Race, tally: Tally): Promise<void> {
    await forgetBookings(store);
    const time = handClock("2026-11-24T08:00:00Z");
    const [here, there] = [contextWith(store, time.clock), contextWith(elsewhere, time.clock)];
    const property = await listedProperty(here, aHost(), { units, rules: { ...aProperty.rules, horizonDays: 90 } });
    /** Over the end of the year: two months, so that nights can be lost in one and free in the other. */
    const stay = (from: number, nights: number) => {
      const checkIn = addDays("2026-12-29", from);
      return { propertyId: property._id, checkIn, checkOut: addDays(checkIn, nights), guests: 2 };
    };
    const late: Late[] = [];
    for (let nth = 0; nth < lateGuests; nth += 1) late.push(await payLate(here, stay(nth, 5)));
    time.advance(651);
    await here.payments.settleDue(() => Promise.reject(new Error("the notice is under way"))).catch(() => {});

    const wanted = Array.from({ length: rivals }, (_, nth) => (nth % 2 === 0 ? stay(2 + randomInt(2), 4) : stay(0, 5)));
    const [asked] = await Promise.all([
      Promise.all(wanted.map((input) => soon(() => want(there, input, rivalsPay), Math.max(0, later)))),
      ...late.map(({ intentId }) => soon(() => settle(here, intentId).catch(comesAgain), Math.max(0, -later))),
      soon(() => sweepHolds(there)),
      soon(() => sweepPayments(here)),
    ]);
    await here.payments.settleDue((intentId) => settle(here, intentId));
    await Promise.all([sweepRefunds(here), sweepRefunds(there)]);
    await sweepRefunds(here);

    await expectAgreement(store, property._id, time.now());
    for (const one of late) await expectOneOrTheOther(here, one, tally);
    const bookings = await store.bookings.find({ propertyId: property._id }).lean();
    for (const [nth, refused] of asked.entries()) {
      if (refused !== undefined) expect(refused).to.equal("nights_taken");
      if (refused !== undefined) expectFull(bookings, wanted[nth]!, units);
      tally[refused !== undefined ? "rivals refused" : "rivals held"] += 1;
    }
    const rivalsOf = bookings.filter(({ _id }) => !late.some(({ booking }) => booking._id === _id));
    expect(rivalsOf).to.have.length(asked.filter((refused) => refused === undefined).length);
    for (const { status } of rivalsOf) expect(status).to.equal(rivalsPay ? "confirmed" : "held");
    if (rivalsPay) tally["rivals confirmed"] += rivalsOf.length;
    for (const booking of bookings) if (booking.status === "expired") expectFull(bookings, booking, units);
  }

  /** Holds, and pays so that the card goes through when the hold is over. */
  async function payLate(at: At, input: Parameters<typeof hold>[2]): Promise<Late> {
    const guest = aGuest();
    const booking = await hold(at, guest, input);
    const { id: intentId, clientSecret } = await pay(at, guest, { id: booking._id });
    await at.payments.submit({ clientSecret, card: GOOD, delaySeconds: 650 });
    return { booking, intentId };
  }

  /** @returns what it was refused with */
  async function want(at: At, input: Parameters<typeof hold>[2], pays: boolean): Promise<string | undefined> {
    const guest: Person = aGuest();
    try {
      const { _id: id } = await hold(at, guest, input);
      if (!pays) return undefined;
      const { clientSecret } = await pay(at, guest, { id });
      await at.payments.submit({ clientSecret, card: GOOD });
      await at.payments.settleDue((intentId) => settle(at, intentId));
      return undefined;
    } catch (error) {
      return (error as Refusal).code ?? String(error);
    }
  }

  /** Confirmed at the price that was quoted, or all of it returned, once, with one case. */
  async function expectOneOrTheOther({ payments }: At, { booking: { _id: id, quote }, intentId }: Late, tally: Tally): Promise<void> {
    const { status, payment } = await store.bookings.findById(id).orFail().lean();
    const { captured, refunded } = await payments.intent(intentId);
    const cases = (await store.cases.find({ bookingId: id }).lean()).map(({ kind }) => kind);
    const returned = await store.events.countDocuments({ bookingId: id, type: "payment.refunded" });
    const came = { status, captured: payment.captured, refunded: payment.refunded, outside: [captured, refunded], cases, returned };
    const { total } = quote;
    if (status === "confirmed") expect(came).to.deep.equal({ status, captured: total, refunded: 0, outside: [total, 0], cases: [], returned: 0 });
    else expect(came).to.deep.equal({ status: "expired", captured: total, refunded: total, outside: [total, total], cases: ["late_payment"], returned: 1 });
    tally[status === "confirmed" ? "confirmed" : "returned"] += 1;
  }
});

/** A notice that can't be taken just now. */
function comesAgain(error: unknown): void {
  expect((error as Refusal).code).to.equal("wrong_state");
}

/** Begins within a few milliseconds. */
async function soon<T>(doing: () => Promise<T>, later = 0): Promise<T> {
  await delay(later + randomInt(12));
  return doing();
}

/** Who got nothing could have had nothing: on one of the nights others have every unit. */
function expectFull(bookings: StoredBooking[], stay: { checkIn: string; checkOut: string }, units: number): void {
  const having = bookings.filter(({ status }) => status === "held" || status === "confirmed");
  const taken = nightsOf(stay).map((night) => having.filter(({ checkIn, checkOut }) => daysBetween(checkIn, night) >= 0 && daysBetween(night, checkOut) > 0).length);
  expect(Math.max(...taken), "units taken on the fullest night").to.equal(units);
}
