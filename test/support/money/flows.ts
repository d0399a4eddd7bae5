/** What people and workers do where money moves, step by step. Each step is one request, one notice or one run of the jobs. */
import { accept } from "../../../shared/booking/accept.ts";
import { cancel } from "../../../shared/booking/cancel.ts";
import { changeDates } from "../../../shared/booking/change-dates.ts";
import { decline, withdraw } from "../../../shared/booking/end-request.ts";
import { hold } from "../../../shared/booking/hold.ts";
import { pay } from "../../../shared/booking/pay.ts";
import { refundBySupport } from "../../../shared/booking/refund-by-support.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { type NewProperty, SERVICE_FEE_PERCENT } from "../../../shared/contract/property.ts";
import { readBooking } from "../../../shared/store/bookings.ts";
import { aGuest, aProperty } from "../fixtures.ts";
import type { World } from "./world.ts";

export type Step = (world: World) => Promise<unknown>;

export interface Flow {
  what: string;
  property?: Partial<NewProperty>;
  /** Before it, in a process that doesn't end. */
  given: Step[];
  steps: Step[];
  /** The booking's status, and of the stay's first price what is kept, where nothing ends early. */
  ends: { status: string; kept: (total: number) => number; refunds: number; lateCases?: number };
}

const HOUR = 3600;
const DAY = 24 * HOUR;

const book: Step = (world) => world.press("hold", world.guest, async (context) => {
  const { _id, quote } = await hold(context, world.guest, { propertyId: world.propertyId, checkIn: world.checkIn, checkOut: world.night(4), guests: 2 });
  Object.assign(world, { bookingId: _id, total: quote.total });
});
const begin: Step = (world) => world.press("pay", world.guest, async (context) => {
  world.secrets.add((await pay(context, world.guest, world.booking())).clientSecret);
});
const card: Step = (world) => world.outside.pay([...world.secrets].at(-1) ?? "none");
const notices: Step = (world) => world.notices();
const jobs: Step = (world) => world.jobs();
const wait = (seconds: number): Step => async (world) => world.time.advance(seconds);
const accepts: Step = (world) => world.press("accept", world.host, (context) => accept(context, world.host, world.booking()));
/** The nights are the guest's, and the money is left to a worker. */
const acceptsAlone: Step = (world) => world.press("accept", world.host, async (context) => {
  const capture = () => Promise.reject(new Refusal("unavailable", "The payment provider can't answer just now"));
  await accept({ ...context, payments: { ...context.payments, capture } }, world.host, world.booking()).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });
});
const declines: Step = (world) => world.press("decline", world.host, (context) => decline(context, world.host, world.booking()));
const withdraws: Step = (world) => world.press("withdraw", world.guest, (context) => withdraw(context, world.guest, world.booking()));
const cancels = (who: "guest" | "host"): Step => (world) => world.press("cancel", world[who], (context) => cancel(context, world[who], world.booking()));
const changes = (from: number, to: number): Step => (world) => world.press("change", world.guest, (context) => {
  return changeDates(context, world.guest, { ...world.booking(), checkIn: world.night(from), checkOut: world.night(to) });
});
const returns = (amount: number): Step => (world) => world.press("return", world.supporter, (context) => {
  return refundBySupport(context, world.supporter, { ...world.booking(), amount, reason: "no hot water" });
});
/** Another guest, whose process goes on. */
const rival = (from: number, to: number): Step => ({ healthy, propertyId, night }) => hold(healthy(), aGuest(), { propertyId, checkIn: night(from), checkOut: night(to), guests: 2 });

/** Somebody takes at the provider what was only authorised. */
const byHand: Step = async ({ healthy, store, booking }) => {
  const { payment } = await readBooking({ store }, booking().id);
  await healthy().payments.capture({ intentId: payment.intentId!, key: "by hand" });
};

const PAYS = [begin, card, notices];
const CONFIRMED = [book, ...PAYS];
const onRequest = { instantBook: false } as const;
const half = { cancellationPolicy: "moderate" } as const;
const { basePrice } = aProperty;
/** What two nights more cost, or bring back: the service's part comes on top of the price. */
const TWO_NIGHTS = Math.round((2 * basePrice * (100 + SERVICE_FEE_PERCENT)) / 100);

