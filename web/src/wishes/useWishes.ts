/** What a guest waits for: read once, then kept up to date by what is told. */
import { useQuery } from "@tanstack/react-query";
import type { WishView } from "../../../shared/contract/wish.ts";
import { live, rest } from "../service.ts";
import { useStore } from "../useStore.ts";

export interface Wishes {
  /** The latest change first. */
  items: WishView[];
  isRead: boolean;
  error: unknown;
  again: () => void;
}

/** @param isRead whether they are also read, not only what is told shown */
export function useWishes(isRead = true): Wishes {
  const turn = useStore(live.stays.wishesTurn);
  const known = useStore(live.stays.wishes).items;
  const read = useQuery({
    // With each turn what was read may be old: then it is another reading.
    queryKey: ["wishes", turn],
    queryFn: async () => {
      const { items } = await rest.call("wishes", { query: { limit: 100 } });
      live.stays.acceptWishes(items);
      return items.length;
    },
    placeholderData: (before) => before,
    enabled: isRead,
  });
  return {
    items: [...known.values()].sort((a, b) => (a.at < b.at ? 1 : -1)),
    isRead: read.data !== undefined,
    error: read.error,
    again: () => void read.refetch(),
  };
}

/** Where these nights can be held. */
export function stayPath({ propertyId, checkIn, checkOut, guests }: Pick<WishView, "propertyId" | "checkIn" | "checkOut" | "guests">): string {
  return `/properties/${propertyId}?checkIn=${checkIn}&checkOut=${checkOut}&guests=${guests}`;
}
