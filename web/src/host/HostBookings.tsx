import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { StatusTag } from "../parts/StatusTag.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { live, rest } from "../service.ts";
import { CancelDialog } from "../stays/CancelDialog.tsx";
import { useStore } from "../useStore.ts";
import { plural, stayDates } from "../words.ts";
import { Arrival } from "./Arrival.tsx";
import { changeText } from "./changeWords.ts";

/** Bookings at my properties: read with the guests' names, then kept up to date by what arrives live. */
export function HostBookings() {
  const [cancelling, setCancelling] = useState<BookingView>();
  /** Where the focus goes when the button that had it has gone. */
  const heading = useRef<HTMLHeadingElement>(null);
  const read = useInfiniteQuery({
    queryKey: ["host-bookings"],
    queryFn: async ({ pageParam }) => {
      const page = await rest.call("hostBookings", { query: { limit: 20, ...(pageParam && { cursor: pageParam }) } });
      live.hosting.accept(page.items);
      return page;
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
  const known = useStore(live.hosting.bookings).items;
  const listed = read.data?.pages.flatMap((page) => page.items) ?? [];
  const names = new Map(listed.map((booking) => [booking.id, booking.guestName]));
  // Alerts bring older bookings too: those wait for their page, on which their guest has a name.
  const oldest = read.hasNextPage ? (listed.at(-1)?.at ?? "") : "";
  const bookings = [...new Set([...listed.map(({ id }) => id), ...known.keys()])].flatMap((id) => known.get(id) ?? []).filter((booking) => names.has(booking.id) || booking.at >= oldest).sort((a, b) => (a.at < b.at ? 1 : -1));
  const isUnnamed = read.isSuccess && bookings.some((booking) => !names.has(booking.id));
  const { refetch } = read;
  useEffect(() => {
    if (isUnnamed) void refetch();
  }, [isUnnamed, refetch]);

  return (
    <section aria-labelledby="bookings-title">
      <h2 id="bookings-title" ref={heading} tabIndex={-1}>Bookings</h2>
      <Trouble error={read.error} again={() => void read.refetch()} />
      {read.isSuccess && bookings.length === 0 && <p className="empty">No bookings yet. They stand here once somebody holds or books a stay.</p>}
      <ul className="host-bookings" role="list">
        {bookings.map((booking) => (
          <li key={booking.id} className="card" data-booking={booking.id} data-status={booking.status}>
            <div className="row head"><h3>{names.get(booking.id) ?? "A guest"}</h3><StatusTag status={booking.status} /></div>
            <p>{booking.propertyTitle}</p>
            <div className="row head base">
              <p className="soft small">{stayDates(booking)} · {plural(booking.guests, "guest")} · {formatMoney(booking.quote.total, booking.quote.currency)}</p>
              {booking.status === "confirmed" && (
                <button type="button" className="plain" aria-label={`Cancel the booking of ${names.get(booking.id) ?? "a guest"}, ${stayDates(booking)}`} onClick={() => setCancelling(booking)}>Cancel</button>
              )}
            </div>
            {booking.change && <p className="soft small">{booking.change.awaits === "host" ? "Asked for" : "To be paid"}: {changeText(booking.change)}</p>}
            <Arrival booking={booking} guest={names.get(booking.id)} onDone={() => heading.current?.focus({ preventScroll: true })} />
          </li>
        ))}
      </ul>
      {read.hasNextPage && <p className="more"><button type="button" className="button quiet" aria-disabled={read.isFetchingNextPage} onClick={() => read.isFetchingNextPage || void read.fetchNextPage()}>{read.isFetchingNextPage ? "Loading …" : "Show more"}</button></p>}
      {cancelling && <CancelDialog byHost booking={known.get(cancelling.id) ?? cancelling} onClose={() => setCancelling(undefined)} onCancelled={(cancelled) => live.hosting.accept([cancelled])} />}
    </section>
  );
}
