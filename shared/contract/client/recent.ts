/** Lists that grow at the top (alerts, activity): read with a cursor that overlaps, so told apart by id. Pure. */
export interface Dated {
  id: string;
  at: string;
}

/**
 * Latest first, each id once, at most `most`. What comes in replaces what is known of the same id.
 * @returns the list, and those in it that were not known, first to last: what fell off its end before is not new when it comes again
 */
export function mergeRecent<T extends Dated>(known: readonly T[], incoming: readonly T[], most: number): { list: readonly T[]; fresh: T[] } {
  const byId = new Map(known.map((item) => [item.id, item]));
  for (const item of incoming) byId.set(item.id, item);
  const list = [...byId.values()].sort(latestFirst).slice(0, most);
  const before = new Set(known.map((item) => item.id));
  return { list, fresh: list.filter((item) => !before.has(item.id)).reverse() };
}

/** Instants of one clock all have the same form, so they sort as text; the id makes the order total. */
function latestFirst(a: Dated, b: Dated): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
