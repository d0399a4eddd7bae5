/** A calendar for somebody who has a stay in it already and would have another instead. Pure. */
import { monthKey } from "../../../shared/contract/client/months.ts";
import { daysIn, runsOf, type Stay } from "../../../shared/contract/dates.ts";
import type { PublicMonth } from "../../../shared/contract/month.ts";

/**
 * The months with the stay's own unit given back on its nights: to its guest they are not taken. What others have taken
 * stays so, and there are never more units free than the property has.
 */
export function withoutOwn(months: ReadonlyMap<string, PublicMonth>, propertyId: string, stay: Stay): ReadonlyMap<string, PublicMonth> {
  const given = new Map(months);
  for (const { month, from, to } of runsOf(stay)) {
    const key = monthKey(propertyId, month);
    const known = months.get(key);
    if (!known) continue;
    const isOwn = (day: number) => day >= from && day < to && day <= daysIn(month);
    given.set(key, { ...known, free: known.free.map((free, index) => (isOwn(index + 1) ? Math.min(known.units, free + 1) : free)) });
  }
  return given;
}
