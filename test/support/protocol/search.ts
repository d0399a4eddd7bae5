/** Random schedules, each from a seed; one that fails is made short. */
import { KEPT } from "./kept.ts";
import { BOUND, DRAIN, look, lookInTheEnd } from "./promises.ts";
import type { Rules } from "./rules.ts";
import { NODES, newWorld, RELAYS, ROOMS, type Step, stepsOf, type Word } from "./world.ts";

export interface Outcome {
  /** What was not kept. */
  broken?: string;
  steps: number;
  /** Milliseconds that a watcher was behind at most. */
  behind: number;
}

/** The world is healthy before, and has time to recover behind. */
const BEFORE: readonly Step[] = [["join", 0, 0], ["join", 1, 1], ["join", 2, 2], ["join", 0, 1], ["join", 1, 0], ["pass", 2500, 0]];
const BEHIND: readonly Step[] = [["heal"], ...Array.from({ length: DRAIN / 500 }, (_, index): Step => ["pass", 500, index])];

/** Where faults of MongoDB may be, nobody promises how long a room is behind. */
const UNBOUNDED = new Set<Word>(["nodeCut", "nodeStalls", "nodeCrashes", "streamBreaks", "historyGoes", "failover"]);

export function run(rules: Rules, schedule: readonly Step[]): Outcome {
  const world = newWorld(rules);
  const can = stepsOf(world) as Record<Word, (which: number, what: number) => unknown>;
  const bounded = !schedule.some(([word]) => UNBOUNDED.has(word));
  let steps = 0;
  let behind = 0;
  for (const [word, which = 0, what = 0] of [...BEFORE, ...schedule, ...BEHIND]) {
    steps += 1;
    can[word](which, what);
    const seen = look(world);
    if (bounded) behind = Math.max(behind, seen.behind);
    if (seen.broken !== undefined) return { broken: seen.broken, steps, behind };
    if (behind > BOUND) return { broken: `bound: a room was behind for ${behind} ms`, steps, behind };
  }
  const broken = lookInTheEnd(world);
  return { ...(broken !== undefined && { broken }), steps, behind };
}

/** Small, and the same everywhere (mulberry32). @returns numbers from 0 to below `below` */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Random = (below: number) => number;

/** With more or fewer of them set. */
function bits(random: Random): number {
  const [one, other] = [random(2 ** 13), random(2 ** 13)];
  return [one, one | other, one & other, 1 << random(13)][random(4)]!;
}

interface Choose {
  below: Random;
  /** One of so many; the same again and again, more often than not. */
  one(count: number): number;
}

/** By how often they come. */
const WORK: Record<string, [number, (choose: Choose) => Step]> = {
  pass: [6, ({ below }) => ["pass", [30, 100, 300, 500, 1000][below(5)]!, below(40)]],
  drift: [24, ({ below }) => ["drift", [0, 0, 0, 60, 150, 400][below(6)]!, bits(below)]],
  write: [10, ({ one }) => ["write", one(ROOMS)]],
  follows: [6, ({ one }) => ["follows", one(NODES)]],
  hears: [10, ({ one }) => ["hears", one(NODES)]],
  connects: [3, ({ one }) => ["connects", one(NODES)]],
  subscribes: [5, ({ one }) => ["subscribes", one(NODES)]],
  answered: [6, ({ one }) => ["answered", one(NODES)]],
  relay: [24, ({ one, below }) => ["relay", one(RELAYS), below(8)]],
  published: [8, ({ one }) => ["published", one(RELAYS)]],
  left: [3, () => ["left"]],
  join: [5, ({ one }) => ["join", one(NODES), one(ROOMS)]],
  leave: [5, ({ one }) => ["leave", one(NODES), one(ROOMS)]],
};

