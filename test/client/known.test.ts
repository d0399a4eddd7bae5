/** The client's book-keeping: pure. */
import { expect } from "chai";
import fc from "fast-check";
import { mergeRecent } from "../../shared/contract/client/recent.ts";
import { distrust, forget, type Known, merge, nothingKnown } from "../../shared/contract/client/versioned.ts";
import { addWatch, isWatched, noWatches, removeWatch, toWatchAgain, type Watches } from "../../shared/contract/client/watches.ts";

interface Thing {
  key: string;
  version: number;
}
const key: fc.Arbitrary<string> = fc.constantFrom("a", "b", "c");
const thing = fc.record({ key, version: fc.integer({ min: 1, max: 6 }) });
const things = fc.array(thing, { maxLength: 12 });
const keyOf = ({ key: of }: Thing) => of;
const mergeAll = (known: Known<Thing>, batches: Thing[][]) => batches.reduce((before, batch) => merge(before, keyOf, batch), known);
const contents = ({ items }: Known<Thing>) => Object.fromEntries([...items].map(([of, { version }]) => [of, version] as const).sort());

describe("Things with a version", () => {
  it("are the same in whatever order, batches and repetitions they come", () => {
    fc.assert(fc.property(things.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }), fc.integer({ min: 1, max: 5 }))), ([all, shuffled, size]) => {
      const highest = Object.fromEntries([...new Set(all.map(keyOf))].sort().map((of) => [of, Math.max(...all.filter((one) => one.key === of).map(({ version }) => version))]));
      const batches = Array.from({ length: Math.ceil(shuffled.length / size) }, (_, index) => shuffled.slice(index * size, (index + 1) * size));
      expect(contents(mergeAll(nothingKnown(), batches))).to.deep.equal(highest);
    }));
  });

  it("that are distrusted are as if they had not been known, once something of them comes", () => {
    fc.assert(fc.property(things, fc.option(fc.array(key), { nil: undefined }), fc.array(things, { maxLength: 4 }), (before, doubted, batches) => {
      const known = merge(nothingKnown<Thing>(), keyOf, before);
      const after = mergeAll(distrust(known, doubted), batches);
      const isDoubted = (of: string) => doubted?.includes(of) ?? true;
      const anew = contents(mergeAll(nothingKnown(), batches));
      const merged = contents(mergeAll(known, batches));
      for (const of of ["a", "b", "c"]) expect(contents(after)[of]).to.equal(isDoubted(of) ? (anew[of] ?? contents(known)[of]) : merged[of]);
      for (const of of after.distrusted) expect(batches.flat().map(keyOf)).not.to.include(of);
    }));
  });

  it("are the very same value where nothing changes, and none that was given is ever changed", () => {
    fc.assert(fc.property(things, things, fc.array(key), (before, incoming, keys) => {
      const known = merge(nothingKnown<Thing>(), keyOf, before);
      const was = contents(known);
      const next = merge(known, keyOf, incoming);
      if (JSON.stringify(contents(next)) === JSON.stringify(was)) expect(next).to.equal(known);
      expect(merge(next, keyOf, incoming)).to.equal(next);
      const left = forget(known, keys);
      expect(Object.keys(contents(left))).to.deep.equal(Object.keys(was).filter((of) => !keys.includes(of)));
      expect(forget(left, keys)).to.equal(left);
      distrust(known, keys);
      expect(contents(known)).to.deep.equal(was);
      expect(known.distrusted.size).to.equal(0);
    }));
  });

  it("that are forgotten are not distrusted when they come back", () => {
    const known = distrust(merge(nothingKnown<Thing>(), keyOf, [{ key: "a", version: 3 }]));
    expect(forget(known, ["a"]).distrusted.size).to.equal(0);
  });
});

