/** Runs the attacks one by one against a server in a process of its own, while others watch. */
import { setTimeout as delay } from "node:timers/promises";
import { attacks, type Tally } from "./attacks.ts";
import { startDemo } from "./process.ts";
import { type Delivery, startWatchers } from "./watchers.ts";

export interface Outcome {
  name: string;
  tally: Tally;
  failed: boolean;
  calm: Delivery[];
  during: Delivery[];
}

/** Milliseconds. Messages about one month are paced by as much; what is below says more about the machine than about the server. */
const FLOOR = 30;

/** @param windows how often each attack is measured, each time right after a calm of the same length */
export async function underAttack({ windows, milliseconds }: { windows: number; milliseconds: number }): Promise<{ outcomes: Outcome[]; said: string }> {
  // All of production's limits but one: the host changes more in a minute than a host may.
  const service = await startDemo({ LIMITS: "writes=100000", TRUST_PROXY: "1" });
  try {
    const watchers = await startWatchers(service);
    await watchers.measure(milliseconds); // what is loaded and compiled the first time
    const outcomes = attacks.map(({ name }): Outcome => ({ name, tally: {}, failed: false, calm: [], during: [] }));
    for (let window = 0; window < windows; window += 1) {
      for (const [index, attack] of attacks.entries()) {
        const outcome = outcomes[index]!;
        outcome.calm.push(await watchers.measure(milliseconds));
        let over = false;
        const looking = watchers.measure(milliseconds).finally(() => (over = true));
        const [during, tally] = await Promise.all([looking, attack.run({ url: service.url, propertyId: watchers.propertyId, isOver: () => over })]);
        outcome.during.push(during);
        outcome.tally = tally;
        outcome.failed ||= attack.failed(outcome.tally) && window === 0; // later its address may not be let in at all
        await delay(200);
      }
    }
    watchers.end();
    return { outcomes, said: service.said() };
  } finally {
    await service.end();
  }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The median of the windows' p99, and how many times that of the calm it is. */
export function p99Of(outcomes: Outcome[]): { calm: number; during: number; ratio: number } {
  const [calm, during] = [median(outcomes.flatMap((one) => one.calm.map(({ p99 }) => p99))), median(outcomes.flatMap((one) => one.during.map(({ p99 }) => p99)))];
  return { calm, during, ratio: Math.max(during, FLOOR) / Math.max(calm, FLOOR) };
}

export function print(outcomes: Outcome[]): void {
  const figures = (windows: Delivery[]) => `${median(windows.map(({ p50 }) => p50))}/${median(windows.map(({ p99 }) => p99))}`.padStart(9);
  for (const { name, calm, during, tally } of outcomes) {
    console.log(`      ${name.padEnd(40)} p50/p99 ms before ${figures(calm)}, during ${figures(during)}  ${JSON.stringify(tally)}`);
  }
  const { calm, during, ratio } = p99Of(outcomes);
  console.log(`      median p99 before ${calm} ms, during ${during} ms: ${ratio.toFixed(2)} times`);
}
