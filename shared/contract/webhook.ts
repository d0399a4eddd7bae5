/** What hosts' own systems are told of, and how it went. The messages are signed by the rules of Standard Webhooks. */
import { z } from "zod";
import { BookingView } from "./booking.ts";
import { Instant } from "./dates.ts";
import type { EventType } from "./events.ts";
import { Id } from "./ids.ts";
import { PublicMonth } from "./month.ts";
import { HostProperty } from "./property.ts";

export const WEBHOOK_TYPES = [
  "booking.held", "booking.released", "booking.expired", "booking.requested", "booking.accepted", "booking.declined", "booking.withdrawn",
  "booking.confirmed", "booking.cancelled", "booking.checked_in", "booking.no_show", "booking.completed",
  "booking.change_requested", "booking.change_offered", "booking.change_declined", "booking.change_dropped", "booking.changed",
  "payment.captured", "payment.refunded",
  "nights.blocked", "nights.unblocked", "nights.priced",
  "calendar.imported", "calendar.removed",
  "property.created", "property.changed", "property.listed", "property.unlisted",
] as const satisfies EventType[];
export const WebhookType = z.enum(WEBHOOK_TYPES).meta({ id: "WebhookType" });
export type WebhookType = z.infer<typeof WebhookType>;

export const MOST_WEBHOOKS = 10;
/** Hours for which a secret that was rotated still signs, beside the new one. */
export const ROTATION_HOURS = 24;
/** Hours from the first try to the last. */
export const RETRY_HOURS = 72;
/** Days for which what was delivered or parked is kept. */
export const KEPT_DAYS = 30;

const url = z.string().trim().min(1).max(2000).meta({ description: "https, a public name, port 443 or 8443", example: "https://stays.example.com/vacancy" });
const types = z.array(WebhookType).min(1).max(WEBHOOK_TYPES.length).transform((named) => WEBHOOK_TYPES.filter((type) => named.includes(type)));

export const NewWebhook = z
  .strictObject({ url, types: types.optional().meta({ description: "All, also those there will be, where absent" }) })
  .meta({ id: "NewWebhook" });
export type NewWebhook = z.infer<typeof NewWebhook>;

export const WebhookChange = z
  .strictObject({ url, types: types.nullable().meta({ description: "All for `null`" }), enabled: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "must change something")
  .meta({ id: "WebhookChange" });
export type WebhookChange = z.infer<typeof WebhookChange>;

export const Webhook = z
  .object({
    id: Id,
    url: z.string(),
    types: z.array(WebhookType).optional().meta({ description: "All where absent" }),
    enabled: z.boolean(),
    disabledBecause: z.enum(["host", "gone", "suspended"]).optional().meta({ description: "`gone`: it answered 410. `suspended`: its host was locked out, or was no host for a while" }),
    previousSecretUntil: Instant.optional().meta({ description: "Until then messages are signed with the secret before, too" }),
    waiting: z.int().min(0),
    failingSince: Instant.optional().meta({ description: "Since when one waits that was tried and not taken, of several the first" }),
    parked: z.int().min(0),
    createdAt: Instant,
    at: Instant,
  })
  .meta({ id: "Webhook", description: "An address of a host's own system that is told what happens" });
export type Webhook = z.infer<typeof Webhook>;

export const WebhookWithSecret = Webhook.extend({ secret: z.string().meta({ description: "Signs the messages. It is not shown again", example: "whsec_…" }) }).meta({ id: "WebhookWithSecret" });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

export const DeliveryId = z.string().regex(/^[0-9a-f]{24}:[0-9a-f]{24}$/, "must be the id of a delivery").meta({ id: "DeliveryId" });
export const DeliveryState = z.enum(["waiting", "delivered", "parked"]).meta({ id: "DeliveryState", description: "`parked`: given up, until it is put back by hand" });
export type DeliveryState = z.infer<typeof DeliveryState>;

export const WebhookDelivery = z
  .object({
    id: DeliveryId,
    eventId: Id.meta({ description: "Sent as `webhook-id`" }),
    type: WebhookType,
    propertyId: Id,
    bookingId: Id.optional(),
    state: DeliveryState,
    tries: z.int().min(0),
    tryAt: Instant.optional().meta({ description: "When it is tried next, while it waits" }),
    attempts: z.array(z.object({
      at: Instant, milliseconds: z.int().min(0), status: z.int().optional(), problem: z.string().optional().meta({ description: "Why there was no answer" }),
    })).meta({ description: "The latest, last one last" }),
    at: Instant.meta({ description: "When it happened" }),
  })
  .meta({ id: "WebhookDelivery" });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const Redelivery = z
  .union([z.strictObject({ deliveryId: DeliveryId }), z.strictObject({ parked: z.literal(true).meta({ description: "All that are parked" }) })])
  .meta({ id: "Redelivery" });
export type Redelivery = z.infer<typeof Redelivery>;

const messageOf = <T extends WebhookType, D extends z.ZodType>(which: readonly T[], data: D) => z.object({ type: z.enum(which), timestamp: Instant.meta({ description: "When it happened" }), data });
const typesOf = <P extends string>(...families: P[]) => WEBHOOK_TYPES.filter((type): type is Extract<WebhookType, `${P}.${string}`> => families.some((family) => type.startsWith(`${family}.`)));

export const WebhookMessage = z
  .union([
    messageOf(typesOf("booking", "payment"), z.object({ booking: BookingView.extend({ guestName: z.string() }) })),
    messageOf(typesOf("nights", "calendar"), z.object({ propertyId: Id, change: z.record(z.string(), z.unknown()), months: z.array(PublicMonth).meta({ description: "Those that changed, whole" }) })),
    messageOf(typesOf("property"), z.object({ property: HostProperty })),
  ])
  .meta({ id: "WebhookMessage", description: "The body of what is sent: whole state with its version, never a difference" });
export type WebhookMessage = z.infer<typeof WebhookMessage>;
