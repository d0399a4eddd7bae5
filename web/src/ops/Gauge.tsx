import type { ReactNode } from "react";
import type { Arrival } from "../../../shared/contract/client/lately.ts";
import type { Stats } from "../../../shared/contract/stats.ts";
import { rangeWords, spanWords } from "./healthWords.ts";
import { Nothing } from "./Nothing.tsx";
import { Sparkline } from "./Sparkline.tsx";
import { rangeOf } from "./sparkline.ts";

export interface Measure {
  /** Distinguishes its line from others of the same drawing. */
  kind: string;
  /** Where there are several; said behind the title. */
  name?: string;
  of: (stats: Stats) => number | undefined;
  /** Whether what it is now needs somebody. */
  isBad?: (value: number) => boolean;
}

interface Props {
  id: string;
  title: string;
  measures: readonly Measure[];
  kept: readonly Arrival[];
  say: (value: number) => string;
  least: number;
  /** What stands below, where there is more to say. */
  note?: ReactNode;
}

/** What something is now, and how it was within the last two minutes: one line, or several that belong together. */
export function Gauge({ id, title, measures, kept, say, least, note }: Props) {
  const lines = measures.map((measure) => {
    const points = kept.map(({ arrived, stats }) => ({ at: arrived, value: measure.of(stats) }));
    return { ...measure, points, now: points.at(-1)?.value, range: rangeOf(points) };
  });
  const label = lines.map(({ name, now, range }) => `${name ? `${title}, ${name}` : title}: ${range ? `now ${now === undefined ? "nothing" : say(now)}, ${rangeWords(range, say)}` : "nothing"}`).join("; ");
  return (
    <section className={lines.length > 1 ? "card gauge gauge-wide" : "card gauge"} aria-labelledby={`gauge-${id}`} data-gauge={id}>
      <h2 id={`gauge-${id}`}>{title}</h2>
      <dl className="gauge-now">
        {lines.map(({ kind, name, now, range, isBad }) => (
          <div key={kind} data-line={kind} data-bad={(now !== undefined && isBad?.(now)) || undefined}>
            <dt className={name ? "" : "unseen"}>{name ? <><i aria-hidden="true" />{name}</> : "Now"}</dt>
            <dd className="gauge-value">{now === undefined ? <Nothing /> : say(now)}</dd>
            <dd className="gauge-range">{range ? rangeWords(range, say).split(/(?<=,) /).map((part) => <span key={part} className="whole">{part}&nbsp;</span>) : "nothing yet"}</dd>
          </div>
        ))}
      </dl>
      <Sparkline lines={lines} to={kept.at(-1)?.arrived ?? 0} least={least} label={`${label}; of ${spanWords(kept)}`} say={say} />
      {note && <p className="gauge-note">{note}</p>}
    </section>
  );
}
