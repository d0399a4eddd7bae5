import type { Webhook, WebhookDelivery, WebhookWithSecret } from "../contract/webhook.ts";
import type { StoredWebhook, StoredWebhookDelivery } from "../store/webhook-documents.ts";

export interface Counts {
  waiting: number;
  /** Of those that wait and were tried in vain, when the first was made or put back. */
  failingSince?: Date;
  parked: number;
}

/** Without its secrets. */
export function webhookView({ _id, url, types, enabled, disabledBecause, previous, createdAt, at }: StoredWebhook, { waiting, failingSince, parked }: Counts, now: Date): Webhook {
  return {
    id: _id,
    url,
    ...(types && { types }),
    enabled,
    ...(disabledBecause && { disabledBecause }),
    ...(previous && previous.until > now && { previousSecretUntil: previous.until.toISOString() }),
    waiting,
    ...(failingSince && { failingSince: failingSince.toISOString() }),
    parked,
    createdAt: createdAt.toISOString(),
    at: at.toISOString(),
  };
}

export function webhookWithSecret(stored: StoredWebhook, counts: Counts, now: Date): WebhookWithSecret {
  return { ...webhookView(stored, counts, now), secret: stored.secret };
}

export function deliveryView({ _id, eventId, type, propertyId, bookingId, state, tries, tryAt, attempts, at }: StoredWebhookDelivery): WebhookDelivery {
  return {
    id: _id,
    eventId,
    type,
    propertyId,
    ...(bookingId && { bookingId }),
    state,
    tries,
    ...(state === "waiting" && { tryAt: tryAt.toISOString() }),
    attempts: attempts.map(({ at: tried, milliseconds, status, problem }) => ({ at: tried.toISOString(), milliseconds, ...(status !== undefined && { status }), ...(problem !== undefined && { problem }) })),
    at: at.toISOString(),
  };
}
