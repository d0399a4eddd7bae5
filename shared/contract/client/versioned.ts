/**
 * Things that carry a `version`, kept by key: the higher version wins, so that a duplicate, a late or a skipped message
 * does no harm. All functions are pure; what changes nothing returns the very value it was given.
 *
 * After `reread` a version may go back (a database was restored): `distrust` marks what is known, and the next value to
 * arrive replaces it whatever its version. From there on the higher version wins again, so a message that overtakes the
 * answer is not undone by it.
 */
export interface Known<T> {
  readonly items: ReadonlyMap<string, T>;
  /** Keys whose next value is taken even with a lower version. */
  readonly distrusted: ReadonlySet<string>;
}

export function nothingKnown<T>(): Known<T> {
  return { items: new Map(), distrusted: new Set() };
}

export function merge<T extends { version: number }>(known: Known<T>, keyOf: (item: T) => string, incoming: readonly T[]): Known<T> {
  const taken = new Map<string, T>();
  for (const item of incoming) {
    const key = keyOf(item);
    const before = taken.get(key) ?? (known.distrusted.has(key) ? undefined : known.items.get(key));
    if (!before || item.version > before.version) taken.set(key, item);
  }
  if (taken.size === 0) return known;
  const distrusted = known.distrusted.size === 0 ? known.distrusted : new Set([...known.distrusted].filter((key) => !taken.has(key)));
  return { items: new Map([...known.items, ...taken]), distrusted };
}

/** @param keys everything known where absent */
export function distrust<T>(known: Known<T>, keys?: Iterable<string>): Known<T> {
  const doubted = [...(keys ?? known.items.keys())].filter((key) => known.items.has(key));
  if (doubted.length === 0) return known;
  return { items: known.items, distrusted: new Set([...known.distrusted, ...doubted]) };
}

export function forget<T>(known: Known<T>, keys: Iterable<string>): Known<T> {
  const gone = new Set([...keys].filter((key) => known.items.has(key)));
  if (gone.size === 0) return known;
  const keep = ([key]: readonly [string, unknown]) => !gone.has(key);
  return { items: new Map([...known.items].filter(keep)), distrusted: new Set([...known.distrusted].filter((key) => !gone.has(key))) };
}