const onOff = (word: Word, count: number) => ({ one, below }: Choose): Step => [word, one(count), below(2)];
const either = (word: Word, other: Word) => ({ one, below }: Choose): Step => [below(2) ? word : other, one(NODES)];
const FAULTS: ((choose: Choose) => Step)[] = [
  () => ["redisRestarts"],
  either("redisStops", "redisWorks"),
  either("redisHangs", "redisWorks"),
  ({ one }) => ["drops", one(NODES)],
  ({ one }) => ["reconnects", one(NODES)],
  onOff("freezes", NODES),
  onOff("relayDrops", RELAYS),
  onOff("relayFreezes", RELAYS),
  ({ one }) => ["refuses", one(RELAYS)],
  onOff("pauses", RELAYS),
  either("crashes", "starts"),
  either("stops", "starts"),
  onOff("relayCut", RELAYS),
  onOff("relayStalls", RELAYS),
  onOff("relayLags", RELAYS),
  onOff("nodeStalls", NODES),
  onOff("nodeCut", NODES),
  ({ one }) => ["streamBreaks", one(NODES)],
  either("nodeCrashes", "nodeStarts"),
  ({ below }) => ["failover", [-3000, 0, 3000][below(3)]!],
  () => ["historyGoes"],
];

/** A third are kept schedules, changed a little; in the others some faults of all have room to do harm. */
export function scheduleOf(seed: number): Step[] {
  const below = randomOf(seed);
  const favourite = below(6);
  const choose: Choose = { below, one: (count) => (below(5) < 3 ? favourite % count : below(count)) };
  const faults = Array.from({ length: 1 + below(6) }, () => FAULTS[below(FAULTS.length)]!);
  const share = 3 + below(15);
  const work = Object.values(WORK).flatMap(([often, step]) => Array.from({ length: Math.ceil(often * [0.1, 1, 1, 3][below(4)]!) }, () => step));
  const any = () => (below(100) < share ? faults[below(faults.length)]! : work[below(work.length)]!)(choose);
  if (below(3) > 0) return Array.from({ length: 60 + below(200) }, any);
  const kept = scheduleFrom(Object.values(KEPT)[below(Object.keys(KEPT).length)]!);
  const often = 2 + below(12);
  const changed = kept.flatMap((step) => (below(often) > 0 ? [step] : [[step, any()], [any(), step], []][below(3)]!));
  return [...changed, ...Array.from({ length: below(30) }, any)];
}

export interface Found extends Outcome {
  seed: number;
  schedule: Step[];
}

/** @returns the first that fails, and what was looked at until then */
export function search(rules: Rules, seed: number, isEnough: (schedules: number) => boolean): { found?: Found; schedules: number; steps: number; behind: number } {
  let [schedules, steps, behind] = [0, 0, 0];
  while (!isEnough(schedules)) {
    const schedule = scheduleOf(seed + schedules);
    const outcome = run(rules, schedule);
    schedules += 1;
    steps += outcome.steps;
    behind = Math.max(behind, outcome.behind);
    if (outcome.broken !== undefined) return { found: { ...outcome, seed: seed + schedules - 1, schedule }, schedules, steps, behind };
  }
  return { schedules, steps, behind };
}

const kindOf = (broken: string | undefined) => broken?.split(":")[0];

/** Leaves out what it fails without, in smaller and smaller pieces. */
export function shorten(rules: Rules, schedule: Step[]): Step[] {
  const kind = kindOf(run(rules, schedule).broken);
  let short = schedule;
  for (let size = Math.ceil(short.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < short.length;) {
      const without = [...short.slice(0, at), ...short.slice(at + size)];
      if (kindOf(run(rules, without).broken) === kind) short = without;
      else at += size;
    }
  }
  return short.length < schedule.length ? shorten(rules, short) : short;
}

export const textOf = (schedule: readonly Step[]) => schedule.map((step) => step.join(" ")).join("; ");

export function scheduleFrom(text: string): Step[] {
  return text.split("; ").map((step) => {
    const [word, which, what] = step.split(" ");
    return [word as Word, Number(which ?? 0), Number(what ?? 0)];
  });
}
