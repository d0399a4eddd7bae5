/** The notices of one payment in every order that some of them can come in: all of it ends in the same. */
import { expect } from "chai";
import fc from "fast-check";
import type { EventType } from "../../../shared/contract/events.ts";
import { beginPayment, type End, type Happening, type History, type ToldPayment } from "./history.ts";
import type { ServiceWithStripe } from "./service.ts";

/** Of each the five notices, the first of them of the intent's beginning, and what happens once however they come. */
export const PAYMENTS = [
  { what: "declined first, and of which a part was returned by hand", happenings: ["declined", "paid", 1_000], once: ["booking.held", "payment.started", "booking.confirmed", "payment.refunded"] },
  { what: "declined first, and then disputed", happenings: ["declined", "disputed"], once: ["booking.held", "payment.started", "booking.confirmed", "payment.disputed", "case.opened"] },
  { what: "for nights that are taken by now", happenings: ["declined", "paid", 1_000], isTooLate: true, once: ["payment.captured", "payment.refunded", "case.opened"] },
] as const satisfies ({ what: string; once: EventType[] } & History)[];

const NOTICES = 5;
const EACH = Array.from({ length: NOTICES }, (_, index) => index);

/** Every order of some of the notices: 5 + 20 + 60 + 120 + 120. */
export function allOrders(left = EACH): number[][] {
  return left.flatMap((one) => [[one], ...allOrders(left.filter((other) => other !== one)).map((rest) => [one, ...rest])]);
}

/** @returns so many orders of each length */
export function someOrders(ofEach: number, seed: number): number[][] {
  return EACH.flatMap((length) => fc.sample(fc.shuffledSubarray(EACH, { minLength: length + 1, maxLength: length + 1 }), { seed: seed + length, numRuns: ofEach }));
}

/** `soon`: told once all of it has happened. Else each notice right after what it tells of, and the rest never. */
export interface Way {
  soon: boolean;
  repeated: boolean;
}

export const WAYS: Way[] = [true, false].flatMap((soon) => [false, true].map((repeated) => ({ soon, repeated })));

/** Each order in each way. @returns how many payments that were */
export async function expectSameEnds(all: ServiceWithStripe, { once, ...history }: (typeof PAYMENTS)[number], orders: number[][], ways = WAYS): Promise<number> {
  const expected = await endOfOrder(all, history, EACH, { soon: true, repeated: false });
  expectOnce(expected, once, "in their own order");
  for (const way of ways) {
    for (const order of orders) {
      const what = `${order.join(" ")} ${JSON.stringify(way)}`;
      const end = await endOfOrder(all, history, order, way).catch((error: unknown) => {
        throw new Error(`in the order ${what}`, { cause: error });
      });
      expectOnce(end, once, what);
      expect(withoutEvents(end), what).to.deep.equal(withoutEvents(expected));
    }
  }
  return ways.length * orders.length;
}

const withoutEvents = ({ booking, sums, movements }: End) => ({ booking, sums, movements });

function expectOnce({ events }: End, once: readonly EventType[], what: string): void {
  for (const type of once) expect(events[type], `${type}, ${what}`).to.equal(1);
}

async function endOfOrder(all: ServiceWithStripe, history: History, order: number[], { soon, repeated }: Way): Promise<End> {
  const payment = await beginPayment(all, history);
  const happenAll = async () => {
    while (await payment.happen());
  };
  if (soon) await happenAll();
  for (const nth of order) {
    while (payment.notices() <= nth) await payment.happen();
    await tellOnce(payment, nth, repeated);
  }
  await happenAll();
  if (repeated) for (const nth of order) await payment.tell(nth, "_again");
  return payment.end();
}

/** Repeated: twice at once, once more behind, and as two more events that say the same, at once. */
async function tellOnce({ tell }: ToldPayment, nth: number, repeated: boolean): Promise<void> {
  if (!repeated) return tell(nth);
  await Promise.all([tell(nth), tell(nth)]);
  await tell(nth);
  await Promise.all([tell(nth, "_b"), tell(nth, "_c")]);
}

const tries = fc.array(fc.constantFrom<Happening[]>(["declined"], ["asks", "refused"]), { maxLength: 2 }).map((all) => all.flat());
const returns = fc.array(fc.integer({ min: 1, max: 4_000 }), { maxLength: 3 });
const paid = fc.oneof(
  fc.tuple(fc.constantFrom<Happening[]>(["paid"], ["asks", "approved"]), returns).map(([pay, back]) => [...pay, ...back]),
  fc.constantFrom<Happening[]>(["disputed"], ["disputed", "won"], ["disputed", "lost"], []),
);
const history = fc.record({ happenings: fc.tuple(tries, paid).map((all) => all.flat()), isTooLate: fc.boolean() });
const act = fc.oneof(
  { weight: 3, arbitrary: fc.constant("happen" as const) },
  { weight: 4, arbitrary: fc.record({ which: fc.nat({ max: 11 }), times: fc.constantFrom(1, 1, 2, 3), name: fc.constantFrom("", "", "_b") }) },
  { weight: 1, arbitrary: fc.constant("jobs" as const) },
);

/** Payments whose notices and jobs come at any time after what they tell of. @returns how many notices were told */
export async function runInterleavings(all: ServiceWithStripe, runs: number, seed: number): Promise<number> {
  const ends = new Map<string, End>();
  let told = 0;
  const inOrder = async (one: History): Promise<End> => {
    const known = ends.get(JSON.stringify(one));
    if (known) return known;
    const payment = await beginPayment(all, one);
    while (await payment.happen());
    for (let nth = 0; nth < payment.notices(); nth += 1) await payment.tell(nth);
    const end = await payment.end();
    ends.set(JSON.stringify(one), end);
    return end;
  };
  const property = fc.asyncProperty(history, fc.array(act, { maxLength: 16 }), fc.boolean(), async (one, acts, backwards) => {
    const expected = await inOrder(one);
    const payment = await beginPayment(all, one);
    const untold = new Set<number>();
    for (const next of acts) {
      if (next === "happen") await payment.happen();
      // Late, the jobs return the money: what is then done by hand at Stripe would be another history.
      else if (next === "jobs") await (one.isTooLate ? undefined : payment.jobs());
      else {
        const nth = next.which % payment.notices();
        await Promise.all(Array.from({ length: next.times }, () => payment.tell(nth, next.name)));
        untold.delete(nth);
        told += next.times;
      }
    }
    while (await payment.happen());
    for (let nth = 0; nth < payment.notices(); nth += 1) untold.add(nth);
    for (const nth of backwards ? [...untold].toReversed() : untold) await payment.tell(nth);
    told += untold.size;
    const { booking, sums, events } = await payment.end();
    expect({ booking, sums }).to.deep.equal({ booking: expected.booking, sums: expected.sums });
    for (const type of ["booking.held", "booking.confirmed", "payment.started", "payment.captured"] as const) expect(events[type], type).to.equal(expected.events[type]);
  });
  await fc.assert(property, { numRuns: runs, seed });
  return told;
}
