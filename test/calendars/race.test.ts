/** Calendars that are read while guests hold the same nights. */
import { randomInt } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { cancel } from "../../shared/booking/cancel.ts";
import { hold } from "../../shared/booking/hold.ts";
import { planClaims } from "../../shared/booking/imported/plan-claims.ts";
import { takeFeed } from "../../shared/calendars/take-feed.ts";
import { addDays, nightsOf } from "../../shared/contract/dates.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import { holdsNights } from "../../shared/store/months.ts";
import type { Store } from "../../shared/store/open.ts";
import { aGuest, contextWith } from "../support/fixtures.ts";
import { forgetBookings } from "../support/jobs.ts";
import { freshUri, storeAt } from "../support/mongo.ts";
import { refusalOf, type Stays, staysAt } from "../support/stays.ts";
import { airbnb, booking, type Entry, vrbo } from "../support/calendars/exports.ts";
import { type Calendar, calendarOf } from "../support/calendars/world.ts";

const ROUNDS = 30;
const FIRST = "2026-12-20";

describe("Nights that a guest and another platform's calendar want at once", function () {
  this.timeout(60_000);
  let store: Store;
  let another: Store;
  before(async () => {
    const uri = await freshUri();
    // Two processes: within one, who contends for a property takes turns.
    [store, another] = [await storeAt(uri), await storeAt(uri)];
  });
  after(async () => {
    await store.close();
    await another.close();
  });

  async function begin(units: number): Promise<{ stays: Stays; calendar: Calendar }> {
    await forgetBookings(store);
    await store.calendars.deleteMany({});
    const stays = await staysAt(store, { units });
    return { stays, calendar: await calendarOf(stays) };
  }

  it(`are one's: ${ROUNDS} times the last unit goes to the guest, and it is a conflict, or to the calendar, and the guest is refused`, async () => {
    const { stays, calendar } = await begin(1);
    const won = { guest: 0, calendar: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const checkIn = addDays(FIRST, 4 * round);
      const stay = { checkIn, checkOut: addDays(checkIn, 2) };
      calendar.says(airbnb(Array.from({ length: round + 1 }, (_, at) => ({ from: addDays(FIRST, 4 * at), to: addDays(FIRST, 4 * at + 2) }))));
      const holding = async () => hold(contextWith(another, stays.time.clock), aGuest(), { propertyId: stays.property._id, ...stay, guests: 1 });
      const [late, later] = round % 2 === 0 ? [randomInt(30), 0] : [0, randomInt(10)];
      const [outcome] = await Promise.all([refusalOf(wait(late).then(holding)), wait(later).then(() => calendar.sync())]);
      const isConflict = (await calendar.now()).conflicts.some((one) => one.checkIn === checkIn);
      expect([outcome, isConflict]).to.deep.equal(outcome === "done" ? ["done", true] : ["nights_taken", false]);
      won[outcome === "done" ? "guest" : "calendar"] += 1;
    }
    await stays.agree();
    console.log(`      ${won.guest} to the guest, ${won.calendar} to the calendar`);
    expect((await calendar.cases()).filter(({ status }) => status === "open")).to.have.length(won.guest);
  });

  it("are given once where two workers take the same calendar at once", async () => {
    const { stays, calendar } = await begin(1);
    await calendar.sync(airbnb([]));
    const { reading } = await calendar.now();
    const entry = { id: "a".repeat(24), kind: "reserved" as const, checkIn: FIRST, checkOut: addDays(FIRST, 3) };
    const contexts = [stays.context, { ...stays.context, store: another }];
    await Promise.all(contexts.map((context) => takeFeed(context, calendar.id, stays.property._id, { reading, stays: [entry] })));
    expect(await calendar.nights()).to.deep.equal(nightsOf(entry));
    expect(await calendar.events("calendar.imported")).to.have.length(1);
    await stays.agree();
  });

  it("are more than there are where what others have is not looked at, so that the races above are some", async () => {
    const { stays, calendar } = await begin(1);
    await stays.booked({ checkIn: FIRST, checkOut: addDays(FIRST, 2) });
    const months = (await store.months.find({ propertyId: stays.property._id }).sort({ _id: 1 }).lean());
    const entry = { id: "a".repeat(24), kind: "reserved" as const, checkIn: FIRST, checkOut: addDays(FIRST, 3) };
    const blind = months.map((month) => ({ ...month, claims: [] }));
    const plan = (seen: typeof months) => planClaims({ _id: calendar.id, name: "Airbnb" }, [entry], { months: seen, today: "2026-12-01", now: stays.time.now(), ours: new Set<string>() }).changed[0]!.claims.map(({ from, to }) => to - from);
    expect(plan(blind)).to.deep.equal([3]);
    expect(plan(months)).to.deep.equal([2, 1]);
  });

  it("are never more than there are, and no booking's are lost, whatever is read and booked", async () => {
    const night = fc.integer({ min: 0, max: 20 }).map((day) => addDays(FIRST, day));
    const entry = fc.record({ from: night, nights: fc.integer({ min: 1, max: 6 }), uid: fc.constantFrom("a", "b", "c", "d", "e"), written: fc.constantFrom("reserved", "closed", "unclear") });
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: fc.constant("read" as const), entries: fc.array(entry, { maxLength: 6 }), accept: fc.boolean(), both: fc.boolean() }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant("book" as const), from: night, nights: fc.integer({ min: 1, max: 5 }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const), which: fc.nat({ max: 9 }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), days: fc.integer({ min: 0, max: 2 }) }) },
      { weight: 1, arbitrary: fc.constant({ do: "fail" as const }) },
    );
    let steps = 0;
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 2 }), fc.array(step, { minLength: 5, maxLength: 14 }), async (units, plan) => {
      const { stays, calendar } = await begin(units);
      const other = await calendarOf(stays, "Vrbo");
      const booked: StoredBooking[] = [];
      for (const one of plan) {
        steps += 1;
        if (one.do === "read") await (one.both ? other : calendar).sync(textOf(one.entries), one.accept);
        if (one.do === "fail") await calendar.fail();
        if (one.do === "wait") stays.time.advance(one.days * 86_400);
        if (one.do === "cancel" && booked.length > 0) await refusalOf(cancel(stays.context, stays.host, { id: booked.splice(one.which % booked.length, 1)[0]!._id }));
        if (one.do === "book") {
          const stay = { checkIn: one.from, checkOut: addDays(one.from, one.nights) };
          const outcome = await refusalOf(stays.booked(stay).then((own) => booked.push(own)));
          expect(outcome).to.be.oneOf(["done", "nights_taken", "stay_rule"]);
        }
        const months = await store.months.find({ propertyId: stays.property._id }).lean();
        for (const own of booked) expect(holdsNights(months, own, own._id, stays.time.now()), own._id).to.equal(true);
      }
      await stays.agree();
    }), { numRuns: 25 });
    console.log(`      ${steps} steps`);
  });
});

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function textOf(entries: { from: string; nights: number; uid: string; written: string }[]): string {
  const written = entries.map(({ from, nights, uid, written: kind }): Entry => ({ from, to: addDays(from, nights), uid, summary: kind === "reserved" ? "Reserved" : kind === "closed" ? "Airbnb (Not available)" : "CLOSED - Not available" }));
  return [airbnb, booking, vrbo][entries.length % 3]!(written);
}
