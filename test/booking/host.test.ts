/** What a host sets, and what it does to stays. */
import { expect } from "chai";
import { block } from "../../shared/booking/block.ts";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { changeProperty } from "../../shared/booking/change-property.ts";
import { extendMonths } from "../../shared/booking/extend-months.ts";
import { hold } from "../../shared/booking/hold.ts";
import { offeredQuote } from "../../shared/booking/offered-quote.ts";
import { unlist } from "../../shared/booking/unlist.ts";
import { unblock } from "../../shared/booking/unblock.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { NewProperty } from "../../shared/contract/property.ts";
import type { Store } from "../../shared/store/open.ts";
import { aGuest, aHost, aProperty, contextWith, handClock, listedProperty } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";

describe("What a host sets", () => {
  let store: Store;
  const host = aHost();
  const time = handClock("2026-11-24T08:00:00Z");
  let context: ReturnType<typeof contextWith>;

  before(async () => {
    store = await freshStore();
    context = contextWith(store, time.clock);
  });
  after(() => store.close());
  beforeEach(() => time.set("2026-11-24T08:00:00Z"));

  const listed = (change: Partial<NewProperty> = {}) => listedProperty(context, host, change);
  const withRules = (rules: Partial<NewProperty["rules"]>) => listed({ rules: { ...aProperty.rules, ...rules } });
  const refusalOf = (doing: Promise<unknown>) => doing.then(() => undefined, (error: Refusal) => ({ code: error.code, rule: error.more["rule"] }));
  const holdStay = (propertyId: string, checkIn: string, checkOut: string) => hold(context, aGuest(), { propertyId, checkIn, checkOut, guests: 1 });
  const rule = (name: string) => ({ code: "stay_rule", rule: name });

  it("opens months from this one, by its own clock, to beyond the horizon", async () => {
    time.set("2026-11-30T11:00:00Z");
    const { _id } = await listed({ timeZone: "Pacific/Kiritimati" });
    const months = await store.months.find({ propertyId: _id }).sort({ month: 1 }).lean();
    expect(months[0]!.month).to.equal("2026-12");
    expect(months.at(-1)!.month).to.equal("2028-02");
    expect(months.every(({ version }) => version === 1)).to.equal(true);
  });

  it("lets the daily job open what the horizon has reached, once", async () => {
    const { _id } = await listed();
    expect(await extendMonths(context, _id)).to.equal(0);
    time.set("2027-01-24T08:00:00Z");
    expect(await extendMonths(context, _id)).to.equal(2);
    expect(await extendMonths(context, _id)).to.equal(0);
  });

  it("decides which stays can be held", async () => {
    const { _id: strict } = await withRules({ minNights: 3, maxNights: 7, noticeHours: 48, horizonDays: 60 });
    expect(await refusalOf(holdStay(strict, "2026-12-01", "2026-12-03"))).to.deep.equal(rule("min_nights"));
    expect(await refusalOf(holdStay(strict, "2026-12-01", "2026-12-09"))).to.deep.equal(rule("max_nights"));
    expect(await refusalOf(holdStay(strict, "2026-11-26", "2026-11-30"))).to.deep.equal(undefined);
    time.set("2026-11-24T15:00:01Z");
    expect(await refusalOf(holdStay(strict, "2026-11-26", "2026-11-30"))).to.deep.equal(rule("notice"));
    expect(await refusalOf(holdStay(strict, "2027-01-20", "2027-01-24"))).to.deep.equal(rule("horizon"));
    expect(await refusalOf(holdStay(strict, "2027-01-19", "2027-01-23"))).to.equal(undefined);
    expect(await refusalOf(holdStay(strict, "2026-11-23", "2026-11-26"))).to.deep.equal(rule("past"));
  });

  it("lets nobody arrive or leave on days that are closed to it, also on the first of a month", async () => {
    const { _id } = await listed();
    await changeNights(context, host, { id: _id, from: "2027-01-01", to: "2027-01-02", closedToDeparture: true });
    await changeNights(context, host, { id: _id, from: "2026-12-24", to: "2026-12-26", closedToArrival: true, minNights: 2 });
    expect(await refusalOf(holdStay(_id, "2026-12-30", "2027-01-01"))).to.deep.equal(rule("closed_to_departure"));
    expect(await refusalOf(holdStay(_id, "2026-12-25", "2026-12-28"))).to.deep.equal(rule("closed_to_arrival"));
    await changeNights(context, host, { id: _id, from: "2026-12-24", to: "2026-12-26", closedToArrival: false });
    expect(await refusalOf(holdStay(_id, "2026-12-25", "2026-12-26"))).to.deep.equal(rule("min_nights"));
    expect(await refusalOf(holdStay(_id, "2026-12-25", "2026-12-27"))).to.equal(undefined);
  });

  it("prices nights; stays that are held keep what they were quoted", async () => {
    const { _id } = await listed();
    const held = await holdStay(_id, "2026-12-30", "2027-01-02");
    expect(held.quote.total).to.equal(30_000 + 3_000 + 2_400);
    await changeNights(context, host, { id: _id, from: "2026-12-31", to: "2027-02-01", price: 25_000 });
    expect((await store.bookings.findById(held._id).lean())!.quote.total).to.equal(35_400);
    expect((await offeredQuote(context, { propertyId: _id, checkIn: "2027-01-30", checkOut: "2027-02-02", guests: 1 })).lines.map(({ amount }) => amount)).to.deep.equal([50_000, 10_000, 3_000, 4_800]);
    await changeNights(context, host, { id: _id, from: "2027-01-31", to: "2027-02-01", price: null });
    expect((await offeredQuote(context, { propertyId: _id, checkIn: "2027-01-30", checkOut: "2027-02-02", guests: 1 })).total).to.equal(25_000 + 20_000 + 3_000 + 3_600);
  });

  it("blocks units, not named ones, and frees them", async () => {
    const { _id } = await listed({ units: 2 });
    const blocked = await block(context, host, { id: _id, from: "2026-12-30", to: "2027-01-03", units: 1, note: "painting" });
    await holdStay(_id, "2026-12-31", "2027-01-02");
    expect(await refusalOf(holdStay(_id, "2027-01-01", "2027-01-02"))).to.include({ code: "nights_taken" });
    expect(await refusalOf(block(context, host, { id: _id, from: "2027-01-01", to: "2027-01-02" }))).to.include({ code: "nights_taken" });
    await unblock(context, host, { id: _id, blockId: blocked.id });
    await holdStay(_id, "2027-01-01", "2027-01-02");
    expect(await refusalOf(unblock(context, host, { id: _id, blockId: blocked.id }))).to.include({ code: "not_found" });
  });

  it("can't have fewer units than are taken, until a hold's time is over", async () => {
    const { _id } = await listed({ units: 3 });
    await holdStay(_id, "2026-12-10", "2026-12-12");
    await holdStay(_id, "2026-12-11", "2026-12-13");
    expect(await refusalOf(changeProperty(context, host, { id: _id, units: 1 }))).to.include({ code: "units_in_use" });
    expect((await store.properties.findById(_id).lean())!.units).to.equal(3);
    await changeProperty(context, host, { id: _id, units: 2 });
    time.advance(601);
    await changeProperty(context, host, { id: _id, units: 1 });
    expect(await store.months.distinct("units", { propertyId: _id })).to.deep.equal([1]);
  });

  it("races with guests and neither oversells nor loses", async () => {
    const { _id } = await listed({ units: 4 });
    const [lowered, ...held] = await Promise.all([
      refusalOf(changeProperty(context, host, { id: _id, units: 2 })),
      ...Array.from({ length: 8 }, () => refusalOf(holdStay(_id, "2026-12-20", "2026-12-22"))),
    ]);
    const taken = held.filter((refusal) => refusal === undefined).length;
    const { units } = (await store.months.findById(`${_id}:2026-12`).lean())!;
    expect(units).to.equal(lowered ? 4 : 2);
    expect(taken).to.equal(units);
  });

  it("unlisted is not found, and what is booked stays", async () => {
    const { _id } = await listed();
    const held = await holdStay(_id, "2026-12-10", "2026-12-12");
    await unlist(context, host, { id: _id });
    expect(await refusalOf(holdStay(_id, "2026-12-20", "2026-12-22"))).to.include({ code: "not_found" });
    expect((await store.bookings.findById(held._id).lean())!.status).to.equal("held");
  });
});
