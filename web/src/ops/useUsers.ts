/** People as support finds them: read page by page, and anew when something happens to somebody. */
import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { EVENT_TYPES } from "../../../shared/contract/events.ts";
import type { FoundUser } from "../../../shared/contract/user.ts";
import { live, rest } from "../service.ts";
import { useStore } from "../useStore.ts";

const KEY = ["ops-users"];
const OF_PERSONS = EVENT_TYPES.filter((type) => type.startsWith("user."));

type Page = Awaited<ReturnType<typeof read>>;

const read = (q: string, cursor: string) => rest.call("opsUsers", { query: { limit: 20, ...(q && { q }), ...(cursor && { cursor }) } });

export function useUsers(q: string) {
  useReadAnew();
  const users = useInfiniteQuery({
    queryKey: [...KEY, q],
    queryFn: ({ pageParam }) => read(q, pageParam),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  return {
    items: users.data?.pages.flatMap(({ items }) => items) ?? [],
    isRead: users.data !== undefined,
    error: users.error,
    again: () => void users.refetch(),
    /** Reads on; absent where there is no more. */
    more: users.hasNextPage ? () => void (users.isFetchingNextPage || users.fetchNextPage()) : undefined,
  };
}

/** Puts what an answer said of a person in the place of what was read before. */
export function useAcceptUser(): (user: FoundUser) => void {
  const queries = useQueryClient();
  const accept = (page: Page, user: FoundUser): Page => ({ ...page, items: page.items.map((one) => (one.id === user.id ? user : one)) });
  return (user) => void queries.setQueriesData<InfiniteData<Page>>({ queryKey: KEY }, (known) => known && { ...known, pages: known.pages.map((page) => accept(page, user)) });
}

/** What others do to people is in the feed. */
function useReadAnew(): void {
  const queries = useQueryClient();
  const { list } = useStore(live.operations.feed);
  const latest = list.find(({ type }) => type.startsWith("user."))?.id;
  useEffect(() => {
    const leave = live.operations.follow();
    void live.operations.filter({ types: OF_PERSONS }).catch(() => undefined);
    return leave;
  }, []);
  useEffect(() => {
    if (latest) void queries.invalidateQueries({ queryKey: KEY });
  }, [latest, queries]);
}
