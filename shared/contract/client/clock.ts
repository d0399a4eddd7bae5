/**
 * The server's clock as far as the page knows it, so that a countdown is right on a machine whose clock is not.
 * Answers carry whole seconds; a difference under two seconds is taken as none.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now: () => number;
  heard: (serverTime: number) => void;
}

const TOLERATED_MS = 2_000;

export function createClock(local: () => number = Date.now): Clock {
  let ahead = 0;
  return {
    now: () => local() + ahead,
    heard(serverTime) {
      const difference = serverTime + 500 - local();
      ahead = Math.abs(difference) < TOLERATED_MS ? 0 : difference;
    },
  };
}
