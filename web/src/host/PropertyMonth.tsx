/** One property's month as its host sees it: a column a night, bars for what takes them. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { addDays, daysIn, type Night, nightOf } from "../../../shared/contract/dates.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import type { HostClaim, HostMonth } from "../../../shared/contract/month.ts";
import { shortPrice } from "../money.ts";
import { announce } from "../parts/announce.tsx";
import { dayAndTime, longNight, mediumNight, plural, wallTime, weekdayOf } from "../words.ts";
import { barsOf, isAdded } from "./lanes.ts";

/** `to` is the first night not meant. */
export interface NightRun {
  from: Night;
  to: Night;
}

interface Props {
  month: HostMonth;
  title: string;
  /** The property's date: what is before it is over. */
  today: Night;
  /** Of guests, by booking. */
  names: ReadonlyMap<string, string>;
  onRun: (run: NightRun) => void;
  onClaim: (claim: HostClaim, month: HostMonth) => void;
}

export function PropertyMonth({ month, title, today, names, onRun, onClaim }: Props) {
  const days = daysIn(month.month);
  const firstOpen = month.month === today.slice(0, 7) ? Number(today.slice(8)) : 1;
  const { start, isChosen, press, choosing, forget } = useRun(month, today, onRun);
  const [reached, setReached] = useState(firstOpen);
  const strip = useRef<HTMLDivElement>(null);
  const row = useRef<HTMLDivElement>(null);
  // On a phone the strip is wider than the screen: it begins at today, with a day before it.
  useEffect(() => {
    const day = row.current?.querySelector<HTMLElement>(`[data-day="${Math.max(firstOpen - 1, 1)}"]`);
    if (strip.current && day) strip.current.scrollLeft = day.offsetLeft - strip.current.offsetLeft - 3;
  }, [firstOpen]);

  function undo(): void {
    forget();
    row.current?.querySelector<HTMLElement>(`[data-day="${start}"]`)?.focus();
  }

  function keyed(event: KeyboardEvent): void {
    if (event.key === "Escape") return forget();
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: 1 - reached, End: days - reached }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const day = Math.min(Math.max(reached + step, 1), days);
    setReached(day);
    choosing(day);
    row.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }

  return (
    <>
      <div className="row head">
        <h3>{title}</h3>
        <span className="soft small">{month.units > 1 ? `${month.units} units · ` : ""}{month.currency}</span>
      </div>
      <div className="host-month" ref={strip} tabIndex={-1}>
        <div className="host-days" data-days={days} ref={row} role="group" aria-label="Nights" onKeyDown={keyed} onPointerLeave={() => choosing(undefined)}>
          {Array.from({ length: days }, (_, index) => {
            const day = index + 1;
            return (
              <Day
                key={day}
                month={month}
                day={day}
                isPast={nightOf(month.month, day) < today}
                isToday={nightOf(month.month, day) === today}
                isStart={start === day}
                isChosen={isChosen(day)}
                isReached={day === Math.min(reached, days)}
                onPress={() => press(day)}
                onFocus={() => setReached(day)}
                onEnter={() => choosing(day)}
              />
            );
          })}
        </div>
        <Bars month={month} days={days} names={names} onClaim={onClaim} />
      </div>
      {start !== undefined && <Begun night={nightOf(month.month, start)} onUndo={undo} />}
    </>
  );
}

/** Stands below, so that the nights stay where they are. */
function Begun({ night, onUndo }: { night: Night; onUndo: () => void }) {
  return <p className="notice lamp">From {mediumNight(night)}. Now press the last night, or the same again. <button type="button" className="plain" onClick={onUndo}>Undo</button></p>;
}

/** The run of nights being chosen: the first press begins it, the second ends it. */
function useRun(month: HostMonth, today: Night, onRun: Props["onRun"]) {
  const [start, setStart] = useState<number>();
  const [hovered, setHovered] = useState<number>();
  const end = hovered ?? start;
  return {
    start,
    isChosen: (day: number) => start !== undefined && end !== undefined && day >= Math.min(start, end) && day <= Math.max(start, end),
    choosing: (day: number | undefined) => setHovered(start === undefined ? undefined : day),
    forget: () => setStart(undefined),
    press(day: number) {
      const night = nightOf(month.month, day);
      if (night < today) return announce(`${longNight(night)} is over`);
      if (start === undefined) {
        setStart(day);
        return announce(`From ${longNight(night)}. Now press the last night.`);
      }
      const [from, last] = [Math.min(start, day), Math.max(start, day)];
      setStart(undefined);
      setHovered(undefined);
      onRun({ from: nightOf(month.month, from), to: addDays(nightOf(month.month, last), 1) });
    },
  };
}

