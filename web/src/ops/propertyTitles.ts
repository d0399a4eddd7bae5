/** What properties are called: events carry their numbers alone. */
import { useQueries } from "@tanstack/react-query";
import type { Activity } from "../../../shared/contract/events.ts";
import { rest } from "../service.ts";

/** So many are asked for by themselves; the rest stay numbers until a booking names them. */
const MOST = 20;

/** By id: as the bookings in sight name them, else as anyone may read them. */
export function usePropertyTitles(list: readonly Activity[], also: string | undefined): ReadonlyMap<string, string> {
  const titles = new Map(list.flatMap(({ booking }) => (booking ? [[booking.propertyId, booking.propertyTitle] as const] : [])));
  const ids = [...list.map(({ propertyId }) => propertyId), also].filter((id) => id !== undefined);
  const unknown = [...new Set(ids)].filter((id) => !titles.has(id)).slice(0, MOST);
  const read = useQueries({
    queries: unknown.map((id) => ({ queryKey: ["property", id], queryFn: () => rest.call("property", { params: { id } }), staleTime: Infinity })),
  });
  for (const { data } of read) if (data) titles.set(data.id, data.title);
  return titles;
}
