/**
 * The rules of the protocol that the model runs, and each of them broken.
 *
 * Two that stand for each other are broken together: a node that feeds itself at each new term forgives a successor that begins
 * at now. The first beat would be enough for a relay that tells nothing ahead.
 */
import { nextState } from "../../../shared/feed/cluster/node.ts";
import { beatAt } from "../../../shared/feed/cluster/relay.ts";

export interface Rules {
  nextState: typeof nextState;
  beatAt: typeof beatAt;
  /** The relay may tell what lies behind a renewal before that one's beat. It reads the next renewal after the beat. */
  tellsAhead: boolean;
  joinAwaitsConfirmation: boolean;
  /** A stream that was closed before it had opened is waited for no longer. */
  joinLooksAgain: boolean;
  beginsAtKeptPosition: boolean;
  beatsAtRenewals: boolean;
  beatAwaitsReplies: boolean;
  endsAfterFailure: boolean;
}

export const RULES: Rules = {
  nextState, beatAt,
  tellsAhead: false,
  joinAwaitsConfirmation: true,
  joinLooksAgain: true,
  beginsAtKeptPosition: true,
  beatsAtRenewals: true,
  beatAwaitsReplies: true,
  endsAfterFailure: true,
};

/** The node's rule must hold for a relay, too, that tells ahead. */
export const AHEAD: Rules = { ...RULES, tellsAhead: true };

const onSilently: typeof nextState = (state, input, now) =>
  nextState(input.kind === "beat" && input.beat.term > state.term ? { ...state, term: input.beat.term } : state, input, now);

export const BROKEN: Record<string, Rules> = {
  "falls silent at the first beat": {
    ...AHEAD,
    nextState(state, input, now) {
      const next = nextState(state, input, now);
      if (input.kind !== "beat" || !next.feeds || !next.heard || next.heard.target !== undefined) return next;
      return nextState(next, { kind: "beat", beat: { term: next.term, from: next.heard.to, to: next.heard.to } }, now);
    },
  },
  "takes no notice of a short disconnect": {
    ...RULES,
    nextState: (state, input, now) => (input.kind === "dropped" ? state : nextState(state, input, now)),
  },
  "takes no notice of a gap before a beat": {
    ...RULES,
    nextState(state, input, now) {
      if (input.kind !== "beat" || state.feeds || state.covered === undefined || input.beat.from <= state.covered) return nextState(state, input, now);
      return nextState(state, { kind: "beat", beat: { ...input.beat, from: state.covered } }, now);
    },
  },
  "takes beats of lower terms": {
    ...RULES,
    nextState(state, input, now) {
      if (input.kind !== "beat") return nextState(state, input, now);
      return nextState(state, { kind: "beat", beat: { ...input.beat, term: Math.max(state.term, input.beat.term) } }, now);
    },
  },
  "goes on silently with a new term": { ...RULES, nextState: onSilently },
  "goes on silently with a new term, which begins at now": { ...RULES, nextState: onSilently, beginsAtKeptPosition: false },
  "falls silent before its own stream has come so far": {
    ...RULES,
    nextState(state, input, now) {
      const next = nextState(state, input, now);
      if (!next.feeds || next.covered === undefined || next.heard?.target === undefined) return next;
      return nextState(next, { kind: "followed", to: next.heard.target }, now);
    },
  },
  "a join does not wait for Redis": { ...RULES, joinAwaitsConfirmation: false },
  "a join waits for a stream that was closed": { ...RULES, joinLooksAgain: false },
  "a relay beats without having seen its renewal": { ...RULES, beatsAtRenewals: false },
  "a relay beats at renewals that are old": { ...RULES, beatAt: (leading, renewal, age) => beatAt(leading, renewal, age && 0) },
  "a relay beats before Redis has replied": { ...RULES, beatAwaitsReplies: false },
  "a relay goes on after what Redis has not taken": { ...RULES, endsAfterFailure: false },
};