export const FLOWS: Flow[] = [
  { what: "a stay is booked", given: [], steps: CONFIRMED, ends: { status: "confirmed", kept: (total) => total, refunds: 0 } },
  { what: "a request is accepted", property: onRequest, given: [], steps: [...CONFIRMED, accepts], ends: { status: "confirmed", kept: (total) => total, refunds: 0 } },
  {
    what: "a request is accepted while the provider is not there",
    property: onRequest, given: CONFIRMED, steps: [acceptsAlone, jobs],
    ends: { status: "confirmed", kept: (total) => total, refunds: 0 },
  },
  {
    what: "a request's money is taken by hand",
    property: onRequest, given: [...CONFIRMED, byHand], steps: [notices, jobs],
    ends: { status: "expired", kept: () => 0, refunds: 1, lateCases: 1 },
  },
  { what: "a request is declined", property: onRequest, given: CONFIRMED, steps: [declines, jobs], ends: { status: "declined", kept: () => 0, refunds: 0 } },
  { what: "a request is withdrawn", property: onRequest, given: CONFIRMED, steps: [withdraws, jobs], ends: { status: "withdrawn", kept: () => 0, refunds: 0 } },
  { what: "nobody answers a request", property: onRequest, given: CONFIRMED, steps: [wait(DAY), jobs], ends: { status: "expired", kept: () => 0, refunds: 0 } },
  { what: "nobody pays a hold", given: [book, begin], steps: [wait(700), jobs], ends: { status: "expired", kept: () => 0, refunds: 0 } },
  {
    what: "a guest cancels and gets a half",
    property: half, given: [...CONFIRMED, wait(26 * DAY)], steps: [cancels("guest"), jobs],
    ends: { status: "cancelled", kept: (total) => total - Math.floor(total / 2), refunds: 1 },
  },
  { what: "a host cancels", given: CONFIRMED, steps: [cancels("host"), jobs], ends: { status: "cancelled", kept: () => 0, refunds: 1 } },
  {
    what: "a stay is paid late, and another has the nights",
    given: [book, begin, wait(700), rival(3, 6), card], steps: [notices, jobs],
    ends: { status: "expired", kept: () => 0, refunds: 1, lateCases: 1 },
  },
  {
    what: "a stay is paid late, and the nights are free",
    given: [book, begin, wait(700), card], steps: [jobs, notices],
    ends: { status: "confirmed", kept: (total) => total, refunds: 0 },
  },
  { what: "two nights more are paid", given: CONFIRMED, steps: [changes(0, 6), ...PAYS], ends: { status: "confirmed", kept: (total) => total + TWO_NIGHTS, refunds: 0 } },
  { what: "two nights less come back", given: CONFIRMED, steps: [changes(0, 2), jobs], ends: { status: "confirmed", kept: (total) => total - TWO_NIGHTS, refunds: 1 } },
  {
    what: "a change is dropped while it is paid",
    given: CONFIRMED, steps: [changes(0, 6), begin, withdraws, card, notices, jobs],
    ends: { status: "confirmed", kept: (total) => total, refunds: 1, lateCases: 1 },
  },
  {
    what: "nobody pays a change",
    given: [...CONFIRMED, changes(0, 6), begin], steps: [wait(700), jobs],
    ends: { status: "confirmed", kept: (total) => total, refunds: 0 },
  },
  {
    what: "a change is paid late, and another has the nights",
    given: [...CONFIRMED, changes(0, 6), begin, wait(700), rival(5, 6), card], steps: [notices, jobs],
    ends: { status: "confirmed", kept: (total) => total, refunds: 1, lateCases: 1 },
  },
  {
    what: "a change is paid late, and the nights are free",
    given: [...CONFIRMED, changes(0, 6), begin, wait(700), card], steps: [jobs, notices],
    ends: { status: "confirmed", kept: (total) => total + TWO_NIGHTS, refunds: 0 },
  },
  {
    what: "a stay is cancelled while a change is paid",
    given: [...CONFIRMED, changes(0, 6), begin], steps: [cancels("guest"), card, notices, jobs],
    ends: { status: "cancelled", kept: () => 0, refunds: 2, lateCases: 1 },
  },
  {
    what: "a stay of which more was paid is cancelled",
    given: [...CONFIRMED, changes(0, 6), ...PAYS], steps: [cancels("guest"), jobs],
    ends: { status: "cancelled", kept: () => 0, refunds: 2 },
  },
  { what: "support returns a part", given: CONFIRMED, steps: [returns(1_000), jobs], ends: { status: "confirmed", kept: (total) => total - 1_000, refunds: 1 } },
];
