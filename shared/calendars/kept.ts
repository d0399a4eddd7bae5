/** Which of a calendar's stays are those that were kept of it. Some platforms give each a new UID whenever they are asked. Pure. */
import type { Id } from "../contract/ids.ts";
import type { ImportedStay } from "../store/calendar-documents.ts";

const datesOf = ({ kind, checkIn, checkOut }: ImportedStay) => `${kind} ${checkIn} ${checkOut}`;

/** What is read, under the ids that it is kept by: one that nobody has heard of takes that of one of its kind and dates that nobody names any more. */
export function withKeptIds(kept: ImportedStay[], read: ImportedStay[]): ImportedStay[] {
  const [known, named] = [new Set(kept.map(({ id }) => id)), new Set(read.map(({ id }) => id))];
  const left = new Map<string, Id[]>();
  for (const stay of kept) if (!named.has(stay.id)) left.set(datesOf(stay), [...(left.get(datesOf(stay)) ?? []), stay.id]);
  return read.map((stay) => (known.has(stay.id) ? stay : { ...stay, id: left.get(datesOf(stay))?.shift() ?? stay.id }));
}

/** What is kept, and what is read beyond: as many of a kind and dates as the one that has more of them. */
export function withMore(kept: ImportedStay[], read: ImportedStay[]): ImportedStay[] {
  const left = new Map<string, number>();
  for (const stay of kept) left.set(datesOf(stay), (left.get(datesOf(stay)) ?? 0) + 1);
  const more = read.filter((stay) => {
    const count = left.get(datesOf(stay)) ?? 0;
    left.set(datesOf(stay), count - 1);
    return count <= 0;
  });
  return [...kept, ...more];
}
