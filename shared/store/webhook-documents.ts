import type { Id } from "../contract/ids.ts";
import type { DeliveryState, WebhookType } from "../contract/webhook.ts";

export interface StoredWebhook {
  _id: Id;
  hostId: Id;
  url: string;
  /** All where absent. */
  types?: WebhookType[];
  /** `whsec_` and base64 of 32 bytes. */
  secret: string;
  /** Signs beside `secret` for as long. */
  previous?: { secret: string; until: Date };
  enabled: boolean;
  disabledBecause?: "host" | "gone" | "suspended";
  /** When the first was parked since one went well. */
  parkedSince?: Date;
  /** Of events before this it is not told. */
  createdAt: Date;
  at: Date;
}

export interface StoredAttempt {
  at: Date;
  milliseconds: number;
  /** What it answered. */
  status?: number;
  /** Why it did not, in words for the host. */
  problem?: string;
}

/** One event that one webhook is told of. What is said of it is composed when it is sent: names are not kept here. */
export interface StoredWebhookDelivery {
  /** `<event>:<webhook>` */
  _id: string;
  webhookId: Id;
  hostId: Id;
  eventId: Id;
  type: WebhookType;
  propertyId: Id;
  bookingId?: Id;
  /** The booking, or the property: of one lane they go in order, the next when the one before is delivered or parked. */
  lane: Id;
  order: string;
  state: DeliveryState;
  /** Since it was made or put back. */
  tries: number;
  /** Not tried before this. */
  tryAt: Date;
  /** Until then somebody is trying it, and nobody else does. */
  busyUntil?: Date;
  /** The latest, last one last. */
  attempts: StoredAttempt[];
  /** When it was made or put back. */
  since: Date;
  endedAt?: Date;
  /** Of the event. */
  at: Date;
}