describe("Watches", () => {
  const months = fc.uniqueArray(fc.constantFrom("2026-11", "2026-12", "2027-01"), { minLength: 1 });
  const step = fc.record({ propertyId: fc.constantFrom("p", "q"), months, ends: fc.nat({ max: 9 }), isNew: fc.boolean() });

  it("ask for a month with the first who wants it and end it with the last, whoever comes and goes", () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let watches: Watches = noWatches;
      const open: { propertyId: string; months: string[] }[] = [];
      const asked = new Set<string>();
      for (const { propertyId, months: wanted, ends, isNew } of steps) {
        if (isNew || open.length === 0) {
          const { watches: next, added } = addWatch(watches, propertyId, wanted);
          watches = next;
          open.push({ propertyId, months: wanted });
          for (const month of added) {
            expect(asked.has(`${propertyId}:${month}`)).to.equal(false);
            asked.add(`${propertyId}:${month}`);
          }
        } else {
          const [ended] = open.splice(ends % open.length, 1);
          const { watches: next, removed } = removeWatch(watches, ended!.propertyId, ended!.months);
          watches = next;
          for (const month of removed) expect(asked.delete(`${ended!.propertyId}:${month}`)).to.equal(true);
        }
        const wantedNow = new Set(open.flatMap((one) => one.months.map((month) => `${one.propertyId}:${month}`)));
        expect([...asked].sort()).to.deep.equal([...wantedNow].sort());
        expect(toWatchAgain(watches).flatMap((one) => one.months.map((month) => `${one.propertyId}:${month}`)).sort()).to.deep.equal([...wantedNow].sort());
        for (const month of ["2026-11", "2026-12", "2027-01"]) expect(isWatched(watches, { propertyId, month })).to.equal(wantedNow.has(`${propertyId}:${month}`));
      }
      expect(open.length > 0 || watches.size === 0).to.equal(true);
    }));
  });

  it("again ask only for what is named and watched", () => {
    const { watches } = addWatch(addWatch(noWatches, "p", ["2026-11", "2026-12"]).watches, "q", ["2026-11"]);
    expect(toWatchAgain(watches, [{ propertyId: "p", month: "2026-12" }, { propertyId: "q", month: "2027-01" }])).to.deep.equal([{ propertyId: "p", months: ["2026-12"] }]);
    expect(removeWatch(watches, "r", ["2026-11"])).to.deep.equal({ watches, removed: [] });
  });
});

describe("A list that grows at the top", () => {
  const item = fc.record({ id: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"), at: fc.constantFrom("1", "2", "3") });
  const unique = fc.uniqueArray(item, { selector: ({ id }) => id });

  it("has the latest first, each once, and at most so many", () => {
    fc.assert(fc.property(fc.array(unique, { maxLength: 6 }), fc.integer({ min: 1, max: 12 }), (batches, most) => {
      let list: readonly { id: string; at: string }[] = [];
      for (const batch of batches) {
        const { list: next, fresh } = mergeRecent(list, batch, most);
        const before = new Set(list.map(({ id }) => id));
        expect(fresh.map(({ id }) => id).sort(), "fresh are those that have come into the list").to.deep.equal(next.map(({ id }) => id).filter((id) => !before.has(id)).sort());
        expect(next.length).to.equal(Math.min(most, new Set([...list, ...batch].map(({ id }) => id)).size));
        expect(new Set(next.map(({ id }) => id)).size).to.equal(next.length);
        for (const [index, { at }] of next.slice(1).entries()) expect(at <= next[index]!.at).to.equal(true);
        list = next;
      }
    }));
  });

  it("is the same in whatever order its parts come", () => {
    fc.assert(fc.property(unique.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.nat({ max: 10 }))), ([all, shuffled, cut]) => {
      const whole = mergeRecent([], all, 10).list;
      expect(mergeRecent(mergeRecent([], shuffled.slice(0, cut), 10).list, shuffled.slice(Math.max(0, cut - 3)), 10).list).to.deep.equal(whole);
    }));
  });
});
