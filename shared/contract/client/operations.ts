/** Everything that happens, as support sees it: filtered, paused, and caught up with without a gap. */
import type { Activity } from "../events.ts";
import type { ActivityFilter } from "../sockets.ts";
import type { Channel } from "./channel.ts";
import { mergeRecent } from "./recent.ts";
import { createStore, type Store } from "./store.ts";

const MOST_ACTIVITY = 500;
/** After so many broadcasts the cursor is moved on, so that catching up never has much to read. */
const CURSOR_EVERY = 50;

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
  follow(): () => void;
  /** Starts the list anew with what matches. */
  filter(filter: ActivityFilter): Promise<void>;
  pause(): void;
  /** Shows all that happened meanwhile, read anew from where the pause began. */
  resume(): Promise<void>;
  clear(): void;
}

const EMPTY: Feed = { list: [], loaded: false, paused: false, waiting: 0 };

export function createOperations(channel: Channel<"/ops">): Operations {
  const feed = createStore<Feed>(EMPTY);
  let cursor: string | undefined;
  let wanted: ActivityFilter = {};
  let sinceCursor = 0;
  let unseen = new Set<string>();

  function accept(incoming: readonly Activity[]): void {
    const now = feed.get();
    const matching = incoming.filter((activity) => matches(wanted, activity));
    if (now.paused) {
      const known = new Set(now.list.map((activity) => activity.id));
      for (const { id } of matching) if (!known.has(id)) unseen.add(id);
      feed.set({ ...now, waiting: unseen.size });
    } else {
      feed.set({ ...now, list: mergeRecent(now.list, matching, MOST_ACTIVITY).list, loaded: true });
    }
  }

  /** Reads on until nothing new comes: an answer may be cut at the server's limit. */
  async function catchUp(): Promise<void> {
    const asked = wanted;
    for (let turn = 0; turn < 20; turn++) {
      const answer = await channel.request("since", { ...(cursor && { cursor }), filter: asked });
      if (asked !== wanted || feed.get().paused) return;
      const before = feed.get().list;
      const moved = cursor !== undefined && answer.cursor !== cursor;
      cursor = answer.cursor;
      sinceCursor = 0;
      accept(answer.activity);
      if (!moved || mergeRecent(before, answer.activity, MOST_ACTIVITY).fresh.length === 0) return;
    }
  }

  async function enter(): Promise<void> {
    await channel.request("filter", wanted);
    if (!feed.get().paused) await catchUp();
  }

  channel.onConnect(() => void enter().catch(() => undefined));
  channel.on("reread", () => void enter().catch(() => undefined));
  channel.on("activity", (activity) => {
    accept([activity]);
    if (++sinceCursor >= CURSOR_EVERY && !feed.get().paused) {
      sinceCursor = 0;
      void catchUp().catch(() => undefined);
    }
  });

  return {
    feed,
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
    },
  };
}

/** The server's filter, also on this side: what was under way when the filter changed is not shown. Pure. */
export function matches(filter: ActivityFilter, activity: Activity): boolean {
  if (filter.types?.length && !filter.types.includes(activity.type)) return false;
  if (filter.propertyId && activity.propertyId !== filter.propertyId) return false;
  if (filter.bookingId && activity.bookingId !== filter.bookingId) return false;
  const persons = [activity.userId, activity.hostId, activity.guestId, activity.actor.id];
  return !filter.personId || persons.includes(filter.personId);
}
