/** One property's month as its host sees it: a column a night, bars for what takes them. */
import { type KeyboardEvent, useRef, useState } from "react";
import { addDays, daysIn, localDate, type Night, nightOf } from "../../../shared/contract/dates.ts";
import { formatMoney, minorDigits } from "../../../shared/contract/money.ts";
import type { HostMonth } from "../../../shared/contract/month.ts";
import { clock } from "../service.ts";
import { longNight, plural, wallTime } from "../words.ts";
import type { HostClaim } from "../../../shared/contract/month.ts";
import { barsOf } from "./lanes.ts";

/** `to` is the first night not meant. */
export interface NightRun {
  from: Night;
  to: Night;
}

interface Props {
  month: HostMonth;
  onRun: (run: NightRun) => void;
  onClaim: (claim: HostClaim) => void;
}

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function PropertyMonth({ month, onRun, onClaim }: Props) {
  const [start, setStart] = useState<number>();
  const [hovered, setHovered] = useState<number>();
  const [reached, setReached] = useState(1);
  const row = useRef<HTMLDivElement>(null);
  const days = daysIn(month.month);
  const { bars, lanes } = barsOf(month.claims);
  const today = localDate(new Date(clock.now()), here);
  const end = hovered ?? start;
  const isChosen = (day: number) => start !== undefined && end !== undefined && day >= Math.min(start, end) && day <= Math.max(start, end);

  function press(day: number): void {
    if (start === undefined) return setStart(day);
    const [from, last] = [Math.min(start, day), Math.max(start, day)];
    setStart(undefined);
    onRun({ from: nightOf(month.month, from), to: addDays(nightOf(month.month, last), 1) });
  }

  function keyed(event: KeyboardEvent): void {
    if (event.key === "Escape") return setStart(undefined);
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: 1 - reached, End: days - reached }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const day = Math.min(Math.max(reached + step, 1), days);
    setReached(day);
    setHovered(start === undefined ? undefined : day);
    row.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }

  return (
    <div className="host-month" tabIndex={-1}>
      <div className="host-days" data-days={days} ref={row} role="group" aria-label="Nights" onKeyDown={keyed} onPointerLeave={() => setHovered(undefined)}>
        {Array.from({ length: days }, (_, index) => {
          const day = index + 1;
          const night = nightOf(month.month, day);
          return (
            <button
              key={day}
              type="button"
              className="host-day"
              data-day={day}
              data-night={night}
              data-free={(month.free[index] ?? 0) > 0}
              data-past={night < today || undefined}
              data-chosen={isChosen(day) || undefined}
              aria-label={`${longNight(night)}, ${formatMoney(month.price[index] ?? 0, month.currency)}, ${plural(month.free[index] ?? 0, "unit")} free${start === day ? ", first night of the run" : ""}`}
              aria-pressed={isChosen(day)}
              tabIndex={day === Math.min(reached, days) ? 0 : -1}
              onClick={() => press(day)}
              onFocus={() => setReached(day)}
              onPointerEnter={() => start !== undefined && setHovered(day)}
            >
              <span className="number">{day}</span>
              <span className="below">{compact(month.price[index] ?? 0, month.currency)}</span>
              {ruleMark(month, day) && <span className="mark" aria-hidden="true">{ruleMark(month, day)}</span>}
            </button>
          );
        })}
      </div>
      {lanes > 0 && (
        <ul className="host-bars" role="list" data-days={days} style={{ gridTemplateRows: `repeat(${lanes}, 1.75rem)` }}>
          {bars.map(({ claim, lane }) => (
            <li key={`${claim.id}-${claim.from}`} style={{ gridColumn: `${claim.from} / ${Math.min(claim.to, days + 1)}`, gridRow: lane + 1 }}>
              <button type="button" className="bar" data-kind={claim.kind} title={claimWords(claim)} onClick={() => onClaim(claim)}>{claimWords(claim)}</button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function claimWords(claim: HostClaim): string {
  const units = claim.units > 1 ? `, ${claim.units} units` : "";
  if (claim.kind === "hold") return `Hold${claim.until ? ` until ${wallTime(claim.until)}` : ""}${units}`;
  if (claim.kind === "block") return `${claim.note || "Blocked"}${units}`;
  return `Booking${units}`;
}

/** The rounded amount alone: the currency stands in the head, the exact price in the day's name. */
function compact(amount: number, currency: string): string {
  const value = amount / 10 ** minorDigits(currency);
  return new Intl.NumberFormat("en", value >= 10_000 ? { notation: "compact", maximumFractionDigits: 1 } : { maximumFractionDigits: 0 }).format(value);
}

function ruleMark(month: HostMonth, day: number): string {
  return [
    month.minNights?.[day] ? `${month.minNights[day]}n` : "",
    month.closedToArrival?.includes(day) ? "⊘in" : "",
    month.closedToDeparture?.includes(day) ? "⊘out" : "",
  ].filter(Boolean).join(" ");
}
