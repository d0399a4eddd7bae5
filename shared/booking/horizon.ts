import { addDays, localDate, monthOf, type Month } from "../contract/dates.ts";
import type { StoredProperty } from "../store/documents.ts";

/** Months are made so many days beyond the horizon, so that a daily job that fails for weeks still refuses nobody. */
const AHEAD_DAYS = 62;

/** The months that a property must have at `now`: from the one its clock shows to beyond its horizon. */
export function horizonOf(property: Pick<StoredProperty, "timeZone" | "rules">, now: Date): { from: Month; to: Month } {
  const today = localDate(now, property.timeZone);
  return { from: monthOf(today), to: monthOf(addDays(today, property.rules.horizonDays + AHEAD_DAYS)) };
}

/** Months never go: a horizon that shrinks leaves those that exist. */
export function laterMonth(a: Month | undefined, b: Month): Month {
  return a !== undefined && a > b ? a : b;
}
