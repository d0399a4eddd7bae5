/** The names of guests, which come with a host's bookings alone: read until those that are shown are known. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { rest } from "../service.ts";

/** Bookings a page, latest change first, and so many pages at most. */
const PAGE = 100;
const MOST_PAGES = 5;

type Names = ReadonlyMap<string, string>;
const NOBODY: Names = new Map();
const KNOWN = ["guest-names"];

async function readNames(wanted: readonly string[]): Promise<Names> {
  const names = new Map<string, string>();
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES && wanted.some((id) => !names.has(id)); page++) {
    const { items, nextCursor }: Awaited<ReturnType<typeof readPage>> = await readPage(cursor);
    for (const { id, guestName } of items) names.set(id, guestName);
    if (!nextCursor) break;
    cursor = nextCursor;
  }
  return names;
}

const readPage = (cursor: string | null) => rest.call("hostBookings", { query: { limit: PAGE, ...(cursor && { cursor }) } });

/** By booking. @param wanted the bookings that are shown */
export function useGuestNames(wanted: readonly string[]): Names {
  const queries = useQueryClient();
  const known = useQuery({ queryKey: KNOWN, queryFn: () => NOBODY, enabled: false, initialData: NOBODY, staleTime: Infinity, gcTime: Infinity }).data;
  const missing = [...new Set(wanted)].filter((id) => !known.has(id)).sort();
  useQuery({
    queryKey: [...KNOWN, missing],
    enabled: missing.length > 0,
    staleTime: Infinity,
    queryFn: async () => {
      const found = await readNames(missing);
      queries.setQueryData(KNOWN, (before: Names | undefined) => new Map([...(before ?? NOBODY), ...found]));
      return found.size;
    },
  });
  return known;
}
