/** All the moments at which a flow's process can end, and what can follow. */
import fc from "fast-check";
import type { Store } from "../../../shared/store/open.ts";
import { AFTER, type Crash, runCrash, runWhole } from "./crash-run.ts";
import type { Flow } from "./flows.ts";
import type { Outside } from "./outside.ts";

export interface Tried {
  crossings: number;
  tried: number;
  all: number;
}

/** Of all moments a share, or so many, chosen by the seed. */
export type Choice = { seed: number } & ({ most: number } | { share: number });

export async function crashAtSome(store: Store, outside: Outside, flow: Flow, choice: Choice): Promise<Tried> {
  const { crossings, came } = await runWhole(store, outside, flow);
  const all = crossings.flatMap((_, crossing) => crashesAt(crossing, outside.keysAreForgotten));
  const chosen = chosenOf(all, choice);
  for (const crash of chosen) {
    const { crossing, when, after, forgotten } = crash;
    await runCrash(store, outside, flow, crash, came).catch((error: unknown) => {
      const where = `${when} its crossing ${crossing}, ${crossings[crossing]}, of ${crossings.join(", ")}; then ${after}${forgotten ? ", keys forgotten" : ""}`;
      throw new Error(`Where ${flow.what} and the process ends ${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    });
  }
  return { crossings: crossings.length, tried: chosen.length, all: all.length };
}

function crashesAt(crossing: number, keysAreForgotten: boolean): Crash[] {
  const moments = (["before", "after"] as const).map((when) => ({ crossing, when }));
  return moments.flatMap((moment) => AFTER.flatMap((after) => (keysAreForgotten ? [false, true] : [false]).map((forgotten) => ({ ...moment, after, forgotten }))));
}

function chosenOf(all: Crash[], choice: Choice): Crash[] {
  const count = Math.min(all.length, "most" in choice ? choice.most : Math.ceil(all.length * choice.share));
  if (count === all.length) return all;
  return fc.sample(fc.shuffledSubarray(all, { minLength: count, maxLength: count }), { seed: choice.seed, numRuns: 1 })[0]!;
}
