/**
 * When a node feeds itself and when it leaves that to the relay. Pure: it is run by `node-feed.ts`, and searched for
 * schedules that go wrong by `test/feed/protocol.test.ts`.
 *
 * A node feeds itself unless a relay has proved that it does. Its rooms miss nothing, because what it has not covered itself
 * was published after Redis had confirmed them.
 */

/** A place in the order of everything that commits: the cluster time of the change there. */
export type Position = bigint;

/** The relay's proof: every event after `from`, up to `to`, was published and taken by Redis before this was sent. */
export interface Beat {
  /** How often a relay began to lead. */
  term: number;
  from: Position;
  to: Position;
}

export interface NodeState {
  /** Whether it follows the events itself. */
  readonly feeds: boolean;
  /** Its rooms were told of everything up to here; absent before the first. */
  readonly covered?: Position | undefined;
  /** Whether Redis has confirmed all its rooms, and the connection has held since. */
  readonly subscribed: boolean;
  /** The highest that was heard of. */
  readonly term: number;
  /** Beats of that term without a gap since it was subscribed, while it feeds itself. */
  readonly heard?: { readonly to: Position; /** The end of the second. */ readonly target?: Position | undefined } | undefined;
  /** When the last beat came, in milliseconds. */
  readonly heardAt: number;
}

export type NodeInput =
  | { kind: "subscribed" }
  /** The connection to Redis has gone, however briefly, or a room was not confirmed in time. */
  | { kind: "dropped" }
  | { kind: "beat"; beat: Beat }
  /** Its own stream has told everything up to there. */
  | { kind: "followed"; to: Position }
  /** Its own stream has lost its place, and its rooms were asked to read again: where it is now it says next. */
  | { kind: "lost" }
  | { kind: "tick" };

export const FEEDS_ITSELF: NodeState = { feeds: true, subscribed: false, term: 0, heardAt: 0 };

/** Milliseconds without a beat after which there is no relay. */
export const SILENCE = 2000;

/** @param now milliseconds of a clock that only runs forward */
export function nextState(state: NodeState, input: NodeInput, now: number): NodeState {
  switch (input.kind) {
    case "subscribed":
      return { ...state, subscribed: true, heard: undefined };
    case "dropped":
      return { ...feedItself(state), subscribed: false };
    case "beat":
      return onBeat(state, input.beat, now);
    case "followed":
      return fallSilent({ ...state, covered: later(state.covered, input.to) });
    case "lost":
      return { ...feedItself(state), covered: undefined };
    case "tick":
      return now - state.heardAt > SILENCE ? feedItself(state) : state;
  }
}

const feedItself = (state: NodeState): NodeState => ({ ...state, feeds: true, heard: undefined });

const later = (a: Position | undefined, b: Position): Position => (a !== undefined && a > b ? a : b);

function onBeat(state: NodeState, { term, from, to }: Beat, now: number): NodeState {
  if (term < state.term) return state;
  // A new relay may have published before this node was subscribed what the old one had not come to yet.
  const known = term === state.term ? state : feedItself({ ...state, term });
  const { covered, heard } = known;
  if (!known.feeds) return covered !== undefined && from <= covered ? { ...known, covered: later(covered, to), heardAt: now } : feedItself(known);
  if (!known.subscribed) return known;
  const goesOn = heard !== undefined && from <= heard.to;
  return fallSilent({ ...known, heardAt: now, heard: goesOn ? { to: later(heard.to, to), target: heard.target ?? to } : { to } });
}

/**
 * At the first beat it would be too early: what the relay published before the node was subscribed may lie behind that
 * beat's end. The second one's end was taken after the first was sent, so that it lies behind all of that.
 */
function fallSilent(state: NodeState): NodeState {
  const { feeds, covered, heard } = state;
  if (!feeds || heard?.target === undefined || covered === undefined || covered < heard.target) return state;
  return { ...state, feeds: false, covered: later(covered, heard.to), heard: undefined };
}
