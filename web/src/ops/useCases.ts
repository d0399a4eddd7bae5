/** Cases: read page by page, then kept up to date by what is told. The menu's count and the pages share one reading. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Case } from "../../../shared/contract/case.ts";
import { live, rest } from "../service.ts";
import { useStore } from "../useStore.ts";

const PAGE = 100;

export interface Cases {
  /** Opened last first. */
  items: Case[];
  isRead: boolean;
  error: unknown;
  again: () => void;
  /** Reads on; absent where there is no more. */
  more: (() => void) | undefined;
}

/** @param which of a status, or of a booking */
export function useCases(which: { status: Case["status"] } | { bookingId: string }): Cases {
  const turn = useStore(live.operations.casesTurn);
  const known = useStore(live.operations.cases).items;
  useEffect(() => live.operations.follow(), []);
  const read = useInfiniteQuery({
    // With each turn what was read may be old: then it is another reading.
    queryKey: ["ops-cases", which, turn],
    queryFn: async ({ pageParam }) => {
      const page = await rest.call("opsCases", { query: { ...which, limit: PAGE, ...(pageParam && { cursor: pageParam }) } });
      live.operations.acceptCases(page.items);
      return page;
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
  const isMeant = (one: Case) => ("status" in which ? one.status === which.status : one.bookingId === which.bookingId);
  return {
    items: [...known.values()].filter(isMeant).sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1)),
    isRead: read.data !== undefined,
    error: read.error,
    again: () => void read.refetch(),
    more: read.hasNextPage ? () => void (read.isFetchingNextPage || read.fetchNextPage()) : undefined,
  };
}
