/** What is sent for a route, what differs between two months, and the clock: pure. */
import { expect } from "chai";
import fc from "fast-check";
import { createClock } from "../../shared/contract/client/clock.ts";
import { changedNights, keyOfMonth, monthKey } from "../../shared/contract/client/months.ts";
import { toSendable } from "../../shared/contract/client/request.ts";
import { createStore } from "../../shared/contract/client/store.ts";
import { uuid } from "../../shared/contract/client/uuid.ts";
import { nightOf } from "../../shared/contract/dates.ts";
import { routes } from "../../shared/contract/rest.ts";
import { PropertyQuery } from "../../shared/contract/routes/properties.ts";
import { publicMonth } from "../../shared/views/month.ts";
import { aStoredMonth } from "../support/arbitraries.ts";

/** As a server sees it: after `fetch` has made an address of it. */
const received = (path: string) => new URL(path, "https://stay.example.com");

describe("A request", () => {
  const segment = fc.string({ unit: "binary", minLength: 1 }).filter((text) => !/^\.\.?$/.test(text));

  it("has its parameters in its path, each whole and in its place, whatever they are", () => {
    fc.assert(fc.property(segment, segment, (id, blockId) => {
      const { pathname, search, hash } = received(toSendable(routes.unblock, { params: { id, blockId } }).path);
      const [, api, properties, first, blocks, second, ...more] = pathname.split("/");
      expect([api, properties, blocks, search, hash, more]).to.deep.equal(["api", "properties", "blocks", "", "", []]);
      expect([first, second].map((part) => decodeURIComponent(part!))).to.deep.equal([id, blockId]);
    }));
  });

  it("is not made where a parameter is missing, empty, or would lead elsewhere", () => {
    for (const id of [undefined, "", ".", ".."]) expect(() => toSendable(routes.property, { params: { id } }), String(id)).to.throw("needs id");
  });

  it("has its query as it was, and leaves out what is absent or empty", () => {
    const value = fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean(), fc.constant(undefined));
    fc.assert(fc.property(fc.dictionary(fc.string({ minLength: 1 }), value), (query) => {
      const wanted = Object.entries(query).filter(([, one]) => one !== undefined && one !== "").map(([name, one]) => [name, String(one)]);
      expect([...received(toSendable(routes.findProperties, { query }).path).searchParams].sort()).to.deep.equal(wanted.sort());
    }));
    expect(toSendable(routes.findProperties, { query: { text: "", guests: undefined } }).path).to.equal("/api/properties");
  });

  it("has lists in its query as the contract reads them, and no empty ones", () => {
    const { searchParams } = received(toSendable(routes.findProperties, { query: { amenities: ["wifi", "sea_view"], near: [-8.61, 41.14] } }).path);
    const { amenities, near } = PropertyQuery.parse(Object.fromEntries(searchParams));
    expect({ amenities, near }).to.deep.equal({ amenities: ["wifi", "sea_view"], near: [-8.61, 41.14] });
    expect(toSendable(routes.findProperties, { query: { amenities: [] } }).path).to.equal("/api/properties");
  });

  it("has a body only where there is one", () => {
    expect(toSendable(routes.becomeHost, {})).to.deep.equal({ method: "POST", path: "/api/me/host" });
    expect(toSendable(routes.cancel, { params: { id: "1" }, body: {} })).to.deep.equal({ method: "POST", path: "/api/bookings/1/cancel", body: "{}" });
  });

  it("has a key that is a UUID and no other's", () => {
    const keys = Array.from({ length: 500 }, uuid);
    for (const key of keys) expect(key).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(keys).size).to.equal(500);
  });
});

describe("Two states of a month", () => {
  const view = aStoredMonth.map(publicMonth);

  it("of one version differ in no night", () => {
    fc.assert(fc.property(view, (month) => {
      expect(changedNights(month, structuredClone(month))).to.deep.equal([]);
      expect(keyOfMonth(month)).to.equal(monthKey(month.propertyId, month.month));
    }), { numRuns: 30 });
  });

  it("differ in the night whose places, price, hold or rule changed, and in no other", () => {
    fc.assert(fc.property(view, fc.nat(), fc.constantFrom("free", "price", "heldUntil", "minNights", "closedToArrival", "closedToDeparture"), (month, seed, what) => {
      const day = 1 + (seed % month.free.length);
      const after: any = structuredClone(month);
      if (what === "free" || what === "price") after[what][day - 1] += 1;
      else if (what === "minNights") after.minNights = { ...after.minNights, [day]: (after.minNights?.[day] ?? 0) + 1 };
      else if (what === "heldUntil") after.heldUntil = { ...after.heldUntil, [day]: "2030-01-01T00:00:00.000Z" };
      else after[what] = after[what]?.includes(day) ? after[what].filter((one: number) => one !== day) : [...(after[what] ?? []), day];
      expect(changedNights(month, { ...after, version: month.version + 1 })).to.deep.equal([nightOf(month.month, day)]);
    }), { numRuns: 30 });
  });
});

describe("The page's clock", () => {
  it("is the server's within a second where the machine's is wrong, and the machine's where it is right", () => {
    fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1e12, max: 2e12 }), (wrong, server) => {
      const clock = createClock(() => server + wrong);
      clock.heard(Math.floor(server / 1000) * 1000); // as in `Date`: whole seconds
      expect(Math.abs(clock.now() - server)).to.be.at.most(Math.abs(wrong) < 1500 ? Math.abs(wrong) : Math.max(500, Math.min(Math.abs(wrong), 2500)));
    }));
  });
});

describe("A store", () => {
  it("says only what is new, and nothing to who has left", () => {
    const store = createStore(1);
    const heard: number[] = [];
    const stop = store.subscribe(() => heard.push(store.get()));
    for (const value of [1, 2, 2, 3]) store.set(value);
    stop();
    store.set(4);
    expect(heard).to.deep.equal([2, 3]);
  });
});
