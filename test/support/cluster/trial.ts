/** One fault after another under load, each followed by a pause in which everything that anybody knows is compared with what is stored. */
import { expect } from "chai";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { lostOf } from "./acknowledged.ts";
import type { Cluster } from "./cluster.ts";
import { type Crowd, startCrowd } from "./crowd.ts";
import { type Load, startLoad } from "./load.ts";
import { watchPrimary } from "./primary.ts";
import { createStaleness, type Staleness } from "./staleness.ts";
import { settleTown, type Town } from "./town.ts";

export interface Trial {
  town: Town;
  crowd: Crowd;
  load: Load;
  staleness: Staleness;
  /**
   * Under load: calm, the fault, and a while after it. Then a pause: compares, and prints what was seen.
   * @param options `after`: seconds; `election`: whether the fault leaves MongoDB without a primary for a time
   */
  during(name: string, strike: () => Promise<void>, options?: { after?: number; election?: boolean }): Promise<Seen>;
  end(): Promise<void>;
}

export interface Seen {
  name: string;
  /** Milliseconds that the stalest watcher was behind a commit. */
  stalest: number;
  /** Milliseconds without a primary, the longest at once; 0 where the fault is not of that kind. */
  withoutPrimary: number;
  /** Milliseconds that this process itself was late at most: it heard of everything so much later, or the whole machine stood still. */
  late: number;
  failedHolds: string[];
  differences: string[];
  lost: string[];
  /** How often watchers were told to read again. */
  rereads: number;
}

export interface TrialOptions {
  watchers: number;
  properties: number;
  changesPerSecond: number;
  holdsPerSecond?: number;
  /** Where watchers and guests connect to; the proxy where absent. */
  at?: { url: string; port: number };
}

/** Seconds of load before a fault. */
const CALM = 1;
/** Seconds of load after its end, in which who was cut off comes back. */
const AFTER = 5;
/** How long all may take to know everything once nothing changes, in milliseconds. */
const QUIET = 5000;

export async function startTrial({ store, proxy, replicaSet }: Cluster, options: TrialOptions): Promise<Trial> {
  const { watchers, properties, changesPerSecond, holdsPerSecond = 8, at = proxy } = options;
  const town = await settleTown(store, properties);
  const staleness = createStaleness();
  const { propertyIds, months, context, host, token } = town;
  const crowd = startCrowd({ port: at.port, size: watchers, propertyIds, months, staleness });
  const load = startLoad({ context, host, propertyIds, months, staleness, changesPerSecond, holds: { url: at.url, perSecond: holdsPerSecond, token } });
  const primary = watchPrimary(replicaSet.members.map(({ port }) => port));
  /** How late this process itself was: what is above the figures of others says more about the machine. */
  const own = monitorEventLoopDelay();
  own.enable();
  const end = async () => {
    own.disable();
    await load.end();
    crowd.end();
    await primary.close();
  };
  await crowd.settled().catch(async (error: unknown) => {
    await end();
    throw error;
  });

  return {
    town, crowd, load, staleness, end,
    async during(name, strike, { after = AFTER, election = false } = {}) {
      const since = await context.clock();
      for (const one of [crowd, load, staleness, primary]) one.begin();
      own.reset();
      load.go();
      await delay(CALM * 1000);
      try {
        await strike();
        await delay(after * 1000);
      } finally {
        await load.pause();
      }
      const { differences, took, compared } = await crowd.compare(store, QUIET);
      crowd.count();
      const done = load.done();
      const lost = await lostOf(store, done, since);
      const { lost: cut, rereads } = crowd.figures();
      const seen: Seen = { name, rereads, stalest: staleness.worst().lasted, withoutPrimary: election ? primary.longest() : 0, late: own.max / 1e6, failedHolds: done.failedHolds, differences, lost };
      const figures = [
        `stalest ${(seen.stalest / 1000).toFixed(2)} s, ended at ${(staleness.worst().at / 1000).toFixed(1)} of ${done.seconds.toFixed(1)} s`,
        ...(election ? [`${(seen.withoutPrimary / 1000).toFixed(2)} s without a primary`] : []),
        `${(done.changes.length / done.seconds).toFixed(0)} changes a second (${done.changes.length}, ${done.failed} failed, ${done.skipped} left out)`,
        `${done.holds.length} holds, ${done.refusedHolds} refused, ${done.failedHolds.length} failed, the slowest took ${(Math.max(0, ...done.holdsTook) / 1000).toFixed(1)} s`,
        `${cut} connections lost, ${rereads} told to read again`,
        `${compared} months compared, all right after ${took.toFixed(0)} ms: ${differences.length} wrong`, `${lost.length} lost`,
        `this process was ${seen.late.toFixed(0)} ms late at most`,
      ];
      console.log(`      ${name}: ${figures.join("; ")}`);
      if (done.failedHolds.length > 0) console.log(`        holds failed: ${[...new Set(done.failedHolds)].slice(0, 5).join(" | ")}`);
      return seen;
    },
  };
}

/** Everything is known and nothing is lost, and nobody waited longer than so many milliseconds, those without a primary, and what this process was late itself. */
export function expectSound({ name, stalest, withoutPrimary, late, differences, lost }: Seen, bound: number): void {
  expect(differences, `wrong after ${name}`).to.deep.equal([]);
  expect(lost, `lost by ${name}`).to.deep.equal([]);
  expect(stalest - withoutPrimary - late, `milliseconds, the stalest during ${name}`).to.be.at.most(bound);
}
