import { monitorEventLoopDelay } from "node:perf_hooks";

/** Milliseconds. */
const WINDOW = 500;
const RESOLUTION = 20;

/** How far this process's event loop is behind. */
export interface LoopDelay {
  /** Told after each half second: the mean of it, in milliseconds. */
  onWindow(learn: (mean: number) => void): void;
  close(): void;
}

export function watchLoopDelay(): LoopDelay {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION });
  delays.enable();
  const learners: ((mean: number) => void)[] = [];
  const timer = setInterval(() => {
    // What is measured are the times between two turns that should lie RESOLUTION apart.
    const mean = delays.count === 0 ? 0 : Math.max(0, delays.mean / 1e6 - RESOLUTION);
    delays.reset();
    for (const learn of learners) learn(mean);
  }, WINDOW);
  timer.unref();
  return {
    onWindow: (learn) => void learners.push(learn),
    close() {
      clearInterval(timer);
      delays.disable();
    },
  };
}
