/** Where a host's own systems are told what happens. */
import "../style/webhooks.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { MOST_WEBHOOKS } from "../../../shared/contract/webhook.ts";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { WebhookCard } from "./WebhookCard.tsx";
import { WebhookForm } from "./WebhookForm.tsx";
import { webhooksQuery } from "./webhooksQuery.ts";

export default function WebhooksPage() {
  const read = useQuery(webhooksQuery);
  const [isAdding, setAdding] = useState(false);
  if (read.isPending) return <Page title="Webhooks" waiting />;
  const items = read.data ?? [];
  return (
    <Page key="webhooks" title="Webhooks" className="webhooks">
      <p className="lead">Your own system, or the one you manage your places with, is told what happens to bookings, nights and properties the moment it does.</p>
      <Trouble error={read.error} again={() => void read.refetch()} />
      <p className="row">
        {read.data && items.length < MOST_WEBHOOKS && <button type="button" className="button" onClick={() => setAdding(true)}>Add a webhook</button>}
        {items.length === MOST_WEBHOOKS && <span className="soft">You have {MOST_WEBHOOKS}, which is as many as there may be.</span>}
        <Link href="/host/properties">Properties</Link>
      </p>
      {read.data && items.length === 0 && <p className="empty">None yet. Whoever looks after your system has an address for it, and is given a secret by which it knows that a message is from us.</p>}
      <h2 className="unseen">Yours</h2>
      <ul className="webhook-list" role="list">{items.map((webhook) => <WebhookCard key={webhook.id} webhook={webhook} />)}</ul>
      {isAdding && <WebhookForm onClose={() => setAdding(false)} />}
    </Page>
  );
}
