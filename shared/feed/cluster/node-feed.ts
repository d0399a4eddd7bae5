/** What feeds the rooms of one node: its own stream, or the relay while that proves that it does. Runs `node.ts`. */
import type { Logger } from "pino";
import type { Activity } from "../../contract/events.ts";
import type { StoredEvent } from "../../store/documents.ts";
import type { Store } from "../../store/open.ts";
import { follow, type Following } from "../follow.ts";
import { type Channels, decode, decodeActivity, type Revoked } from "./channel.ts";
import { FEEDS_ITSELF, type NodeInput, nextState, type NodeState } from "./node.ts";
import { type SubscriptionEvents, type Subscriptions } from "./subscriptions.ts";

export interface NodeFeedOptions {
  store: Store;
  log: Logger;
  databaseNow(): number;
  /** Where there is a Redis. */
  subscribe?: ((events: SubscriptionEvents) => Subscriptions) | undefined;
  channels: Channels;
  /** An event of this node's own stream. */
  tell(event: StoredEvent): Promise<void>;
  /** What the relay says beside what it says to rooms. */
  relayed: { revoked(event: Revoked): void; activity(activity: Activity): void };
  gap(): void;
}

export interface NodeFeed {
  /** `undefined` where there is no Redis. */
  subscriptions: Subscriptions | undefined;
  /** Resolves when whoever is in a room now is told of what commits from now on. */
  covers(): Promise<void>;
  isOpen(): boolean;
  isSilent(): boolean;
  /** Milliseconds that rooms may be behind the database. */
  behind(): number;
  /** Whether what staff filters for has to be heard. */
  hearActivity(wanted: boolean): void;
  close(): Promise<void>;
}

/** Milliseconds between two looks, and by how much one may be late. */
const LOOK_EVERY = 250;
const MOST_LATE = 1000;

export function startNodeFeed({ store, log, databaseNow, subscribe, channels, tell, relayed, gap }: NodeFeedOptions): NodeFeed {
  let state: NodeState = FEEDS_ITSELF;
  let stream: Following | undefined;
  let closing = Promise.resolve();
  let closed = false;

  /** The one place where the state changes; the stream follows from it. */
  function take(input: NodeInput): void {
    const fed = !state.feeds;
    state = nextState(state, input, performance.now());
    if (state.feeds && fed) log.info({ covered: String(state.covered) }, "feeds itself");
    if (!state.feeds && !fed) log.info({ term: state.term }, "is fed by the relay");
    if (state.feeds && !stream && !closed) stream = open();
    if (state.feeds || !stream) return;
    closing = stream.close();
    stream = undefined;
  }

  function open(): Following {
    const opened = follow({
      store, log, databaseNow,
      from: state.covered,
      async tell(event) {
        if (stream === opened) await tell(event);
      },
      gap() {
        if (stream !== opened) return;
        take({ kind: "lost" });
        gap();
      },
      passed(to) {
        if (stream === opened) take({ kind: "followed", to });
      },
    });
    return opened;
  }

  const subscriptions = subscribe?.({ subscribed: () => take({ kind: "subscribed" }), dropped: () => take({ kind: "dropped" }) });
  subscriptions?.hear(channels.relay, (text) => {
    const said = decode(text);
    if ("beat" in said) take({ kind: "beat", beat: said.beat });
    else relayed.revoked(said.revoked);
  });
  let tickedAt = performance.now();
  const ticking = setInterval(() => {
    const late = performance.now() - tickedAt > MOST_LATE;
    tickedAt = performance.now();
    if (!late) take({ kind: "tick" }); // where this process stood still, beats wait to be heard
  }, LOOK_EVERY);
  ticking.unref();
  take({ kind: "tick" });

  return {
    subscriptions,
    async covers() {
      // Also while it feeds itself: a room that is confirmed before it is read needs nobody to cover what was before.
      await subscriptions?.confirmed();
      for (let current = undefined as Following | undefined; current !== stream; await current?.opened) current = stream;
    },
    isOpen: () => stream?.isOpen() ?? true,
    isSilent: () => !state.feeds,
    behind: () => stream?.behind() ?? performance.now() - state.heardAt,
    hearActivity(wanted) {
      if (wanted) subscriptions?.hear(channels.activity, (text) => relayed.activity(decodeActivity(text)));
      else subscriptions?.unhear(channels.activity);
    },
    async close() {
      closed = true;
      clearInterval(ticking);
      subscriptions?.close();
      await Promise.all([closing, stream?.close()]);
    },
  };
}
