/** How long after a change it was told, by the database's clock, whatever this machine's says. */
import type { Logger } from "pino";
import type { Delay } from "../contract/stats.ts";
import type { Clock } from "../store/transact.ts";

/** Milliseconds between two looks at the database's clock. */
const LOOK_EVERY = 10_000;
/** Milliseconds for which a delay counts as of now, and how many are kept of them. */
const RECENT = 10_000;
const MOST_KEPT = 2000;

export interface Delays {
  /** The database's clock, in milliseconds. */
  databaseNow(): number;
  /** @param at the moment of the change */
  told(at: Date): void;
  /** Of the last 10 s; `undefined` where nothing was told. */
  recent(): Delay | undefined;
  close(): void;
}

export function measureDelays(clock: Clock, log: Logger): Delays {
  /** Of this process's steady clock, which nobody sets. */
  let ahead = Date.now() - performance.now();
  const kept: { milliseconds: number; toldAt: number }[] = [];
  const databaseNow = () => performance.now() + ahead;

  async function look(): Promise<void> {
    const asked = performance.now();
    const there = (await clock()).getTime();
    ahead = there - (asked + performance.now()) / 2;
  }
  const looking = setInterval(() => void look().catch((error: unknown) => log.debug({ err: error }, "the database's clock could not be read")), LOOK_EVERY);
  looking.unref();
  void look().catch(() => {});

  return {
    databaseNow,
    told(at) {
      kept.push({ milliseconds: Math.max(0, Math.round(databaseNow() - at.getTime())), toldAt: performance.now() });
      if (kept.length > MOST_KEPT) kept.shift();
    },
    recent() {
      while (kept.length > 0 && performance.now() - kept[0]!.toldAt > RECENT) kept.shift();
      const sorted = kept.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
      if (sorted.length === 0) return undefined;
      const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
      return { p50: at(0.5), p99: at(0.99) };
    },
    close: () => clearInterval(looking),
  };
}
