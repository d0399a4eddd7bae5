import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { formatMoney } from "../../../shared/contract/money.ts";
import type { HostProperty } from "../../../shared/contract/property.ts";
import { announce } from "../parts/announce.tsx";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { PropertyPicture } from "../picture/PropertyPicture.tsx";
import { rest } from "../service.ts";
import { inWords, plural } from "../words.ts";

export const hostPropertiesQuery = { queryKey: ["host-properties"], queryFn: async () => (await rest.call("hostProperties", {})).items };

export default function PropertiesPage() {
  const read = useQuery(hostPropertiesQuery);
  if (read.isPending) return <Page title="Properties" waiting />;
  return (
    <Page key="properties" title="Properties">
      <p className="row"><Link href="/host/properties/new" className="button">New property</Link><Link href="/host/webhooks">Webhooks for your own system</Link></p>
      <Trouble error={read.error} again={() => void read.refetch()} />
      {read.data?.length === 0 && <p className="empty">Nothing here yet. A new property is a draft until you list it.</p>}
      <h2 className="unseen">Yours</h2>
      <ul className="stay-list" role="list">{read.data?.map((property) => <Row key={property.id} property={property} />)}</ul>
    </Page>
  );
}

function Row({ property }: { property: HostProperty }) {
  const queries = useQueryClient();
  const isListed = property.status === "listed";
  const turn = useMutation({
    mutationFn: () => rest.call(isListed ? "unlist" : "list", { params: { id: property.id } }),
    onSuccess: (changed) => {
      queries.setQueryData(hostPropertiesQuery.queryKey, (items: HostProperty[] | undefined) => items?.map((item) => (item.id === changed.id ? changed : item)));
      announce(changed.status === "listed" ? `${changed.title} is listed` : `${changed.title} is off the list`);
    },
  });
  return (
    <li className="stay-row card" data-property={property.id} data-status={property.status}>
      <PropertyPicture property={property} decorative />
      <div>
        <h3><Link href={`/host/properties/${property.id}`}>{property.title}</Link></h3>
        <p className="soft">{property.city} · {property.units > 1 && `${property.units} units · `}{plural(property.capacity, "guest")} · <span className="whole">{formatMoney(property.basePrice, property.currency)} a night</span></p>
        <p className="row">
          {isListed && <Link href={`/properties/${property.id}`}>See it as a guest</Link>}
          <Link href={`/host/properties/${property.id}/calendars`} aria-label={`Calendars of other platforms: ${property.title}`}>Calendars</Link>
        </p>
        {property.calendarsStale && property.instantBook && <p className="notice lamp">Guests ask before they are booked, because <Link href={`/host/properties/${property.id}/calendars`}>a calendar</Link> was not read for a day.</p>}
        <Trouble error={turn.error} />
      </div>
      <div className="stay-row-end">
        <span className={isListed ? "tag good" : "tag"}>{property.status === "unlisted" ? "Off the list" : inWords(property.status)}</span>
        <button type="button" className={isListed ? "button quiet" : "button"} aria-label={`${isListed ? "Take off the list" : "List"}: ${property.title}`} aria-disabled={turn.isPending} onClick={() => turn.isPending || turn.mutate()}>{isListed ? "Take off the list" : "List it"}</button>
        <Link className="plain" href={`/host/properties/${property.id}`} aria-label={`Edit ${property.title}`}>Edit</Link>
      </div>
    </li>
  );
}
