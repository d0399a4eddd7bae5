/**
 * Who on the page watches which months, counted: two calendars of one property share one watch, and it ends with the
 * last of them. Pure: each function returns the new book and what the server has to be told.
 */
import type { Month } from "../dates.ts";

/** Property → month → how many watch it. */
export type Watches = ReadonlyMap<string, ReadonlyMap<Month, number>>;

export const noWatches: Watches = new Map();

/** `added` are the months nobody had watched before. */
export function addWatch(watches: Watches, propertyId: string, months: readonly Month[]): { watches: Watches; added: Month[] } {
  const counts = new Map(watches.get(propertyId));
  const added: Month[] = [];
  for (const month of new Set(months)) {
    const count = counts.get(month) ?? 0;
    if (count === 0) added.push(month);
    counts.set(month, count + 1);
  }
  return { watches: new Map(watches).set(propertyId, counts), added };
}

/** `removed` are the months nobody watches any longer. */
export function removeWatch(watches: Watches, propertyId: string, months: readonly Month[]): { watches: Watches; removed: Month[] } {
  const counts = new Map(watches.get(propertyId));
  const removed: Month[] = [];
  for (const month of new Set(months)) {
    const count = counts.get(month);
    if (count === undefined) continue;
    if (count > 1) counts.set(month, count - 1);
    else {
      counts.delete(month);
      removed.push(month);
    }
  }
  const next = new Map(watches);
  if (counts.size > 0) next.set(propertyId, counts);
  else next.delete(propertyId);
  return { watches: next, removed };
}

export function isWatched(watches: Watches, { propertyId, month }: { propertyId: string; month: Month }): boolean {
  return watches.get(propertyId)?.has(month) ?? false;
}

/** Everything to ask for after a reconnect, or only what a `reread` names; one entry a property. */
export function toWatchAgain(
  watches: Watches,
  named?: readonly { propertyId: string; month: Month }[],
): { propertyId: string; months: Month[] }[] {
  return [...watches].flatMap(([propertyId, counts]) => {
    const months = [...counts.keys()].filter(
      (month) => !named || named.some((one) => one.propertyId === propertyId && one.month === month),
    );
    return months.length > 0 ? [{ propertyId, months }] : [];
  });
}
