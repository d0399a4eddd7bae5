import { Webhook } from "standardwebhooks";
import type { Outbound } from "../../shared/outbound/outbound.ts";
import { OutboundProblem } from "../../shared/outbound/problem.ts";
import type { StoredAttempt, StoredWebhook } from "../../shared/store/webhook-documents.ts";
import { askedToWait } from "./retry.ts";

/** Milliseconds for which an answer is waited for. */
export const MOST_MILLISECONDS = 12_000;

export interface Message {
  /** The event's: who is told twice knows it by this. */
  id: string;
  body: string;
}

export interface Sent {
  attempt: StoredAttempt;
  /** Seconds that it asked us to wait. */
  asked?: number | undefined;
}

/** Tells it once. Its status is the answer: what else it says is not read. */
export async function send(outbound: Outbound, webhook: StoredWebhook, message: Message, now: Date): Promise<Sent> {
  const began = performance.now();
  const tried = (outcome: Pick<StoredAttempt, "status" | "problem">): StoredAttempt => ({ at: now, milliseconds: Math.round(performance.now() - began), ...outcome });
  try {
    const { status, headers } = await outbound.request({
      url: webhook.url, method: "POST", headers: headersOf(webhook, message, now), body: message.body, mostBytes: 0, mostMilliseconds: MOST_MILLISECONDS, redirects: 0,
    });
    const elsewhere = status >= 300 && status < 400;
    return { attempt: tried({ status, ...(elsewhere && { problem: "It sends on to elsewhere, which is not followed" }) }), asked: askedToWait(headers["retry-after"], now) };
  } catch (error) {
    if (!(error instanceof OutboundProblem)) throw error;
    return { attempt: tried({ problem: error.message }) };
  }
}

/** As Standard Webhooks has them, signed with each secret that holds. */
function headersOf({ secret, previous }: StoredWebhook, { id, body }: Message, now: Date): Record<string, string> {
  const secrets = [secret, ...(previous && previous.until > now ? [previous.secret] : [])];
  return {
    "Content-Type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": secrets.map((one) => new Webhook(one).sign(id, now, body)).join(" "),
  };
}