interface DayProps {
  month: HostMonth;
  day: number;
  isPast: boolean;
  isToday: boolean;
  isStart: boolean;
  isChosen: boolean;
  isReached: boolean;
  onPress: () => void;
  onFocus: () => void;
  onEnter: () => void;
}

function Day({ month, day, isPast, isToday, isStart, isChosen, isReached, onPress, onFocus, onEnter }: DayProps) {
  const night = nightOf(month.month, day);
  const free = month.free[day - 1] ?? 0;
  const price = month.price[day - 1] ?? 0;
  const mark = ruleMark(month, day);
  const weekday = new Date(`${night}T00:00:00Z`).getUTCDay();
  return (
    <button
      type="button"
      className="host-day"
      data-day={day}
      data-night={night}
      data-free={free > 0}
      data-past={isPast || undefined}
      data-today={isToday || undefined}
      data-weekend={weekday === 0 || weekday === 6 || undefined}
      data-chosen={isChosen || undefined}
      aria-label={`${longNight(night)}, ${formatMoney(price, month.currency)}, ${plural(free, "unit")} free${isPast ? ", over" : ""}${isStart ? ", first night of the run" : ""}`}
      aria-pressed={isChosen}
      aria-disabled={isPast}
      tabIndex={isReached ? 0 : -1}
      onClick={onPress}
      onFocus={onFocus}
      onPointerEnter={onEnter}
    >
      <span className="weekday">{weekdayOf(night).slice(0, 2)}</span>
      <span className="number">{day}</span>
      <span className="below">{shortPrice(price, month.currency)}</span>
      {mark && <span className="mark" aria-hidden="true">{mark}</span>}
    </button>
  );
}

function Bars({ month, days, names, onClaim }: Pick<Props, "month" | "names" | "onClaim"> & { days: number }) {
  const { bars, lanes } = barsOf(month.claims);
  if (lanes === 0) return null;
  return (
    <ul className="host-bars" role="list" data-days={days} style={{ gridTemplateRows: `repeat(${lanes}, 1.75rem)` }}>
      {bars.map(({ claim, lane }) => {
        const words = claimWords(claim, names.get(claim.id), isAdded(claim, month.claims));
        // A booking's claims never share a night, so its id and a night tell them apart, also when a hold becomes its own.
        return (
          <li key={`${claim.id}-${claim.from}`} style={{ gridColumn: `${claim.from} / ${Math.min(claim.to, days + 1)}`, gridRow: lane + 1 }}>
            <button type="button" className="bar" data-kind={claim.kind} title={words} aria-label={`${words}, ${daysOf(month, claim)}`} onClick={() => onClaim(claim, month)}><span>{words}</span></button>
          </li>
        );
      })}
    </ul>
  );
}

/** What is seen is enough for the eye; the ear is told the nights. */
function daysOf({ month }: HostMonth, { from, to }: HostClaim): string {
  return to - from === 1 ? mediumNight(nightOf(month, from)) : `${mediumNight(nightOf(month, from))} to ${mediumNight(nightOf(month, to - 1))}`;
}

function claimWords(claim: HostClaim, guest: string | undefined, added: boolean): string {
  const units = claim.units > 1 ? `, ${claim.units} units` : "";
  if (claim.kind === "block") return `${claim.note || "Blocked"}${units}`;
  if (claim.kind === "imported") return `${claim.note ?? "Another platform"}${claim.closed ? ", closed" : ""}`;
  if (claim.kind === "hold") return `${guest ?? "Hold"}${added ? ", other dates" : ""}${claim.until ? `, held until ${soonTime(claim.until)}` : ""}${units}`;
  return `${guest ?? "Booking"}${units}`;
}

/** A request can be answered for a day: then the time alone would say too little. */
const soonTime = (at: string) => (new Date(at).toDateString() === new Date().toDateString() ? wallTime(at) : dayAndTime(at));

function ruleMark(month: HostMonth, day: number): string {
  return [
    month.minNights?.[day] ? `${month.minNights[day]}n` : "",
    month.closedToArrival?.includes(day) ? "⊘in" : "",
    month.closedToDeparture?.includes(day) ? "⊘out" : "",
  ].filter(Boolean).join(" ");
}
