import type { WishView } from "../../../shared/contract/wish.ts";
import { plural } from "../words.ts";

/** Which flexibilities can be chosen, in days. */
export const FLEXIBILITIES = [0, 1, 2, 3, 7] as const;

export const flexibleWords = (days: number): string => (days === 0 ? "exactly these nights" : `these nights, or up to ${plural(days, "day")} earlier or later`);

export const isSameStay = (wish: WishView, propertyId: string, { checkIn, checkOut }: { checkIn: string; checkOut: string }): boolean =>
  wish.propertyId === propertyId && wish.checkIn === checkIn && wish.checkOut === checkOut;

/** Nights that were told of later than that, in milliseconds since 1970, and were not put away. */
export function newsOf(wishes: readonly WishView[], since: number, seen: ReadonlySet<string>): (WishView & { told: NonNullable<WishView["told"]> })[] {
  return wishes.flatMap((wish) => (wish.status === "told" && wish.told && Date.parse(wish.told.at) > since && !seen.has(wish.id) ? [{ ...wish, told: wish.told }] : []));
}
