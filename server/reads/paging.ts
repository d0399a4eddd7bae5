/** Lists ordered by latest change: a cursor names the last item of a page. */
import { cursorOf, placeOf } from "../../shared/store/place.ts";

export interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

/** A filter for what comes after the place, latest first. @param by the time that the list is ordered by */
export function after(cursor: string | undefined, by: "at" | "createdAt" = "at"): object {
  if (cursor === undefined) return {};
  const { at, id } = placeOf(cursor);
  return { $or: [{ [by]: { $lt: at } }, { [by]: at, _id: { $lt: id } }] };
}

export const LATEST_FIRST = { at: -1, _id: -1 } as const;

/** @param found one more than the limit where there is more */
export function page<S extends { _id: string; at: Date }, T>(found: S[], limit: number, view: (stored: S) => T): { items: T[]; nextCursor?: string } {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), ...(found.length > limit && last && { nextCursor: cursorOf({ at: last.at, id: last._id }) }) };
}
