/** The live calendar of a property, in which a guest chooses a stay. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { addDays, addMonths, type Month, monthOf, type Night } from "../../../shared/contract/dates.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { shortPrice } from "../money.ts";
import { announce } from "../parts/announce.tsx";
import { useMedia } from "../useMedia.ts";
import { countdown, longNight, mediumNight, monthTitle, plural, wallTime } from "../words.ts";
import { type Choice, choose, isLeaving, whyNotChoose } from "./choose.ts";
import { type DaySight, MonthGrid } from "./MonthGrid.tsx";
import { type Calendar, isOwn, type NightState, stateOf, whyNotArrive } from "./nights.ts";

interface Props {
  calendar: Calendar;
  currency: string;
  units: number;
  choice: Choice;
  changed: ReadonlySet<Night>;
  /** The first month shown. */
  first: Month;
  loading: boolean;
  onFirst: (month: Month) => void;
  onChoice: (choice: Choice) => void;
}

export function StayCalendar(props: Props) {
  const { calendar, currency, choice, first, loading, onFirst, onChoice } = props;
  const wide = useMedia("(min-width: 46rem)");
  const months = wide ? [first, addMonths(first, 1)] : [first];
  const last = months.at(-1) ?? first;
  const [hovered, setHovered] = useState<Night>();
  /** Why the last press did nothing; also announced. */
  const [refused, setRefused] = useState<string>();
  const [focused, setFocused] = useState<Night>(choice.checkIn ?? calendar.today);
  const grid = useRef<HTMLDivElement>(null);
  const moveFocus = useRef(false);
  const reached = monthOf(focused) >= first && monthOf(focused) <= last ? focused : monthOf(calendar.today) === first ? calendar.today : `${first}-01`;

  useEffect(() => {
    if (!moveFocus.current) return;
    moveFocus.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-night="${focused}"]`)?.focus();
  }, [focused, first]);

  const earliest = monthOf(calendar.today);
  const latest = monthOf(calendar.horizon);
  const back = first > earliest;
  const on = last < latest;

  function keyed(event: KeyboardEvent): void {
    const to = keyTarget(event, reached);
    if (!to || to < `${earliest}-01` || monthOf(to) > latest) return;
    event.preventDefault();
    moveFocus.current = true;
    setFocused(to);
    if (monthOf(to) < first) onFirst(monthOf(to));
    else if (monthOf(to) > last) onFirst(addMonths(monthOf(to), 1 - months.length));
    else grid.current?.querySelector<HTMLElement>(`[data-night="${to}"]`)?.focus();
  }

  function pressed(night: Night): void {
    const why = whyNotChoose(calendar, choice, night);
    setRefused(why && `${mediumNight(night)} can’t be chosen: ${why}.`);
    if (why) return announce(`${mediumNight(night)} can’t be chosen: ${why}`);
    const next = choose(calendar, choice, night);
    onChoice(next);
    announce(next.checkOut ? `Leaving ${longNight(next.checkOut)}` : `Arriving ${longNight(night)}. Now choose the day you leave.`);
  }

  return (
    <div className="calendar">
      <p className={refused ? "calendar-hint refused" : "calendar-hint"}>{refused ?? hintOf(choice)}</p>
      <div className="calendar-head">
        <button type="button" className="turn" aria-label="Earlier month" aria-disabled={!back} onClick={() => back && onFirst(addMonths(first, -1))}>‹</button>
        {months.map((month) => <h3 key={month} aria-live="polite">{monthTitle(month)}</h3>)}
        <button type="button" className="turn" aria-label="Later month" aria-disabled={!on} onClick={() => on && onFirst(addMonths(first, 1))}>›</button>
      </div>
      <div className="calendar-months" ref={grid} onKeyDown={keyed}>
        {months.map((month) => (
          <MonthGrid
            key={month}
            month={month}
            focused={reached}
            loading={loading}
            sightOf={(night) => sight(props, night, hovered)}
            onChoose={pressed}
            onHover={setHovered}
            onFocus={setFocused}
          />
        ))}
      </div>
      <Legend currency={currency} own={calendar.own !== undefined} />
    </div>
  );
}

function hintOf({ checkIn, checkOut }: Choice): string {
  if (checkIn && checkOut) return "Press another day to choose anew.";
  return checkIn ? `Arriving ${mediumNight(checkIn)}. Now choose the day you leave.` : "Choose the day you arrive, then the day you leave.";
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function keyTarget(event: KeyboardEvent, from: Night): Night | undefined {
  const step = STEPS[event.key];
  if (step !== undefined) return addDays(from, step);
  const weekday = (new Date(`${from}T00:00:00Z`).getUTCDay() + 6) % 7;
  if (event.key === "Home") return addDays(from, -weekday);
  if (event.key === "End") return addDays(from, 6 - weekday);
  if (event.key !== "PageUp" && event.key !== "PageDown") return undefined;
  const month = addMonths(monthOf(from), event.key === "PageUp" ? -1 : 1);
  const day = `${month}-${from.slice(8)}`;
  const lastDay = addDays(`${addMonths(month, 1)}-01`, -1);
  return day > lastDay ? lastDay : day;
}

function sight({ calendar, currency, units, choice, changed }: Props, night: Night, hovered: Night | undefined): DaySight {
  const state = stateOf(calendar, night);
  const facts = calendar.facts(night);
  const price = facts && state !== "past" && state !== "taken" ? formatMoney(facts.price, currency) : "";
  const left = facts?.heldUntil === undefined ? 0 : facts.heldUntil - calendar.now;
  const why = whyNotChoose(calendar, choice, night);
  const own = isOwn(calendar, night);
  const part = partOf(choice, night, isLeaving(choice) && hovered && whyNotChoose(calendar, choice, hovered) === undefined ? hovered : undefined);
  return {
    state,
    below: own ? "yours" : state === "held" ? countdown(left) : price && shortPrice(facts?.price ?? 0, currency),
    label: [longNight(night), own ? "yours now" : "", ...spoken(state, calendar, night, own ? "" : price, units), part === "start" ? "your arrival" : part === "end" ? "your departure" : ""].filter(Boolean).join(", "),
    choosable: why === undefined,
    changed: changed.has(night),
    own,
    ...(part && { part }),
  };
}

/** The moment is said rather than the countdown: a name that changes each second would never be read to its end. */
function spoken(state: NightState, calendar: Calendar, night: Night, price: string, units: number): string[] {
  const facts = calendar.facts(night);
  if (state === "past") return ["past"];
  if (state === "taken") return ["taken"];
  if (state === "held") return [`held, may free up at ${wallTime(facts?.heldUntil ?? 0)}`];
  if (state === "closed") return [facts ? "not for arrival" : "not open", facts ? (whyNotArrive(calendar, night) ?? "") : "", price];
  const rest = facts && units > 1 ? plural(facts.free, "unit left", "units left") : "";
  return ["free", price, rest, facts?.minNights ? `${facts.minNights} nights at least` : ""];
}

function partOf({ checkIn, checkOut }: Choice, night: Night, hovered: Night | undefined): DaySight["part"] {
  if (night === checkIn) return "start";
  if (night === checkOut) return "end";
  if (checkIn && checkOut && night > checkIn && night < checkOut) return "middle";
  if (checkIn && hovered && hovered > checkIn && night > checkIn && night <= hovered) return night === hovered ? "preview-end" : "preview";
  return undefined;
}

function Legend({ currency, own }: { currency: string; own: boolean }) {
  return (
    <ul className="legend" aria-label="What the days mean">
      {own && <li><i data-own />Your nights now, at the price you booked them</li>}
      <li><i data-state="free" />Free</li>
      <li><i data-state="held" />Held, may free up when its time is over</li>
      <li><i data-state="taken" />Taken</li>
      <li><i data-state="closed" />No arrival</li>
      <li className="legend-price">Prices a night in {currency}</li>
    </ul>
  );
}
