/** A season of every year, and weekends, as runs of nights of a certain time. */
import { addDays, type Night } from "../../shared/contract/dates.ts";
import { Temporal } from "temporal-polyfill";
import type { DemoProperty, Season } from "./demo-property.ts";

export interface PricedRun {
  from: Night;
  /** The first night after it. */
  to: Night;
  price: number;
  minNights?: number;
}

const FRIDAY = 5;

/** The season's runs within `from … to`, cut where they reach beyond. */
export function runsOfSeason({ from: begin, to: end, price, minNights }: Season, from: Night, to: Night): PricedRun[] {
  const runs: PricedRun[] = [];
  for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year++) {
    const first = `${year}-${begin}`;
    const last = `${begin < end ? year : year + 1}-${end}`;
    if (last > from && first < to) runs.push({ from: first < from ? from : first, to: last > to ? to : last, price, ...(minNights && { minNights }) });
  }
  return runs;
}

/** The Friday and Saturday nights within `from … to` that lie in none of `others`. */
function weekends(from: Night, to: Night, price: number, others: PricedRun[]): PricedRun[] {
  const runs: PricedRun[] = [];
  for (let night = from; addDays(night, 2) <= to; night = addDays(night, 1)) {
    if (Temporal.PlainDate.from(night).dayOfWeek !== FRIDAY) continue;
    const run = { from: night, to: addDays(night, 2), price };
    if (!others.some((other) => other.from < run.to && run.from < other.to)) runs.push(run);
  }
  return runs;
}

/** @param horizon the last night that has a price of its own; weekends only for the weeks around `today` */
export function pricedRuns({ seasons, weekendPrice }: DemoProperty, listed: Night, today: Night, horizon: Night): PricedRun[] {
  const dear = seasons.flatMap((season) => runsOfSeason(season, listed, horizon));
  const around = weekendPrice ? weekends(addDays(today, -14), addDays(today, 77), weekendPrice, dear) : [];
  return [...dear, ...around];
}
