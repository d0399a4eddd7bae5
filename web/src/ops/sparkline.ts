/** What was told lately, as lines of a small drawing. Pure. */
export interface Point {
  /** When it came, in milliseconds. */
  at: number;
  /** Absent where there was nothing to measure. */
  value: number | undefined;
}

/** Of the drawing; it is stretched to its place. */
export const WIDTH = 120;
export const HEIGHT = 40;

/** Stats come each second. Over a longer silence, in milliseconds, no line is drawn: nobody knows what was then. */
const GAP = 3500;

export interface Range {
  lowest: number;
  highest: number;
}

/** Absent where nothing was measured. */
export function rangeOf(points: readonly Point[]): Range | undefined {
  const values = points.flatMap(({ value }) => (value === undefined ? [] : [value]));
  return values.length === 0 ? undefined : { lowest: Math.min(...values), highest: Math.max(...values) };
}

/** The round number, 1, 2 or 5 of a power of ten, that a scale from zero ends at: few enough that it seldom moves. @param least that it is never below */
export function topOf(highest: number, least: number): number {
  const wanted = Math.max(highest, least);
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 5, 10].map((times) => times * power).find((top) => top >= wanted) ?? wanted;
}

interface Frame {
  /** Milliseconds at the left and at the right edge. */
  from: number;
  to: number;
  top: number;
}

type Place = readonly [x: number, y: number];

/** Each run of points without a gap between them. */
export function runsOf(points: readonly Point[], { from, to, top }: Frame): Place[][] {
  const runs: Place[][] = [];
  let last: number | undefined;
  for (const { at, value } of points) {
    if (value === undefined || at < from) {
      last = undefined;
      continue;
    }
    if (last === undefined || at - last > GAP) runs.push([]);
    runs.at(-1)!.push([((at - from) / (to - from)) * WIDTH, HEIGHT - (Math.min(value, top) / top) * HEIGHT]);
    last = at;
  }
  return runs;
}

const placed = (run: readonly Place[]) => run.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);

/** A point alone is drawn as a dot. */
export const lineOf = (run: readonly Place[]): string => (run.length === 1 ? `M${placed(run)[0]}h0` : `M${placed(run).join("L")}`);

/** What lies under the line. */
export function areaOf(run: readonly Place[]): string {
  return `M${run[0]![0].toFixed(1)} ${HEIGHT}L${placed(run).join("L")}V${HEIGHT}z`;
}
