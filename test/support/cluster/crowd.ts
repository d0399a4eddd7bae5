/** Thousands who look at months of properties, what they know, and whether that is what is stored. */
import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { monthKey } from "../../../shared/contract/client/months.ts";
import { publicMonth } from "../../../shared/views/month.ts";
import type { Store } from "../../../shared/store/open.ts";
import type { Staleness } from "./staleness.ts";
import { startWatcher, type Watcher } from "./watcher.ts";

export interface Crowd {
  watchers: readonly Watcher[];
  /** Resolves when everybody watches. */
  settled(milliseconds?: number): Promise<void>;
  /** What everybody lacks now counts as waited for until now. */
  count(): void;
  /** Since `begin`: connections that were lost, and watchers who were told to read again. */
  figures(): { lost: number; rereads: number; heard: number };
  begin(): void;
  /**
   * Compares every month that anybody watches with the stored one, for as long as there are differences.
   *
   * @returns those that are left after so many milliseconds, in words; and how long it took to agree
   */
  compare(store: Store, milliseconds?: number): Promise<{ differences: string[]; took: number; compared: number }>;
  end(): void;
}

export interface CrowdOptions {
  /** Where they connect to. */
  port: number;
  size: number;
  propertyIds: readonly string[];
  /** Each watches one of them at least, and the first ones first. */
  months: readonly string[];
  staleness: Staleness;
}

/** Connections that are opened at once. */
const AT_ONCE = 50;
const LOOK_EVERY = 1000;

export function startCrowd({ port, size, propertyIds, months, staleness }: CrowdOptions): Crowd {
  const people: { watcher: Watcher; propertyId: string }[] = [];
  let figures = { lost: 0, rereads: 0, heard: 0 };
  let over = false;
  const join = (index: number) => {
    const propertyId = propertyIds[index % propertyIds.length]!;
    const watcher = startWatcher({
      port, propertyId,
      months: months.slice(0, 1 + (Math.floor(index / propertyIds.length) % months.length)),
      onMonth(month, before, version) {
        figures.heard += 1;
        staleness.learn(monthKey(propertyId, month), before, version);
      },
      onReread: () => void (figures.rereads += 1),
      onLost: () => void (figures.lost += 1),
    });
    people.push({ watcher, propertyId });
  };
  const joining = (async () => {
    for (let index = 0; index < size && !over; index += 1) {
      join(index);
      if (index % AT_ONCE === AT_ONCE - 1) await delay(50);
    }
  })();
  const looking = setInterval(() => {
    const now = performance.now();
    for (const { watcher } of people) watcher.look(now);
  }, LOOK_EVERY);

  return {
    get watchers() {
      return people.map(({ watcher }) => watcher);
    },
    async settled(milliseconds = 60_000) {
      await joining;
      for (const end = performance.now() + milliseconds; ; await delay(50)) {
        const waiting = people.filter(({ watcher }) => !watcher.isWatching()).length;
        if (waiting === 0) return;
        if (performance.now() > end) throw new Error(`${waiting} of ${size} do not watch after ${milliseconds} ms`);
      }
    },
    count() {
      for (const { watcher, propertyId } of people) {
        for (const [month, { version }] of watcher.seen) staleness.lack(monthKey(propertyId, month), version);
      }
    },
    figures: () => figures,
    begin() {
      figures = { lost: 0, rereads: 0, heard: 0 };
    },
    async compare(store, milliseconds = 5000) {
      const began = performance.now();
      let open = people.flatMap(({ watcher, propertyId }, who) => [...watcher.seen.keys()].map((month) => ({ who, watcher, month, key: monthKey(propertyId, month) })));
      const compared = open.length;
      for (;;) {
        const stored = await publicMonths(store, new Set(open.map(({ key }) => key)));
        open = open.filter(({ watcher, month, key }) => !stored.get(key)!(watcher.seen.get(month)!.json));
        const took = performance.now() - began;
        if (open.length === 0 || took > milliseconds) {
          const differences = open.map(({ who, watcher, month, key }) => `watcher ${who} of ${key} knows version ${watcher.seen.get(month)!.version}, is ${watcher.isWatching() ? "watching" : "away"}`);
          return { differences, took, compared };
        }
        await delay(50);
      }
    },
    end() {
      over = true;
      clearInterval(looking);
      for (const { watcher } of people) watcher.end();
    },
  };
}

/** By key, whether a month as it was sent is the stored one. */
async function publicMonths(store: Store, keys: ReadonlySet<string>): Promise<Map<string, (json: string) => boolean>> {
  const stored = await store.months.find({ _id: { $in: [...keys] } }).lean();
  return new Map(stored.map((month) => {
    const view = publicMonth(month);
    const text = JSON.stringify(view);
    return [month._id, (json: string) => json === text || isDeepStrictEqual(JSON.parse(json), JSON.parse(text))];
  }));
}
