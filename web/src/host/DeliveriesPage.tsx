/** What one webhook was told, and what became of it. */
import "../style/webhooks.css";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearchParams } from "wouter";
import { DeliveryState, type Redelivery, type Webhook, type WebhookDelivery } from "../../../shared/contract/webhook.ts";
import { announce } from "../parts/announce.tsx";
import { NotFoundPage, Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { dayAndTime, inWords, plural, shortId } from "../words.ts";
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
  const again = useRedeliver(id);
  return (
    <Page key="deliveries" title="What it was told" className="webhooks">
      <p className="webhook-address"><code>{calledAt(url)}</code> <Link href="/host/webhooks">All webhooks</Link></p>
      {!enabled && <p className="notice lamp">It is disabled: nothing is told, and nothing can be told again until it is enabled.</p>}
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
      <List key={state} id={id} state={state} isEnabled={enabled} />
    </Page>
  );
}

function useRedeliver(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Redelivery) => rest.call("redeliver", { params: { id }, body }),
    onSuccess: async ({ count }) => {
      await Promise.all([queries.invalidateQueries({ queryKey: deliveriesKey(id) }), queries.invalidateQueries({ queryKey: webhooksQuery.queryKey })]);
      announce(`${plural(count, "message")} will be told again`);
    },
  });
}

function List({ id, state, isEnabled }: { id: string; state: DeliveryState | undefined; isEnabled: boolean }) {
  const read = useInfiniteQuery({
    queryKey: [...deliveriesKey(id), state],
    queryFn: ({ pageParam }) => rest.call("webhookDeliveries", { params: { id }, query: { ...(state && { state }), limit: 30, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: DELIVERIES_AGAIN,
  });
  const items = read.data?.pages.flatMap((page) => page.items) ?? [];
  const title = state ? STATES[state].title : "All";
  return (
    <section aria-labelledby="deliveries-title" className="webhook-told">
      <h2 id="deliveries-title" className="unseen">{title}</h2>
      <Trouble error={read.error} again={() => void read.refetch()} />
      {read.isPending && <p className="waiting" role="status">Loading …</p>}
      {read.data && items.length === 0 && <p className="empty">{state ? STATES[state].none : "Nothing yet. What happens from now on appears here."}</p>}
      <ul role="list" aria-label={`Messages: ${title}`}>{items.map((delivery) => <Row key={delivery.id} webhookId={id} delivery={delivery} isEnabled={isEnabled} />)}</ul>
      {read.hasNextPage && <p className="more"><button type="button" className="button quiet" onClick={() => read.isFetchingNextPage || void read.fetchNextPage()}>Show more</button></p>}
    </section>
  );
}

function Row({ webhookId, delivery, isEnabled }: { webhookId: string; delivery: WebhookDelivery; isEnabled: boolean }) {
  const again = useRedeliver(webhookId);
  const { id, type, bookingId, propertyId, state, at, tries } = delivery;
  const about = bookingId ? `booking ${shortId(bookingId)}` : `property ${shortId(propertyId)}`;
  const { title, tone } = STATES[state];
  return (
    <li data-delivery={id} data-state={state}>
      <div>
        <p className="row webhook-what"><strong>{inWords(type)}</strong><span className={`tag ${tone}`}>{title}</span></p>
        <p className="soft small">{dayAndTime(at)} · <code>{about}</code></p>
        <p className="small">{[answerWords(delivery), triesWords(delivery)].filter(Boolean).join(" · ")}</p>
        <Trouble error={again.error} />
      </div>
      {isEnabled && (state !== "waiting" || tries > 0) && <button type="button" className="button quiet" aria-label={`${state === "waiting" ? "Try now" : "Tell again"}: ${inWords(type)}, ${about}`} aria-disabled={again.isPending} onClick={() => again.isPending || again.mutate({ deliveryId: id })}>{state === "waiting" ? "Try now" : "Tell again"}</button>}
    </li>
  );
}
