/** Months of properties, live: the state of every watched month, whatever happens to the connection. */
import type { Month } from "../dates.ts";
import type { PublicMonth } from "../month.ts";
import type { Channel } from "./channel.ts";
import { keyOfMonth, monthKey } from "./months.ts";
import { createStore, type Store } from "./store.ts";
import { distrust, forget, type Known, merge, nothingKnown } from "./versioned.ts";
import { addWatch, isWatched, noWatches, removeWatch, toWatchAgain } from "./watches.ts";

/** Without a connection for this long, months are read over REST instead, in milliseconds. */
const READ_MS = 4_000;
/** A watch outlasts its end by this: who turns a page of the calendar ends one and begins another that shares its months. */
const LINGER_MS = 300;
/** Before a watch that was not answered is tried again. */
const AGAIN_MS = 3_000;

export interface Availability {
  /** Months by `monthKey`. */
  months: Store<Known<PublicMonth>>;
  /** How many connections look at a property. */
  viewers: Store<ReadonlyMap<string, number>>;
  /** When what is shown was last known to be true: milliseconds since 1970, or `live`. */
  asOf: () => number | "live";
  /** @returns ends the watch */
  watch(propertyId: string, months: readonly Month[]): () => void;
  /** Takes in months that another answer carried (`nights_taken`). */
  accept(months: readonly PublicMonth[]): void;
}

export interface AvailabilityDeps {
  channel: Channel<"/availability">;
  /** The same months over REST. */
  read: (propertyId: string, from: Month, to: Month) => Promise<readonly PublicMonth[]>;
}

export function createAvailability({ channel, read }: AvailabilityDeps): Availability {
  const months = createStore<Known<PublicMonth>>(nothingKnown());
  const viewers = createStore<ReadonlyMap<string, number>>(new Map());
  let watches = noWatches;
  let readAt = 0;
  let reading: ReturnType<typeof setInterval> | undefined;

  function accept(incoming: readonly PublicMonth[]): void {
    months.set(merge(months.get(), keyOfMonth, incoming.filter((month) => isWatched(watches, month))));
  }

  async function ask(propertyId: string, asked: Month[]): Promise<void> {
    try {
      const answer = await channel.request("watch", { propertyId, months: asked });
      accept(answer.months);
      viewers.set(new Map(viewers.get()).set(propertyId, answer.viewers));
    } catch {
      setTimeout(() => {
        const still = asked.filter((month) => isWatched(watches, { propertyId, month }));
        if (still.length > 0 && channel.connection.get().status === "live") void ask(propertyId, still);
      }, AGAIN_MS);
    }
  }

  /** A connection that is new, or was told to: what is answered now holds. */
  function askAgain(named?: { propertyId: string; month: Month }[]): void {
    months.set(distrust(months.get(), named?.map(keyOfMonth)));
    for (const { propertyId, months: asked } of toWatchAgain(watches, named)) void ask(propertyId, asked);
  }

  async function readInstead(): Promise<void> {
    if (channel.connection.get().status === "live") return;
    for (const { propertyId, months: wanted } of toWatchAgain(watches)) {
      const sorted = wanted.sort();
      try {
        accept(await read(propertyId, sorted[0]!, sorted.at(-1)!));
        readAt = Date.now();
      } catch {
        // Stays as of its time; the next round tries again.
      }
    }
  }

  function endWatch(propertyId: string, ended: readonly Month[]): void {
    const { watches: left, removed } = removeWatch(watches, propertyId, ended);
    watches = left;
    months.set(forget(months.get(), removed.map((month) => monthKey(propertyId, month))));
    if (!left.has(propertyId)) viewers.set(new Map([...viewers.get()].filter(([id]) => id !== propertyId)));
    if (removed.length > 0 && channel.connection.get().status === "live") {
      // Once: a second one could end a watch that has begun meanwhile, and what is told in vain is dropped.
      void channel.request("unwatch", { propertyId, months: removed }, { once: true }).catch(() => undefined);
    }
    if (watches.size > 0) return;
    clearInterval(reading);
    reading = undefined;
  }

  channel.onConnect(() => askAgain());
  channel.on("month", (month) => accept([month]));
  channel.on("viewers", ({ propertyId, count }) => viewers.set(new Map(viewers.get()).set(propertyId, count)));
  channel.on("reread", ({ months: named }) => askAgain(named));

  return {
    months,
    viewers,
    accept,
    asOf() {
      const { status, at } = channel.connection.get();
      return status === "live" ? "live" : Math.max(at, readAt);
    },
    watch(propertyId, wanted) {
      const before = addWatch(watches, propertyId, wanted);
      watches = before.watches;
      const leave = channel.use();
      if (before.added.length > 0 && channel.connection.get().status === "live") void ask(propertyId, before.added);
      reading ??= setInterval(() => void readInstead(), READ_MS);
      let watching = true;
      return () => {
        if (!watching) return;
        watching = false;
        setTimeout(() => {
          endWatch(propertyId, wanted);
          leave();
        }, LINGER_MS);
      };
    },
  };
}
