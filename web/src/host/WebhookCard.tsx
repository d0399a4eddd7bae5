import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { Webhook } from "../../../shared/contract/webhook.ts";
import { announce } from "../parts/announce.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { dayAndTime } from "../words.ts";
import { DeleteWebhook, RotateWebhook } from "./WebhookDialogs.tsx";
import { WebhookForm } from "./WebhookForm.tsx";
import { calledAt, countsWords, stateOf, typesWords } from "./webhookWords.ts";
import { webhooksQuery } from "./webhooksQuery.ts";

export function WebhookCard({ webhook }: { webhook: Webhook }) {
  const { id, url, enabled, disabledBecause, parked, previousSecretUntil, createdAt } = webhook;
  const [asking, setAsking] = useState<"edit" | "rotate" | "delete">();
  const queries = useQueryClient();
  const turn = useMutation({
    mutationFn: () => rest.call("changeWebhook", { params: { id }, body: { enabled: !enabled } }),
    onSuccess: async (changed) => {
      await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      announce(`${name} is ${changed.enabled ? "enabled" : "disabled"}`);
    },
  });
  const name = calledAt(url);
  const { tag, tone } = stateOf(webhook);
  const close = () => setAsking(undefined);
  return (
    <li className="card webhook" data-webhook={id}>
      <div className="row head">
        <h3><Link href={`/host/webhooks/${id}`}>{name}</Link></h3>
        <span className={`tag ${tone}`}>{tag}</span>
      </div>
      <p className="soft">{typesWords(webhook)} · {countsWords(webhook)} · since {dayAndTime(createdAt)}</p>
      {disabledBecause === "suspended" && <p className="notice lamp">You could not see your bookings for a while, so it was told nothing of them. Enable it to go on.</p>}
      {disabledBecause === "gone" && <p className="notice lamp">It answered that nobody is there any more (410), so it is told nothing. Enable it when it is there again.</p>}
      {enabled && parked > 0 && <p className="notice lamp">Some of it was given up after three days. <Link href={`/host/webhooks/${id}?state=parked`}>Look at it, and tell it again</Link>.</p>}
      {previousSecretUntil && <p className="notice">The secret before signs beside the new one until {dayAndTime(previousSecretUntil)}.</p>}
      <Trouble error={turn.error} />
      <div className="row">
        <Link className="button quiet" href={`/host/webhooks/${id}`} aria-label={`What ${name} was told`}>What it was told</Link>
        <button type="button" className="plain" aria-label={`Edit ${name}`} onClick={() => setAsking("edit")}>Edit</button>
        <button type="button" className="plain" aria-label={`New secret for ${name}`} onClick={() => setAsking("rotate")}>New secret</button>
        <button type="button" className="plain" aria-label={`${enabled ? "Disable" : "Enable"} ${name}`} aria-disabled={turn.isPending} onClick={() => turn.isPending || turn.mutate()}>{enabled ? "Disable" : "Enable"}</button>
        <button type="button" className="plain" aria-label={`Delete ${name}`} onClick={() => setAsking("delete")}>Delete</button>
      </div>
      {asking === "edit" && <WebhookForm before={webhook} onClose={close} />}
      {asking === "rotate" && <RotateWebhook webhook={webhook} onClose={close} />}
      {asking === "delete" && <DeleteWebhook webhook={webhook} onClose={close} />}
    </li>
  );
}
