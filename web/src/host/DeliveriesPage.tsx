/** What one webhook was told, and what became of it. */
import "../style/webhooks.css";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Link, useSearchParams } from "wouter";
import { DeliveryState, type Redelivery, type Webhook, type WebhookDelivery } from "../../../shared/contract/webhook.ts";
import { announce } from "../parts/announce.tsx";
import { NotFoundPage, Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { dayAndTime, inWords, plural, shortId } from "../words.ts";
import { hostPropertiesQuery } from "./PropertiesPage.tsx";
import { answerWords, calledAt, STATES, triesWords } from "./webhookWords.ts";
import { DELIVERIES_AGAIN, deliveriesKey, webhooksQuery } from "./webhooksQuery.ts";

const TABS = [undefined, ...DeliveryState.options] as const;

export default function DeliveriesPage({ id }: { id: string }) {
  const read = useQuery(webhooksQuery);
  if (read.isPending) return <Page title="Webhook" waiting />;
  if (!read.data) return <Page title="Webhook"><Trouble error={read.error} again={() => void read.refetch()} /></Page>;
  const webhook = read.data.find((one) => one.id === id);
  return webhook ? <Deliveries webhook={webhook} /> : <NotFoundPage also="the webhook was deleted" />;
}

function Deliveries({ webhook }: { webhook: Webhook }) {
  const [search] = useSearchParams();
  const state = DeliveryState.safeParse(search.get("state")).data;
  const { id, url, enabled, waiting, parked } = webhook;
  const counts = { waiting, parked, delivered: undefined };
  const [turn, setTurn] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const onTold = () => setTurn((before) => before + 1);
  useEffect(() => {
    // What is told again leaves the list of what is parked, and the button that was pressed goes with it.
    if (turn > 0 && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [turn, parked]);
  const again = useRedeliver(id, onTold);
  return (
    <Page key="deliveries" title="What it was told" className="webhooks">
      <p className="webhook-address"><code>{calledAt(url)}</code> <Link href="/host/webhooks">All webhooks</Link></p>
      {!enabled && <p className="notice lamp">It is disabled: nothing is told, and nothing can be told again until you <Link href="/host/webhooks">enable it</Link>.</p>}
      <div className="row spread">
        <nav className="tabs" aria-label="Which messages">
          {TABS.map((one) => (
            <Link key={one ?? "all"} href={`/host/webhooks/${id}${one ? `?state=${one}` : ""}`} aria-current={one === state ? "true" : undefined}>
              {one ? STATES[one].title : "All"}{one && counts[one] ? ` ${counts[one]}` : ""}
            </Link>
          ))}
        </nav>
        {enabled && parked > 0 && <button type="button" className="button quiet" aria-disabled={again.isPending} onClick={() => again.isPending || again.mutate({ parked: true })}>Tell {parked === 1 ? "the parked one" : `all ${parked} parked`} again</button>}
      </div>
      <Trouble error={again.error} />
      <List key={state} id={id} state={state} isEnabled={enabled} heading={heading} onTold={onTold} />
    </Page>
  );
}

function useRedeliver(id: string, onTold: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Redelivery) => rest.call("redeliver", { params: { id }, body }),
    onSuccess: async ({ count }) => {
      await Promise.all([queries.invalidateQueries({ queryKey: deliveriesKey(id) }), queries.invalidateQueries({ queryKey: webhooksQuery.queryKey })]);
      announce(`${plural(count, "message")} will be told again`);
      onTold();
    },
  });
}

interface ListProps {
  id: string;
  state: DeliveryState | undefined;
  isEnabled: boolean;
  heading: RefObject<HTMLHeadingElement | null>;
  onTold: () => void;
}

function List({ id, state, isEnabled, heading, onTold }: ListProps) {
  const read = useInfiniteQuery({
    queryKey: [...deliveriesKey(id), state],
    queryFn: ({ pageParam }) => rest.call("webhookDeliveries", { params: { id }, query: { ...(state && { state }), limit: 30, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: DELIVERIES_AGAIN,
  });
  const properties = useQuery(hostPropertiesQuery).data;
  const items = read.data?.pages.flatMap((page) => page.items) ?? [];
  const title = state ? STATES[state].title : "All";
  return (
    <section aria-labelledby="deliveries-title" className="webhook-told">
      <h2 ref={heading} tabIndex={-1} id="deliveries-title" className="unseen">{title}</h2>
      <Trouble error={read.error} again={() => void read.refetch()} />
      {read.isPending && <p className="waiting" role="status">Loading …</p>}
      {read.data && items.length === 0 && <p className="empty">{state ? STATES[state].none : "Nothing yet. What happens from now on appears here."}</p>}
      <ul role="list" aria-label={`Messages: ${title}`}>{items.map((delivery) => <Row key={delivery.id} webhookId={id} delivery={delivery} place={properties?.find((one) => one.id === delivery.propertyId)?.title} isEnabled={isEnabled} onTold={onTold} />)}</ul>
      {read.hasNextPage && <p className="more"><button type="button" className="button quiet" onClick={() => read.isFetchingNextPage || void read.fetchNextPage()}>Show more</button></p>}
    </section>
  );
}

interface RowProps extends Pick<ListProps, "isEnabled" | "onTold"> {
  webhookId: string;
  delivery: WebhookDelivery;
  /** The property's title, once it is known. */
  place: string | undefined;
}

function Row({ webhookId, delivery, place, isEnabled, onTold }: RowProps) {
  const again = useRedeliver(webhookId, onTold);
  const { id, type, bookingId, propertyId, state, at } = delivery;
  const about = [place ?? `property ${shortId(propertyId)}`, bookingId && `booking ${shortId(bookingId)}`].filter(Boolean).join(", ");
  const what = state === "waiting" ? "Try now" : "Tell again";
  const { title, tone } = STATES[state];
  return (
    <li data-delivery={id} data-state={state}>
      <div>
        <p className="row webhook-what"><strong>{inWords(type)}</strong><span className={`tag ${tone}`}>{title}</span></p>
        <p className="soft small">{dayAndTime(at)} · {about}</p>
        <p className="small">{[answerWords(delivery), triesWords(delivery)].filter(Boolean).join(" · ")}</p>
        <Trouble error={again.error} />
      </div>
      {isEnabled && <button type="button" className="button quiet" aria-label={`${what}: ${inWords(type)}, ${about}`} aria-disabled={again.isPending} onClick={() => again.isPending || again.mutate({ deliveryId: id })}>{what}</button>}
    </li>
  );
}
