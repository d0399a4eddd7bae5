import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { Link } from "wouter";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Countdown } from "../parts/Countdown.tsx";
import { Page } from "../parts/Page.tsx";
import { paymentWords, StatusTag } from "../parts/StatusTag.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { PropertyPicture } from "../picture/PropertyPicture.tsx";
import { clock, live, rest } from "../service.ts";
import { useStore } from "../useStore.ts";
import { useWishes } from "../wishes/useWishes.ts";
import { WishList } from "../wishes/WishList.tsx";
import { nightsCount, plural, stayDates } from "../words.ts";

const isOpen = (booking: BookingView) => booking.status === "held" || booking.status === "requested";
const isComing = (booking: BookingView) => booking.status === "confirmed" || booking.status === "checked_in";
const byArrival = (a: BookingView, b: BookingView) => (a.checkIn < b.checkIn ? -1 : 1);
const byChange = (a: BookingView, b: BookingView) => (a.at < b.at ? 1 : -1);

export function StaysPage() {
  const read = useQuery({
    queryKey: ["bookings"],
    queryFn: async () => {
      const { items } = await rest.call("bookings", { query: { limit: 100 } });
      live.stays.accept(items);
      return items.length;
    },
  });
  const wishes = useWishes();
  const bookings = [...useStore(live.stays.bookings).items.values()];
  if (bookings.length === 0 && read.isPending) return <Page title="My stays" waiting />;
  const groups: [string, BookingView[]][] = [
    ["To be paid", bookings.filter(isOpen).sort(byArrival)],
    ["Coming up", bookings.filter(isComing).sort(byArrival)],
    ["Past, cancelled and let go", bookings.filter((booking) => !isOpen(booking) && !isComing(booking)).sort(byChange)],
  ];
  return (
    <Page key="stays" title="My stays">
      <Trouble error={read.error} again={() => void read.refetch()} />
      {bookings.length === 0 && read.isSuccess && wishes.items.length === 0 && (
        <div className="empty">
          <p><strong>You have no stays yet.</strong> They appear here as soon as you hold one.</p>
          <p><Link href="/" className="button">Search for a stay</Link></p>
        </div>
      )}
      {groups.map(([title, items]) => (
        <Fragment key={title}>
          {items.length > 0 && (
            <section className="stay-group" aria-label={title}>
              <h2>{title}</h2>
              <ul className="stay-list" role="list">{items.map((booking) => <StayRow key={booking.id} booking={booking} />)}</ul>
            </section>
          )}
          {title === "Coming up" && <WishList {...wishes} />}
        </Fragment>
      ))}
      <ConnectionNotice of="/bookings" />
    </Page>
  );
}

function StayRow({ booking }: { booking: BookingView }) {
  const isHeld = booking.status === "held" && booking.holdUntil !== undefined;
  return (
    <li className="stay-row whole-link card" data-booking={booking.id} data-status={booking.status}>
      <BookingPicture booking={booking} />
      <div>
        <h3><Link href={`/stays/${booking.id}`}>{booking.propertyTitle}</Link></h3>
        <p className="soft">{booking.city}</p>
        <p>{stayDates(booking)}</p>
        <p className="soft small">{nightsCount(booking)} · {plural(booking.guests, "guest")}</p>
        {booking.change && <p className="small"><strong>{booking.change.awaits === "host" ? `The host is asked for ${stayDates(booking.change)}` : `${stayDates(booking.change)} waits for your payment`}</strong></p>}
      </div>
      <div className="stay-row-end">
        <StatusTag status={booking.status} />
        <p className="price"><strong>{formatMoney(booking.quote.total, booking.quote.currency)}</strong></p>
        <p className="soft small">{isHeld && booking.holdUntil && Date.parse(booking.holdUntil) > clock.now() ? <>held for <Countdown until={booking.holdUntil} /></> : paymentWords(booking)}</p>
      </div>
    </li>
  );
}

/** The booking knows the property's id and title; amenities come with the property, so that the drawing is the same everywhere. */
export function BookingPicture({ booking }: { booking: BookingView }) {
  const property = useQuery({
    queryKey: ["property", booking.propertyId],
    queryFn: () => rest.call("property", { params: { id: booking.propertyId } }),
    staleTime: 60_000,
  });
  if (property.isPending) return <div className="picture" />;
  return <PropertyPicture decorative property={property.data ?? { id: booking.propertyId, title: booking.propertyTitle, amenities: [], photos: [] }} />;
}
