import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useSearchParams } from "wouter";
import { monthOf, Night } from "../../../shared/contract/dates.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import type { Property } from "../../../shared/contract/property.ts";
import type { Choice } from "../calendar/choose.ts";
import { StayCalendar } from "../calendar/StayCalendar.tsx";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Countdown } from "../parts/Countdown.tsx";
import { NotFoundPage, Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { live, rest } from "../service.ts";
import { useNow } from "../useNow.ts";
import { useStore } from "../useStore.ts";
import { countryName, plural, shortNight, stayDates } from "../words.ts";
import { Details, Intro } from "./Details.tsx";
import { BookingPanel } from "./BookingPanel.tsx";
import { Gallery } from "./Gallery.tsx";
import { monthToTurnTo, useLiveCalendar } from "./useLiveCalendar.ts";

export function PropertyPage({ id }: { id: string }) {
  const property = useQuery({ queryKey: ["property", id], queryFn: () => rest.call("property", { params: { id } }), staleTime: 60_000 });
  if (property.isPending) return <Page title="Loading" waiting />;
  if (property.data) return <Shown key={property.data.id} property={property.data} />;
  if (property.error instanceof Refusal && property.error.code !== "internal") return <NotFoundPage />;
  return <Page title="This page can't be shown"><Trouble error={property.error} again={() => void property.refetch()} /></Page>;
}

/** As the search has it. */
const USUAL_GUESTS = 2;

/** The dates and guests of the address, so that a reload and a way through sign-in keep them. */
function useChoice(capacity: number): [Choice, number, (choice: Choice, guests: number) => void] {
  const [search, setSearch] = useSearchParams();
  const night = (name: string) => Night.safeParse(search.get(name)).data;
  const [checkIn, checkOut] = [night("checkIn"), night("checkOut")];
  const guests = Math.min(Math.max(Math.floor(Number(search.get("guests"))) || USUAL_GUESTS, 1), capacity);
  const choice: Choice = checkIn ? (checkOut && checkOut > checkIn ? { checkIn, checkOut } : { checkIn }) : {};
  const set = (next: Choice, count: number) => setSearch({ ...next, guests: String(count) }, { replace: true });
  return [choice, guests, set];
}

function Shown({ property }: { property: Property }) {
  const [choice, guests, setChoice] = useChoice(property.capacity);
  const now = useNow();
  const [turnedTo, setTurnedTo] = useState<string>();
  const thisMonth = monthOf(new Date(now).toISOString().slice(0, 10));
  const first = turnedTo ?? (choice.checkIn && monthOf(choice.checkIn) >= thisMonth ? monthOf(choice.checkIn) : thisMonth);
  // The calendar stays where the first choice or a turn has put it.
  useEffect(() => setTurnedTo((turned) => turned ?? first), [first]);
  const { calendar, changed, loading, monthsVersion } = useLiveCalendar(property, first, choice);

  return (
    <Page title={property.title} className="property">
      <p className="property-where">
        {property.city}, {countryName(property.country)}
        {property.rating !== null && <> · <Rating value={property.rating} /></>}
        <Viewers propertyId={property.id} />
      </p>
      {property.status !== "listed" && <p className="notice">This place is not listed at the moment.</p>}
      <MyHold propertyId={property.id} />
      <Gallery property={property} />
      <div className="property-columns">
        <Intro property={property} />
        <section className="property-calendar" id="calendar" aria-labelledby="calendar-title">
          <h2 id="calendar-title">Live calendar</h2>
          <StayCalendar
            calendar={calendar}
            currency={property.currency}
            units={property.units}
            choice={choice}
            changed={changed}
            first={first}
            loading={loading}
            onFirst={setTurnedTo}
            onChoice={(next) => setChoice(next, guests)}
          />
        </section>
        <Details property={property} />
        <div className="property-aside">
          <BookingPanel
            property={property}
            calendar={calendar}
            choice={choice}
            guests={guests}
            monthsVersion={monthsVersion}
            loading={loading}
            onChoice={(next) => {
              setTurnedTo((turned) => monthToTurnTo(next, first) ?? turned);
              setChoice(next, guests);
            }}
            onGuests={(count) => setChoice(choice, count)}
          />
        </div>
      </div>
      <Jump property={property} choice={choice} />
      <ConnectionNotice of="/availability" asOf={live.availability.asOf} />
    </Page>
  );
}

/** On a phone: from the pictures to the calendar, from the calendar to the price; away while that is in sight. */
function Jump({ property, choice: { checkIn, checkOut } }: { property: Property; choice: Choice }) {
  const stay = checkIn && checkOut ? { checkIn, checkOut } : undefined;
  const to = stay ? "panel" : "calendar";
  const inSight = useInSight(to);
  return (
    <a className="property-jump" href={`#${to}`} data-away={inSight}>
      {stay ? <strong>{shortNight(stay.checkIn)} – {shortNight(stay.checkOut)}</strong>
        : <span>{checkIn ? "Now the day you leave" : <>From <strong>{formatMoney(property.basePrice, property.currency)}</strong> a night</>}</span>}
      <span className="button">{stay ? "See the price" : "Choose dates"}</span>
    </a>
  );
}

/** Whether a good part of the element is on the screen. */
function useInSight(id: string): boolean {
  const [inSight, setInSight] = useState(false);
  useEffect(() => {
    const element = document.getElementById(id);
    if (!element) return;
    const observer = new IntersectionObserver(([entry]) => setInSight(entry?.isIntersecting ?? false), { rootMargin: "-30% 0px" });
    observer.observe(element);
    return () => observer.disconnect();
  }, [id]);
  return inSight;
}

export function Rating({ value }: { value: number }) {
  return <span className="rating"><span aria-hidden="true">★ {value.toFixed(1)}</span><span className="unseen">rated {value.toFixed(1)} of 5</span></span>;
}

function Viewers({ propertyId }: { propertyId: string }) {
  const count = useStore(live.availability.viewers).get(propertyId) ?? 0;
  return <span className="viewers" data-testid="viewers" data-count={count}>{count > 1 ? `${plural(count, "person", "people")} looking now, you among them` : count === 1 ? "Only you are looking now" : ""}</span>;
}

/** A hold here that is still to be paid leads back to paying. */
function MyHold({ propertyId }: { propertyId: string }) {
  const { items } = useStore(live.stays.bookings);
  const now = useNow();
  const held = [...items.values()].find((booking) => booking.propertyId === propertyId && booking.status === "held" && booking.holdUntil && Date.parse(booking.holdUntil) > now);
  if (!held?.holdUntil) return null;
  return (
    <p className="notice lamp">
      You hold {stayDates(held)} here for another <Countdown until={held.holdUntil} />. <Link href={`/stays/${held.id}`}>Pay now</Link>
    </p>
  );
}
