/**
 * One month as a grid of days, moved through with arrow keys. Our own rather than a library's: the days are the
 * property's dates (never a `Date`), a taken day can still be a departure, and a day that can't be chosen stays
 * reachable, so that a screen reader can ask why.
 */
import { type Month, type Night, daysIn, nightOf } from "../../../shared/contract/dates.ts";
import { monthTitle } from "../words.ts";
import type { NightState } from "./nights.ts";

export interface DaySight {
  state: NightState;
  /** Below the number: a price or a countdown. */
  below: string;
  /** Everything about the day, as one sentence. */
  label: string;
  choosable: boolean;
  changed: boolean;
  /** A night of the stay that the guest would change. */
  own: boolean;
  part?: "start" | "middle" | "end" | "preview" | "preview-end";
}

interface Props {
  month: Month;
  sightOf: (night: Night) => DaySight;
  /** The one day that Tab reaches. */
  focused: Night;
  loading: boolean;
  onChoose: (night: Night) => void;
  onHover: (night: Night | undefined) => void;
  onFocus: (night: Night) => void;
}

const WEEKDAYS = [["Mo", "Monday"], ["Tu", "Tuesday"], ["We", "Wednesday"], ["Th", "Thursday"], ["Fr", "Friday"], ["Sa", "Saturday"], ["Su", "Sunday"]] as const;

/** Rows of days, Monday first; always six, so that nothing moves from month to month. */
function weeksOf(month: Month): (Night | undefined)[][] {
  const before = (new Date(`${month}-01T00:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (__, day) => {
      const date = week * 7 + day - before + 1;
      return date >= 1 && date <= daysIn(month) ? nightOf(month, date) : undefined;
    }),
  );
}

export function MonthGrid({ month, sightOf, focused, loading, onChoose, onHover, onFocus }: Props) {
  return (
    <table role="grid" className="month" aria-label={monthTitle(month)} aria-busy={loading} data-month={month}>
      <thead>
        <tr>
          {WEEKDAYS.map(([short, long]) => <th key={short} scope="col"><abbr title={long}>{short}</abbr></th>)}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, at) => (
          <tr key={at}>
            {week.map((night, day) => (
              <td key={night ?? day}>
                {night && (
                  <Day
                    night={night}
                    sight={sightOf(night)}
                    reached={night === focused}
                    onChoose={onChoose}
                    onHover={onHover}
                    onFocus={onFocus}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ night, sight, reached, onChoose, onHover, onFocus }: { night: Night; sight: DaySight; reached: boolean } & Pick<Props, "onChoose" | "onHover" | "onFocus">) {
  return (
    <button
      type="button"
      className="day"
      data-night={night}
      data-state={sight.state}
      data-part={sight.part}
      data-changed={sight.changed || undefined}
      data-own={sight.own || undefined}
      aria-label={sight.label}
      aria-disabled={!sight.choosable}
      aria-pressed={sight.part === "start" || sight.part === "middle" || sight.part === "end"}
      tabIndex={reached ? 0 : -1}
      onClick={() => onChoose(night)}
      onPointerEnter={() => onHover(night)}
      onPointerLeave={() => onHover(undefined)}
      onFocus={() => onFocus(night)}
    >
      <span className="number">{Number(night.slice(8))}</span>
      <span className="below">{sight.below}</span>
    </button>
  );
}
