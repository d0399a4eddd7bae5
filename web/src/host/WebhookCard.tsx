import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { RETRY_HOURS, type Webhook } from "../../../shared/contract/webhook.ts";
import { announce } from "../parts/announce.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { dayAndTime, plural } from "../words.ts";
import { DeleteWebhook, RotateWebhook } from "./WebhookDialogs.tsx";
import { WebhookForm } from "./WebhookForm.tsx";
import { calledAt, countsWords, stateOf, typesWords } from "./webhookWords.ts";
import { webhooksQuery } from "./webhooksQuery.ts";

export function WebhookCard({ webhook }: { webhook: Webhook }) {
  const { id, url, enabled, disabledBecause, failingSince, parked, previousSecretUntil, createdAt } = webhook;
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
      <p className="soft">{typesWords(webhook)} · {countsWords(webhook)} · told since {dayAndTime(createdAt)}</p>
      {disabledBecause === "host" && <p className="notice">It is told nothing while it is disabled, and not afterwards what happened meanwhile.</p>}
      {disabledBecause === "suspended" && <p className="notice lamp">You could not see your bookings for a while, so it was told nothing of them. Enable it to go on.</p>}
      {disabledBecause === "gone" && <p className="notice lamp">It answered that nobody is there any more (410), so it is told nothing. Enable it when it is there again.</p>}
      {enabled && failingSince && <p className="notice lamp">Not all that was sent since {dayAndTime(failingSince)} was taken. It is tried again, with growing pauses, for {RETRY_HOURS / 24} days. <Link href={`/host/webhooks/${id}?state=waiting`}>Look at what waits</Link>.</p>}
      {enabled && parked > 0 && <p className="notice lamp">{plural(parked, "message was", "messages were")} not taken, and {parked === 1 ? "is" : "are"} not tried any more. <Link href={`/host/webhooks/${id}?state=parked`}>Look at {parked === 1 ? "it" : "them"}, and tell {parked === 1 ? "it" : "them"} again</Link>.</p>}
      {previousSecretUntil && <p className="notice">Its messages are signed with the old secret as well until {dayAndTime(previousSecretUntil)}.</p>}
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
