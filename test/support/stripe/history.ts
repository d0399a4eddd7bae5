/** One payment: what happens to it at Stripe, when the server is told of that, and what its booking comes to. */
import { expect } from "chai";
import { block } from "../../../shared/booking/block.ts";
import { hold } from "../../../shared/booking/hold.ts";
import { pay } from "../../../shared/booking/pay.ts";
import { addDays } from "../../../shared/contract/dates.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import type { EventType } from "../../../shared/contract/events.ts";
import type { Id } from "../../../shared/contract/ids.ts";
import { summed, type Lines } from "../../../shared/store/balances.ts";
import type { StoredBooking } from "../../../shared/store/documents.ts";
import { movementsOf } from "../../../shared/store/ledger.ts";
import { sweepHolds } from "../../../workers/jobs/sweeps.ts";
import { expectAgreement } from "../agreement.ts";
import { aGuest, aHost, aProperty, listedProperty } from "../fixtures.ts";
import { forgetBookings, runAllJobs, runUntilQuiet } from "../jobs.ts";
import { deliver } from "./deliver.ts";
import { perform } from "./routes.ts";
import type { ServiceWithStripe } from "./service.ts";

const CARDS = { declined: "4000000000000002", paid: "4242424242424242", disputed: "4000000000000259", asks: "4000002500003155" };

/** What the guest, the bank or somebody at Stripe does. A number is an amount returned there by hand. */
export type Happening = keyof typeof CARDS | "approved" | "refused" | "won" | "lost" | number;

export interface History {
  happenings: readonly Happening[];
  /** Paid after the hold has ended and the host has taken the nights, for good. */
  isTooLate?: boolean;
}

/** Without what is another in each run: ids, versions and times. */
export interface End {
  booking: object;
  sums: object;
  movements: Lines[];
  events: Partial<Record<EventType, number>>;
}

export interface ToldPayment {
  /** How many notices Stripe has of it by now. */
  notices(): number;
  /** Lets the next thing happen. @returns whether there was one */
  happen(): Promise<boolean>;
  /** Delivers one notice until it is taken; with a name, as another event that says the same. */
  tell(nth: number, name?: string): Promise<void>;
  jobs(): Promise<void>;
  /** Ends the time to pay, lets the jobs do what is left, and looks. */
  end(): Promise<End>;
}

const MOST_TRIES = 8;

export async function beginPayment(all: ServiceWithStripe, { happenings, isTooLate = false }: History): Promise<ToldPayment> {
  const { fake, time, endpoint } = all;
  const { context, store } = all.service;
  await clear(all);
  const started = time.now();
  const host = aHost();
  const { _id: propertyId } = await listedProperty(context, host, { rules: { ...aProperty.rules, horizonDays: 60 } });
  const guest = aGuest();
  const checkIn = addDays(started.toISOString().slice(0, 10), 40);
  const stay = { propertyId, checkIn, checkOut: addDays(checkIn, 2), guests: 2 };
  const { _id: id } = await hold(context, guest, stay);
  const { id: intentId, clientSecret } = await pay(context, guest, { id });
  if (isTooLate) {
    time.advance(700);
    await sweepHolds(context);
    await block(context, host, { id: propertyId, from: stay.checkIn, to: stay.checkOut, units: 1 });
  }
  const left = [...happenings];
  return {
    notices: () => fake.state.events.length,
    async happen() {
      const next = left.shift();
      if (next !== undefined) await letHappen(all, { intentId, clientSecret }, next);
      return next !== undefined;
    },
    async tell(nth, name = "") {
      const event = fake.state.events[nth]!;
      let status = 0;
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        status = await deliver(endpoint, { ...event, id: event.id + name });
        if (status < 300) return;
      }
      throw new Error(`${event.type} was answered with ${status} ${MOST_TRIES} times`);
    },
    jobs: () => runAllJobs(context),
    async end() {
      time.advance(700);
      await runUntilQuiet(context, async () => {}, (failure) => happenings.includes("disputed") && isRefused(failure));
      await expectAgreement(store, propertyId, time.now());
      const end = await endOf(all, id);
      expectAsAtStripe(all, id, await store.bookings.findById(id).orFail().lean());
      time.set(started);
      return end;
    },
  };
}

/** What a bank is asked to give back we can't return too. */
const isRefused = (failure: unknown) => failure instanceof Refusal && failure.code === "wrong_state";

async function clear({ fake, service }: ServiceWithStripe): Promise<void> {
  await forgetBookings(service.store);
  const { intents, charges, refunds, disputes, events } = fake.state;
  for (const kept of [intents, charges]) kept.clear();
  for (const kept of [refunds, disputes, events]) kept.length = 0;
  fake.requests.length = 0;
}

async function letHappen({ fake }: ServiceWithStripe, { intentId, clientSecret }: { intentId: string; clientSecret: string }, what: Happening): Promise<void> {
  if (typeof what === "number") return void perform(fake.state, { method: "POST", path: "/v1/refunds", form: { payment_intent: intentId, amount: String(what) }, isOurs: true });
  if (what === "approved" || what === "refused") return fake.answerAction(intentId, what === "approved");
  if (what === "won" || what === "lost") return fake.closeDispute(intentId, what);
  expect(await fake.pay(clientSecret, CARDS[what]), what).to.equal(what === "declined" ? 402 : 200);
}

async function endOf({ service: { store } }: ServiceWithStripe, id: Id): Promise<End> {
  const { status, checkIn, checkOut, guests, quote, payment } = await store.bookings.findById(id).orFail().lean();
  const { intentId: _intentId, charges, ...money } = payment;
  const movements = (await movementsOf({ store }, id)).map(({ lines }) => lines);
  const events: End["events"] = {};
  for (const { type } of await store.events.find({ bookingId: id }, { type: 1 }).lean()) events[type] = (events[type] ?? 0) + 1;
  const taken = charges.map(({ intentId: _id, ...charge }) => charge);
  return { booking: { status, checkIn, checkOut, guests, quote, payment: { ...money, charges: taken } }, sums: notZero(summed(movements.flat())), movements, events };
}

const notZero = (sums: object) => Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));

/** What is kept of the money is what Stripe has; nothing is left authorised. */
function expectAsAtStripe({ fake }: ServiceWithStripe, id: Id, { payment }: StoredBooking): void {
  const intents = [...fake.state.intents.values()].filter(({ metadata }) => metadata["bookingId"] === id);
  const charges = intents.flatMap(({ latest_charge: charge, status }) => (status === "succeeded" && charge !== null ? [fake.state.charges.get(charge)!] : []));
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  expect([payment.captured, payment.refunded], "taken and returned, as Stripe has it").to.deep.equal([sum(charges.map(({ amount }) => amount)), sum(charges.map((charge) => charge.amount_refunded))]);
  expect(intents.map(({ status }) => status)).not.to.include("requires_capture");
}
