import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import type { Activity } from "../../../shared/contract/events.ts";
import { mergeRecent } from "../../../shared/contract/client/recent.ts";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { NotFoundPage, Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { clock, live, rest } from "../service.ts";
import { useStore } from "../useStore.ts";
import { shortId, stayDates } from "../words.ts";
import { ActivityRow } from "./ActivityRow.tsx";
import { BookingFacts } from "./BookingFacts.tsx";
import { CaseCard } from "./CaseCard.tsx";
import { useCases } from "./useCases.ts";

export default function HistoryPage({ id }: { id: string }) {
  const read = useQuery({ queryKey: ["ops-history", id], queryFn: async () => (await rest.call("opsHistory", { params: { id } })).items });
  const followed = useFollowed(id);
  // First to last: the list is kept latest first.
  const history = [...mergeRecent(read.data ?? [], followed, 1_000).list].reverse();
  const [answered, setAnswered] = useState<BookingView>();
  const booking = latest([...history.map((activity) => activity.booking), answered]);
  if (read.isPending) return <Page title="Loading" waiting />;
  if (read.error instanceof Refusal) return <NotFoundPage also="there is no booking of that number" />;
  return (
    <Page key="history" title={booking ? `${booking.propertyTitle}, ${stayDates(booking)}` : `Booking ${shortId(id)}`} heading={booking?.propertyTitle} className="ops">
      <p className="lead row">{booking && <span>{stayDates(booking)} · booking {shortId(booking.id)}</span>} <Link className="small" href="/ops">Back to the feed</Link></p>
      <Trouble error={read.error} again={() => void read.refetch()} />
      <div className="ops-columns">
        <section aria-labelledby="history-title">
          <h2 id="history-title">History</h2>
          <ol className="feed" role="list" aria-label="History">{history.map((activity) => <ActivityRow key={activity.id} activity={activity} />)}</ol>
        </section>
        {booking && (
          <div className="ops-side">
            <CasesOf bookingId={id} />
            <BookingFacts booking={booking} onChanged={setAnswered} />
          </div>
        )}
      </div>
      <ConnectionNotice of="/ops" />
    </Page>
  );
}

const latest = (views: readonly (BookingView | undefined)[]) =>
  views.reduce((best, view) => (best && (!view || best.version > view.version) ? best : view), undefined);

/** Above what is known of the booking: why somebody looks at it. */
function CasesOf({ bookingId }: { bookingId: string }) {
  const [since] = useState(clock.now);
  const { items, error, again } = useCases({ bookingId });
  if (items.length === 0) return <Trouble error={error} again={again} />;
  return (
    <section aria-labelledby="cases-title">
      <h2 id="cases-title">Cases</h2>
      <ul className="case-list" role="list">{items.map((found) => <CaseCard key={found.id} found={found} since={since} isHere />)}</ul>
    </section>
  );
}

/** What happens to this booking while one looks. */
function useFollowed(id: string): readonly Activity[] {
  const { list } = useStore(live.operations.feed);
  useEffect(() => {
    const leave = live.operations.follow();
    void live.operations.filter({ bookingId: id }).catch(() => undefined);
    return leave;
  }, [id]);
  return list.filter((activity) => activity.bookingId === id);
}
