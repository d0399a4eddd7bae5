/** What feeds the rooms of one node: its own stream, or the relay while that proves that it does. Runs `node.ts`. */
import type { Logger } from "pino";
import type { Activity } from "../../contract/events.ts";
import type { StoredEvent } from "../../store/documents.ts";
import type { Store } from "../../store/open.ts";
import { follow, type Following } from "../follow.ts";
import { ACTIVITY_CHANNEL, decode, decodeActivity, RELAY_CHANNEL, type Revoked } from "./channel.ts";
import { FEEDS_ITSELF, type NodeInput, nextState, type NodeState } from "./node.ts";
import { type SubscriptionEvents, type Subscriptions } from "./subscriptions.ts";

export interface NodeFeedOptions {
  store: Store;
  log: Logger;
  databaseNow(): number;
  /** Where there is a Redis. */
  subscribe?: ((events: SubscriptionEvents) => Subscriptions) | undefined;
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

const LOOK_EVERY = 250;

export function startNodeFeed({ store, log, databaseNow, subscribe, tell, relayed, gap }: NodeFeedOptions): NodeFeed {
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
      store, log, databaseNow, gap,
      from: state.covered,
      async tell(event) {
        if (stream === opened) await tell(event);
      },
      passed(to) {
        if (stream === opened) take({ kind: "followed", to });
      },
    });
    return opened;
  }

  const subscriptions = subscribe?.({ subscribed: () => take({ kind: "subscribed" }), dropped: () => take({ kind: "dropped" }) });
  subscriptions?.hear(RELAY_CHANNEL, (text) => {
    const said = decode(text);
    if ("beat" in said) take({ kind: "beat", beat: said.beat });
    else relayed.revoked(said.revoked);
  });
  const ticking = setInterval(() => take({ kind: "tick" }), LOOK_EVERY);
  ticking.unref();
  take({ kind: "tick" });

  return {
    subscriptions,
    async covers() {
      // Also while it feeds itself: a room that is confirmed before it is read needs nobody to cover what was before.
      await subscriptions?.confirmed();
      await stream?.opened;
    },
    isOpen: () => stream?.isOpen() ?? true,
    isSilent: () => !state.feeds,
    behind: () => stream?.behind() ?? performance.now() - state.heardAt,
    hearActivity(wanted) {
      if (wanted) subscriptions?.hear(ACTIVITY_CHANNEL, (text) => relayed.activity(decodeActivity(text)));
      else subscriptions?.unhear(ACTIVITY_CHANNEL);
    },
    async close() {
      closed = true;
      clearInterval(ticking);
      subscriptions?.close();
      await Promise.all([closing, stream?.close()]);
    },
  };
}
