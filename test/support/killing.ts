/** Workers that are killed without a word, one after another, at random. */
import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { startNode, type Node } from "./cluster/node.ts";

/** Milliseconds between two that are killed. */
const PAUSE = { least: 1_000, most: 4_000 };

export interface Killed {
  workers: Node[];
  /** Kills one after another, and starts each again, for so many milliseconds. @returns how many were killed */
  killFor(milliseconds: number): Promise<number>;
  /** All are killed at once, and stay away until they are started. */
  killAll(): Promise<void>;
  startAll(): Promise<void>;
  close(): Promise<void>;
}

export async function startWorkersToKill(count: number, env: Record<string, string>): Promise<Killed> {
  const workers = await Promise.all(Array.from({ length: count }, (_, index) => startNode({ name: `worker ${index}`, role: "jobs", env })));
  return {
    workers,
    async killFor(milliseconds) {
      const until = performance.now() + milliseconds;
      let kills = 0;
      while (performance.now() < until) {
        await delay(randomInt(PAUSE.least, PAUSE.most));
        const worker = workers[randomInt(workers.length)]!;
        await worker.kill("SIGKILL");
        kills += 1;
        await worker.start();
      }
      return kills;
    },
    async killAll() {
      await Promise.all(workers.map((worker) => worker.kill("SIGKILL")));
    },
    async startAll() {
      await Promise.all(workers.map((worker) => worker.start()));
    },
    async close() {
      await Promise.all(workers.filter((worker) => worker.runs()).map((worker) => worker.kill("SIGTERM")));
    },
  };
}
