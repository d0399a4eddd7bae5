/**
 * The shortest schedules known that break what a rule is for, by the rule that is broken. Those of terms were made by hand,
 * because two relays must speak at once for them; the search found the others, and begins at all of them anew.
 */
import type { BROKEN } from "./rules.ts";

export const KEPT: Record<keyof typeof BROKEN, string> = {
  "falls silent at the first beat":
    "redisRestarts; pauses 0 1; drift 150 8055; drift 0 7886; pauses 0 0; failover 3000; drift 150 128; drift 60 544; redisRestarts; write 0; pass 500 14",
  "takes no notice of a short disconnect":
    "drops 0; write 0",
  "takes no notice of a gap before a beat":
    "write 2; historyGoes",
  "takes beats of lower terms":
    "nodeStalls 2 1; drift 400 0; relay 0 2; relay 0 3; pauses 0 1; pass 3000 0; pass 600 0; write 2; drops 2; pass 350 0; pauses 0 0; drift 0 512; drift 0 1024; drift 0 128",
  "goes on silently with a new term":
    "relayStalls 0 1; pass 800 0; failover 3000; write 2; drift 100 2048; drift 200 2048; drift 0 4096; reconnects 2; drift 0 384; relayStalls 0 0; relay 0 3; drift 100 0; relay 0 3; relay 0 3; relay 0 5; published 0; relay 0 6; relay 0 3; relay 0 5; hears 2; published 0; hears 2",
  "goes on silently with a new term, which begins at now":
    "relayDrops 0 1; write 2",
  "falls silent before its own stream has come so far":
    "nodeStalls 0 1; drops 0; write 1; pass 1000 0; pass 1000 0",
  "a join does not wait for Redis":
    "freezes 2 1; join 2 1; pass 500 10; write 1; pass 100 15",
  "a join waits for a stream that was closed":
    "relayLags 0 1; pass 1000 0; reconnects 0; drift 100 0; pass 1000 0; join 0 2; nodeStalls 0 1; reconnects 0; relayLags 0 0; pass 300 0",
  "a relay beats without having seen its renewal":
    "relayStalls 0 1; write 0; pass 5000 0",
  "a relay beats at renewals that are old":
    "relayLags 0 1; pass 4000 0; pass 4000 0; write 0; pass 1000 0; pass 1000 0; pass 1000 0; pass 1000 0; pass 1000 0",
  "a relay beats before Redis has replied":
    "refuses 0; write 1; pass 500 6",
  "a relay goes on after what Redis has not taken":
    "relayDrops 0 1; write 0",
};
