/** Runs a flow once for each moment at which its process can end, and lets what is left recover. */
import { expect } from "chai";
import { settle } from "../../../shared/booking/settle.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import type { Store } from "../../../shared/store/open.ts";
import { runJobs, runUntilQuiet } from "../jobs.ts";
import { Ended, type Moment } from "./ending.ts";
import type { Flow, Step } from "./flows.ts";
import type { Outside } from "./outside.ts";
import { type Came, expectRightful } from "./rightful.ts";
import { Lost, newWorld, type World } from "./world.ts";

/** What people do after it: go away, or press again, with the key of before or a new one. */
export const AFTER = ["gone", "same key", "new key"] as const;
export type After = (typeof AFTER)[number];

export interface Crash extends Moment {
  after: After;
  /** The provider has forgotten its keys by then. */
  forgotten: boolean;
}

/** @returns how many crossings it has; throws where it doesn't end as it says */
export async function runWhole(store: Store, outside: Outside, { given, steps, property, ends, what }: Flow): Promise<{ crossings: string[]; came: Came }> {
  const world = await newWorld(store, outside, property);
  for (const step of given) await step(world);
  world.restart();
  for (const step of steps) await step(world);
  const crossings = [...world.process.crossed];
  const { status } = await store.bookings.findById(world.bookingId).orFail().lean();
  expect(status, `${what}, before anything else ran`).to.equal(ends.status);
  await recover(world);
  const came = await expectRightful(world);
  const { kept, lateCases = 0, ...end } = ends;
  expect(came, what).to.deep.equal({ ...end, kept: kept(world.total), lateCases });
  await expectRightfulAfterwards(world);
  return { crossings, came };
}

export async function runCrash(store: Store, outside: Outside, { given, steps, property }: Flow, crash: Crash, expected: Came): Promise<void> {
  const world = await newWorld(store, outside, property);
  for (const step of given) await step(world);
  world.restart(crash);
  const rest = await untilEnded(world, steps);
  world.restart();
  if (crash.forgotten) outside.forgetKeys();
  if (crash.after === "new key") world.keys += 1;
  if (crash.after !== "gone") await goOn(world, rest);
  await recover(world);
  const came = await expectRightful(world);
  if (crash.after === "same key") expect(came).to.deep.equal(expected);
  await expectRightfulAfterwards(world);
}

/** @returns the step at which the process ended, and those after it */
async function untilEnded(world: World, steps: Step[]): Promise<Step[]> {
  for (const [index, step] of steps.entries()) {
    try {
      await step(world);
    } catch (error) {
      if (!isEnd(error)) throw error;
      return steps.slice(index);
    }
  }
  throw new Error("The process did not end");
}

/** Also where it ended amid several things. */
function isEnd(error: unknown): boolean {
  return error instanceof Ended || (error instanceof AggregateError && error.errors.every(isEnd));
}

/** Pressed again, a button may say that it is done, or can't be done any more. */
async function goOn(world: World, steps: Step[]): Promise<void> {
  for (const step of steps) {
    await step(world).catch((error: unknown) => {
      if (!(error instanceof Refusal || error instanceof Lost) || (error instanceof Refusal && error.code === "unavailable")) throw error;
    });
  }
}

const DAY = 86_400;

/** What happens by itself: notices come, and come again, jobs run, time passes. */
async function recover(world: World): Promise<void> {
  const { context } = world.process;
  for (const seconds of [0, 60, 700, DAY]) {
    world.time.advance(seconds);
    await world.notices();
    await runJobs(context);
  }
  await world.outside.tellAgain((intentId) => settle(context, intentId));
  world.time.advance(DAY);
  await runUntilQuiet(context, world.notices);
}

/** The same once the stay is over and what was kept is earned. */
async function expectRightfulAfterwards(world: World): Promise<void> {
  world.time.advance(60 * DAY);
  await runJobs(world.process.context);
  await expectRightful(world);
}
