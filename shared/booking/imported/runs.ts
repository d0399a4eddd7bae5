import { addDays, nightOf, type Stay } from "../../contract/dates.ts";
import type { Claim, StoredMonth } from "../../store/documents.ts";

/** What takes nights, whole again where it lies in more than one month. */
export interface Run extends Stay, Pick<Claim, "id" | "kind" | "units" | "calendarId" | "closed"> {}

/** @param months in their order */
export function joined(months: StoredMonth[]): Run[] {
  const runs: Run[] = [];
  const ending = new Map<string, Run>();
  for (const { month, claims } of months) {
    for (const { id, kind, units, calendarId, closed, from, to } of claims.toSorted((a, b) => a.from - b.from)) {
      const [checkIn, checkOut] = [nightOf(month, from), addDays(nightOf(month, to - 1), 1)];
      const before = ending.get(`${id} ${checkIn}`);
      const run = before ?? { id, kind, units, checkIn, checkOut, ...(calendarId && { calendarId }), ...(closed && { closed }) };
      run.checkOut = checkOut;
      if (!before) runs.push(run);
      ending.set(`${id} ${checkOut}`, run);
    }
  }
  return runs;
}
