import { LATELY_MS } from "../../../shared/contract/client/lately.ts";
import { areaOf, HEIGHT, lineOf, type Point, rangeOf, runsOf, topOf, WIDTH } from "./sparkline.ts";

export interface Line {
  kind: string;
  points: readonly Point[];
}

interface Props {
  lines: readonly Line[];
  /** Milliseconds at the right edge; the left one is two minutes before. */
  to: number;
  /** What the scale reaches at least, so that little does not look like much. */
  least: number;
  /** What it shows, for whoever does not see it; absent where that stands beside it. */
  label?: string;
  /** Says where the scale ends. */
  say?: (value: number) => string;
}

/** From zero, so that half as much is half as high. The first line lies over the others. */
export function Sparkline({ lines, to, least, label, say }: Props) {
  const top = topOf(Math.max(0, ...lines.map(({ points }) => rangeOf(points)?.highest ?? 0)), least);
  const frame = { from: to - LATELY_MS, to, top };
  return (
    <div className="spark">
      {say && <span className="spark-top" aria-hidden="true">{say(top)}</span>}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}>
        {lines.toReversed().map(({ kind, points }) => {
          const runs = runsOf(points, frame);
          const last = points.at(-1)?.value === undefined ? undefined : runs.at(-1)?.at(-1);
          return (
            <g key={kind} data-line={kind}>
              {runs.map((run) => <path key={run[0]![0]} className="spark-area" d={areaOf(run)} />)}
              {runs.map((run) => <path key={run[0]![0]} className="spark-line" d={lineOf(run)} />)}
              {last && <path className="spark-now" d={lineOf([last])} />}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
