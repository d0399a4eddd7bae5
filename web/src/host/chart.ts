/** The bars of a chart of earnings, in per cent of its height. Pure. */
import type { MonthSum } from "./earnings.ts";

export interface Scale {
  /** In minor units; `bottom` is zero or below. */
  bottom: number;
  top: number;
  /** Round amounts, lowest first; zero is one of them. */
  ticks: number[];
}

const MOST_TICKS = 4;

/** 1, 2 or 5 of a power of ten: the least of them with which so few steps reach from end to end. */
function stepOf(span: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(span / MOST_TICKS)));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => span / step <= MOST_TICKS) ?? 10 * power;
}

export function scaleOf(months: readonly MonthSum[]): Scale {
  const highest = Math.max(0, ...months.flatMap(({ payout, upcoming, refunded }) => [Math.max(payout, 0) + upcoming, refunded]));
  const lowest = Math.min(0, ...months.map(({ payout }) => payout));
  if (highest === lowest) return { bottom: 0, top: 1, ticks: [0] };
  const step = stepOf(highest - lowest);
  const [first, last] = [Math.floor(lowest / step), Math.ceil(highest / step)];
  return { bottom: first * step, top: last * step, ticks: Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step) };
}

export interface Bar {
  kind: "payout" | "upcoming" | "refunded";
  /** Of its lower end above the chart's. */
  bottom: number;
  height: number;
}

/** What is to come stands on what was earned; what went back stands beside them. */
export function columnOf({ payout, upcoming, refunded }: MonthSum, scale: Scale): Bar[] {
  const above = (amount: number) => ((amount - scale.bottom) / (scale.top - scale.bottom)) * 100;
  const bar = (kind: Bar["kind"], from: number, to: number): Bar => ({ kind, bottom: above(Math.min(from, to)), height: above(Math.max(from, to)) - above(Math.min(from, to)) });
  const base = Math.max(payout, 0);
  return [bar("payout", 0, payout), bar("upcoming", base, base + upcoming), bar("refunded", 0, refunded)].filter(({ height }) => height > 0);
}
