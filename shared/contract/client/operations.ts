/** Everything that happens, as support sees it: filtered, paused, and caught up with without a gap. */
import type { Case } from "../case.ts";
import type { Activity } from "../events.ts";
import { type ActivityFilter, matches } from "../activity-filter.ts";
import type { Channel } from "./channel.ts";
import { type Arrival, keepLately } from "./lately.ts";
import { mergeRecent } from "./recent.ts";
import { createStore, type Store } from "./store.ts";
import { distrust, type Known, merge, nothingKnown } from "./versioned.ts";

const MOST_ACTIVITY = 500;
/** A cursor older than this is moved on with the next broadcast, so that catching up never has much to read; in milliseconds. */
const CURSOR_MS = 60_000;

export interface Feed {
  /** Latest first. */
  list: readonly Activity[];
  loaded: boolean;
  paused: boolean;
  /** How many have arrived since the pause. */
  waiting: number;
}

export interface Operations {
  feed: Store<Feed>;
  /** Those that were read or told, by id. */
  cases: Store<Known<Case>>;
  /** Rises each time cases may have changed unseen: whoever shows a list of them reads it again. */
  casesTurn: Store<number>;
  /** How the service was within the last two minutes, as it was told. */
  stats: Store<readonly Arrival[]>;
  follow(): () => void;
  /** Starts the list anew with what matches. */
  filter(filter: ActivityFilter): Promise<void>;
  pause(): void;
  /** Shows all that happened meanwhile, read anew from where the pause began. */
  resume(): Promise<void>;
  /** Takes in what a REST answer carried. */
  acceptCases(cases: readonly Case[]): void;
  clear(): void;
}

const keyOfCase = ({ id }: Case): string => id;

const EMPTY: Feed = { list: [], loaded: false, paused: false, waiting: 0 };

export function createOperations(channel: Channel<"/ops">): Operations {
  const feed = createStore<Feed>(EMPTY);
  const cases = createStore<Known<Case>>(nothingKnown());
  const casesTurn = createStore(0);
  const stats = createStore<readonly Arrival[]>([]);
  let cursor: string | undefined;
  let wanted: ActivityFilter = {};
  let cursorAt = 0;
  let unseen = new Set<string>();

  function accept(incoming: readonly Activity[], loaded: boolean): void {
    const now = feed.get();
    const matching = incoming.filter((activity) => matches(wanted, activity));
    if (now.paused) {
      const known = new Set(now.list.map((activity) => activity.id));
      for (const { id } of matching) if (!known.has(id)) unseen.add(id);
      feed.set({ ...now, waiting: unseen.size });
    } else {
      feed.set({ ...now, list: mergeRecent(now.list, matching, MOST_ACTIVITY).list, loaded });
    }
  }

  /** Reads on while there is more: an answer is cut at the server's limit. */
  async function catchUp(): Promise<void> {
    const asked = wanted;
    for (let more = true; more; ) {
      const answer = await channel.request("since", { ...(cursor && { cursor }), filter: asked });
      if (asked !== wanted || feed.get().paused) return;
      cursor = answer.cursor;
      cursorAt = Date.now();
      accept(answer.activity, true);
      ({ more } = answer);
    }
  }

  async function enter(): Promise<void> {
    await channel.request("filter", wanted);
    if (!feed.get().paused) await catchUp();
  }

  function acceptCases(incoming: readonly Case[]): void {
    cases.set(merge(cases.get(), keyOfCase, incoming));
  }

  /** What is read after the connection was made holds; what was known before it may be old. */
  function enterAnew(): void {
    cases.set(distrust(cases.get()));
    casesTurn.set(casesTurn.get() + 1);
    void enter().catch(() => undefined);
  }

  channel.onConnect(enterAnew);
  channel.on("reread", enterAnew);
  channel.on("case", (told) => acceptCases([told]));
  channel.on("stats", (told) => stats.set(keepLately(stats.get(), told, Date.now())));
  channel.on("activity", (activity) => {
    const { loaded, paused } = feed.get();
    accept([activity], loaded);
    if (loaded && !paused && Date.now() - cursorAt > CURSOR_MS) {
      cursorAt = Date.now();
      void catchUp().catch(() => undefined);
    }
  });

  return {
    feed,
    cases,
    casesTurn,
    stats,
    acceptCases,
    follow: channel.use,
    async filter(filter) {
      wanted = filter;
      cursor = undefined;
      unseen = new Set();
      feed.set(EMPTY);
      if (channel.connection.get().status === "live") await enter();
    },
    pause() {
      unseen = new Set();
      feed.set({ ...feed.get(), paused: true, waiting: 0 });
    },
    async resume() {
      feed.set({ ...feed.get(), paused: false, waiting: 0 });
      await catchUp();
    },
    clear() {
      cursor = undefined;
      wanted = {};
      feed.set(EMPTY);
      cases.set(nothingKnown());
      stats.set([]);
    },
  };
}
