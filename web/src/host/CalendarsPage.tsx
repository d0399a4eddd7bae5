/** How a property keeps other platforms' calendars and its own in step. */
import "../style/calendars.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { MOST_CALENDARS, STALE_HOURS } from "../../../shared/contract/calendar.ts";
import type { HostProperty } from "../../../shared/contract/property.ts";
import { NotFoundPage, Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { CalendarCard } from "./CalendarCard.tsx";
import { CalendarForm } from "./CalendarForm.tsx";
import { calendarsQuery, type Read } from "./calendarsQuery.ts";
import { FeedAddress } from "./FeedAddress.tsx";
import { hostPropertiesQuery } from "./PropertiesPage.tsx";

export default function CalendarsPage({ id }: { id: string }) {
  const properties = useQuery({ ...hostPropertiesQuery, refetchInterval: calendarsQuery.refetchInterval });
  const read = useQuery(calendarsQuery);
  if (properties.isPending || read.isPending) return <Page title="Calendars" waiting />;
  const error = properties.error ?? read.error;
  const property = properties.data?.find((one) => one.id === id);
  if (error || !read.data) return <Page title="Calendars"><Trouble error={error} again={() => void Promise.all([properties.refetch(), read.refetch()])} /></Page>;
  return property ? <Calendars property={property} {...read.data} /> : <NotFoundPage />;
}

function Calendars({ property, items, addresses }: Read & { property: HostProperty }) {
  const [isAdding, setAdding] = useState(false);
  const { id, title, calendarsStale, instantBook, units } = property;
  const calendars = items.filter(({ propertyId }) => propertyId === id);
  const addressOf = (calendarId?: string) => addresses.find((one) => one.propertyId === id && one.calendarId === calendarId)?.url;
  return (
    <Page title="Calendars" className="narrow">
      <p className="lead"><Link href={`/host/properties/${id}`}>{title}</Link></p>
      {calendarsStale && instantBook && (
        <p className="notice lamp" role="status">Guests ask you before they are booked: a calendar was not read for {STALE_HOURS} hours, so nights may be sold elsewhere already. They are booked at once again when it is read.</p>
      )}
      <section className="calendars" aria-labelledby="from-others">
        <div>
          <h2 id="from-others">From other platforms</h2>
          <p className="soft">Their stays take nights here, so that nobody books them again. Each is read every quarter of an hour.</p>
        </div>
        {calendars.length === 0 && <p className="empty">None yet. Where you offer this place as well, copy the address of its calendar, and add it here.</p>}
        <ul role="list">{calendars.map((calendar) => <CalendarCard key={calendar.id} calendar={calendar} address={addressOf(calendar.id)} />)}</ul>
        {calendars.length < MOST_CALENDARS && <p><button type="button" className="button" onClick={() => setAdding(true)}>Add a calendar</button></p>}
      </section>
      <section className="calendars" aria-labelledby="for-others">
        <div>
          <h2 id="for-others">For anybody else</h2>
          <p className="soft">{units > 1 ? "Nights on which no unit is left" : "Nights that are taken here"}, without names, for a calendar of your own, or for a platform whose calendar is not read here. Each that is read has an address of its own above, which leaves out what came from there.</p>
        </div>
        <FeedAddress of={{ propertyId: id }} url={addressOf()} label="Address of this calendar" whose="of this calendar" />
        <p className="hint">Whoever has an address sees which nights are taken, and nothing else. Holds that are not paid are left out.</p>
      </section>
      {isAdding && <CalendarForm propertyId={id} onClose={() => setAdding(false)} />}
    </Page>
  );
}
