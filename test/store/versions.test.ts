/** Each change of a month raises its version by one, whatever the change was of; the same version is always the same bytes. */
import { expect } from "chai";
import fc from "fast-check";
import { addDays } from "../../shared/contract/dates.ts";
import { block } from "../../shared/booking/block.ts";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { changeProperty } from "../../shared/booking/change-property.ts";
import { hold } from "../../shared/booking/hold.ts";
import { release } from "../../shared/booking/release.ts";
import { unblock } from "../../shared/booking/unblock.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { Store } from "../../shared/store/open.ts";
import { publicMonth } from "../../shared/views/month.ts";
import { aGuest, aHost, contextWith, handClock, listedProperty } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";

const TODAY = "2026-11-20";

const day = fc.integer({ min: 1, max: 90 });
const nights = fc.integer({ min: 1, max: 10 });
const change = fc.oneof(
  fc.record({ of: fc.constant("hold" as const), day, nights }),
  fc.record({ of: fc.constant("release" as const) }),
  fc.record({ of: fc.constant("block" as const), day, nights }),
  fc.record({ of: fc.constant("unblock" as const) }),
  fc.record({ of: fc.constant("price" as const), day, nights, price: fc.integer({ min: 1, max: 99_999 }) }),
  fc.record({ of: fc.constant("arrival" as const), day, nights, closed: fc.boolean() }),
  fc.record({ of: fc.constant("units" as const), units: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ of: fc.constant("base price" as const), price: fc.integer({ min: 1, max: 99_999 }) }),
  fc.record({ of: fc.constant("rules" as const), minNights: fc.integer({ min: 1, max: 7 }), noticeHours: fc.integer({ min: 0, max: 48 }) }),
);
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

describe("The version of a month", () => {
  let store: Store;
  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());

  it("rises by one with each change, also of price, units and rules, and names the month's bytes", async function () {
    this.timeout(60_000);
    await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 5, maxLength: 25 }), (changes) => follow(store, changes)), { numRuns: 20 });
  });
});

async function follow(store: Store, changes: Change[]): Promise<void> {
  const context = contextWith(store, handClock(`${TODAY}T12:00:00Z`).clock);
  const [host, guest] = [aHost(), aGuest()];
  const { _id: id } = await listedProperty(context, host, { units: 2 });
  const holds: Id[] = [];
  const blocks: Id[] = [];
  const run = (from: number, length: number) => ({ from: addDays(TODAY, from), to: addDays(TODAY, from + length) });
  const acts: { [K in Change["of"]]: (change: Extract<Change, { of: K }>) => Promise<unknown> } = {
    async hold({ day, nights }) {
      const { from, to } = run(day, nights);
      holds.push((await hold(context, guest, { propertyId: id, checkIn: from, checkOut: to, guests: 1 }))._id);
    },
    release: async () => holds.length > 0 && release(context, guest, { id: holds.pop()! }),
    block: async ({ day, nights }) => blocks.push((await block(context, host, { id, ...run(day, nights), units: 1 })).id),
    unblock: async () => blocks.length > 0 && unblock(context, host, { id, blockId: blocks.pop()! }),
    price: ({ day, nights, price }) => changeNights(context, host, { id, ...run(day, nights), price }),
    arrival: ({ day, nights, closed }) => changeNights(context, host, { id, ...run(day, nights), closedToArrival: closed }),
    units: ({ units }) => changeProperty(context, host, { id, units }),
    "base price": ({ price }) => changeProperty(context, host, { id, basePrice: price }),
    rules: ({ minNights, noticeHours }) => changeProperty(context, host, { id, rules: { minNights, noticeHours } }),
  };
  let before = await bytesOf(store, id);
  for (const one of changes) {
    await acts[one.of](one as never).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
    const after = await bytesOf(store, id);
    for (const [month, { version, bytes, document }] of after) {
      const earlier = before.get(month)!;
      if (document === earlier.document) expect(version).to.equal(earlier.version);
      else expect(version, `${month} after a change of ${one.of}`).to.equal(earlier.version + 1);
      if (version === earlier.version) expect(bytes).to.equal(earlier.bytes);
    }
    before = after;
  }
}

async function bytesOf(store: Store, propertyId: Id) {
  const months = await store.months.find({ propertyId }).lean();
  return new Map(months.map((month) => [month.month, { version: month.version, bytes: JSON.stringify(publicMonth(month)), document: JSON.stringify(month) }]));
}
