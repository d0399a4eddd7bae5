import { z } from "zod";
import { BookingView } from "./booking.ts";
import { Instant } from "./dates.ts";
import { Id } from "./ids.ts";
import { Role } from "./user.ts";

/** One change, in the words of the trade. */
export const EVENT_TYPES = [
  "user.registered", "user.verified", "user.linked", "user.became_host", "user.revoked", "user.session_reused",
  "user.reset_asked", "user.password_changed", "user.email_asked", "user.email_changed", "user.renamed", "user.preferences_changed", "user.role_changed", "user.suspended", "user.restored", "user.deleted",
  "property.created", "property.changed", "property.listed", "property.unlisted", "property.extended",
  "nights.blocked", "nights.unblocked", "nights.priced",
  "calendar.added", "calendar.changed", "calendar.removed", "calendar.imported", "calendar.conflict", "calendar.failed", "calendar.doubted", "calendar.stale", "calendar.fresh",
  "booking.held", "booking.released", "booking.expired", "booking.requested", "booking.accepted", "booking.declined",
  "booking.withdrawn", "booking.confirmed", "booking.cancelled", "booking.checked_in", "booking.no_show", "booking.completed",
  "booking.change_requested", "booking.change_offered", "booking.change_declined", "booking.change_dropped", "booking.changed",
  "payment.started", "payment.requires_action", "payment.failed", "payment.captured", "payment.voided", "payment.refunded", "payment.refund_decided", "payment.refund_failed", "payment.disputed",
  "case.opened", "case.assigned", "case.resolved",
  "wish.made", "wish.dropped", "wish.told",
  "job.failed", "job.retried", "letter.bounced",
  "webhook.created", "webhook.changed", "webhook.rotated", "webhook.deleted", "webhook.parked", "webhook.redelivered",
] as const;
export const EventType = z.enum(EVENT_TYPES).meta({ id: "EventType" });
export type EventType = z.infer<typeof EventType>;

export const ActorRole = z.enum([...Role.options, "system"]).meta({ id: "ActorRole" });
export type ActorRole = z.infer<typeof ActorRole>;

/** What a host is rung for. */
export const ALERT_TYPES = ["booking.requested", "booking.withdrawn", "booking.held", "booking.confirmed", "booking.cancelled", "booking.expired", "booking.released", "booking.change_requested", "booking.changed"] as const satisfies EventType[];

export const Alert = z
  .object({
    id: Id.meta({ description: "The event" }),
    type: z.enum(ALERT_TYPES),
    at: Instant,
    propertyId: Id,
    read: z.boolean(),
    booking: BookingView,
  })
  .meta({ id: "Alert", description: "An event as a host may see it" });
export type Alert = z.infer<typeof Alert>;

export const Activity = z
  .object({
    id: Id.meta({ description: "The event" }),
    type: EventType,
    at: Instant,
    actor: z.object({ id: Id.optional(), role: ActorRole }),
    propertyId: Id.optional(),
    userId: Id.optional(),
    hostId: Id.optional(),
    guestId: Id.optional(),
    bookingId: Id.optional(),
    booking: BookingView.optional(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "Activity", description: "An event as support may see it" });
export type Activity = z.infer<typeof Activity>;
