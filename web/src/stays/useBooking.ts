/** A booking: live where it is followed, over REST otherwise; the higher version of the two. */
import { useQuery } from "@tanstack/react-query";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { live, rest } from "../service.ts";
import { useStore } from "../useStore.ts";

/** How often a booking that is waited for is also read, in milliseconds: what is live is faster, this is the net below. */
const WAITED_MS = 3_000;

export function useBooking(id: string, isWaitedFor = false): { booking: BookingView | undefined; error: unknown; again: () => void } {
  const known = useStore(live.stays.bookings).items.get(id);
  const read = useQuery({
    queryKey: ["booking", id],
    queryFn: async () => {
      const booking = await rest.call("booking", { params: { id } });
      live.stays.accept([booking]);
      return booking;
    },
    ...(isWaitedFor && { refetchInterval: WAITED_MS }),
  });
  const booking = known && read.data && known.version < read.data.version ? read.data : (known ?? read.data);
  return { booking, error: booking ? null : read.error, again: () => void read.refetch() };
}
