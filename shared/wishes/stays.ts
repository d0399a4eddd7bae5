/** Which stays a wish is for. Pure. */
import { addDays, monthOf, monthsBetween, type Month, type Stay } from "../contract/dates.ts";

export interface Wished extends Stay {
  flexibleDays: number;
}

/** The nights themselves, then as many earlier or later, the nearest first; of two equally near the later. */
export function wishedStays({ checkIn, checkOut, flexibleDays }: Wished): Stay[] {
  const shifts = Array.from({ length: flexibleDays }, (_, index) => [index + 1, -1 - index]).flat();
  return [0, ...shifts].map((days) => (days === 0 ? { checkIn, checkOut } : { checkIn: addDays(checkIn, days), checkOut: addDays(checkOut, days) }));
}

/** The months that decide about them, those of check-out included. */
export function monthsOfWishes(wishes: readonly Wished[]): Month[] {
  const months = wishes.flatMap(({ checkIn, checkOut, flexibleDays }) => monthsBetween(monthOf(addDays(checkIn, -flexibleDays)), monthOf(addDays(checkOut, flexibleDays))));
  return [...new Set(months)].sort();
}

export const overlap = (a: Stay, b: Stay): boolean => a.checkIn < b.checkOut && b.checkIn < a.checkOut;
