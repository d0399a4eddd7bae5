/** Months by property: their key, and what differs between two states of one. Pure. */
import { type Month, type Night, nightOf } from "../dates.ts";
import type { PublicMonth } from "../month.ts";

export function monthKey(propertyId: string, month: Month): string {
  return `${propertyId}:${month}`;
}

export function keyOfMonth({ propertyId, month }: { propertyId: string; month: Month }): string {
  return monthKey(propertyId, month);
}

/** Nights on which somebody who looks would see a difference: free units, a hold's end, price, or a rule. */
export function changedNights(before: PublicMonth, after: PublicMonth): Night[] {
  return after.free.flatMap((_, index) => {
    const day = index + 1;
    return sightOf(before, day) === sightOf(after, day) ? [] : [nightOf(after.month, day)];
  });
}

function sightOf(month: PublicMonth, day: number): string {
  return JSON.stringify([
    month.free[day - 1],
    month.price[day - 1],
    month.heldUntil?.[day],
    month.minNights?.[day],
    month.closedToArrival?.includes(day) ?? false,
    month.closedToDeparture?.includes(day) ?? false,
  ]);
}
