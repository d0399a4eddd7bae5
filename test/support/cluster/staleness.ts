/** How long watchers did not know of what was committed: from a change's acknowledgement to its arrival, or that of a later one. */

export interface Staleness {
  /** A change was acknowledged now. @param month its key */
  acknowledge(month: string, version: number): void;
  /** A watcher who knew `before` knows `version` from now on. */
  learn(month: string, before: number, version: number): void;
  /** What this watcher still does not know counts until now. */
  lack(month: string, known: number): void;
  /** Begins a window. Changes acknowledged before it still count. */
  begin(): void;
  /** The longest of this window in milliseconds, and when it ended, from the window's beginning. */
  worst(): { lasted: number; at: number; month: string };
}

/** Changes of one month that are remembered, the latest. */
const KEPT = 2048;

export function createStaleness(): Staleness {
  const acknowledged = new Map<string, { versions: Int32Array; at: Float64Array; latest: number }>();
  let began = performance.now();
  let worst = { lasted: 0, at: 0, month: "" };

  function of(month: string) {
    let known = acknowledged.get(month);
    if (!known) acknowledged.set(month, (known = { versions: new Int32Array(KEPT), at: new Float64Array(KEPT), latest: 0 }));
    return known;
  }

  function waited(month: string, before: number, version: number): void {
    const { versions, at, latest } = of(month);
    const last = Math.min(version, latest);
    for (let next = Math.max(before + 1, last - KEPT + 1); next <= last; next += 1) {
      if (versions[next % KEPT] !== next) continue; // somebody else's change
      const now = performance.now();
      const lasted = now - at[next % KEPT]!;
      if (lasted > worst.lasted) worst = { lasted, at: now - began, month };
      return; // the oldest
    }
  }

  return {
    acknowledge(month, version) {
      const known = of(month);
      known.versions[version % KEPT] = version;
      known.at[version % KEPT] = performance.now();
      known.latest = Math.max(known.latest, version);
    },
    learn: waited,
    lack: (month, known) => waited(month, known, Infinity),
    begin() {
      began = performance.now();
      worst = { lasted: 0, at: 0, month: "" };
    },
    worst: () => worst,
  };
}
