import { z } from "zod";
import { Instant, Night } from "./dates.ts";
import { Id } from "./ids.ts";
import { Total } from "./money.ts";
import { CancellationPolicyName } from "./property.ts";
import { Quote, QuoteLine } from "./quote.ts";

export const BookingStatus = z
  .enum([
    "held", "requested", "confirmed", "checked_in", "completed", "released", "expired", "declined", "withdrawn",
    "cancelled", "no_show",
  ])
  .meta({ id: "BookingStatus" });
export type BookingStatus = z.infer<typeof BookingStatus>;

export const PaymentStatus = z
  .enum([
    "none", "pending", "requires_action", "authorised", "captured", "partly_refunded", "refunded", "voided", "failed",
    "disputed",
  ])
  .meta({ id: "PaymentStatus" });
export type PaymentStatus = z.infer<typeof PaymentStatus>;

/** Cancelling before `until` returns `refund`; the last step has no `until`. */
export const CancellationPolicy = z
  .object({
    name: CancellationPolicyName,
    steps: z.array(z.object({ until: Instant.optional(), refund: Total })),
  })
  .meta({ id: "CancellationPolicy", description: "Frozen by the hold, as instants and amounts" });
export type CancellationPolicy = z.infer<typeof CancellationPolicy>;

export const BookingView = z
  .object({
    id: Id,
    propertyId: Id,
    propertyTitle: z.string(),
    city: z.string(),
    timeZone: z.string(),
    guestId: Id,
    hostId: Id,
    status: BookingStatus,
    version: z.int().min(1),
    checkIn: Night,
    checkOut: Night,
    checkInFrom: z.string(),
    checkOutUntil: z.string(),
    guests: z.int(),
    holdUntil: Instant.optional(),
    onRequest: z.boolean().meta({ description: "Paying asks the host, who accepts or declines" }),
    requestUntil: Instant.optional().meta({ description: "When a request ends that nobody has answered" }),
    quote: Quote,
    policy: CancellationPolicy,
    payment: z.object({ status: PaymentStatus, captured: Total, refunded: Total, problem: z.string().optional() }),
    cancelledBy: z.enum(["guest", "host", "support"]).optional(),
    arrival: z.object({ address: z.string(), notes: z.string() }).optional().meta({ description: "Only while the booking is confirmed" }),
    createdAt: Instant,
    at: Instant.meta({ description: "The database's clock at the latest change" }),
  })
  .meta({ id: "BookingView", description: "A booking, whole, as its guest and its host see it" });
export type BookingView = z.infer<typeof BookingView>;

export const NewHold = z
  .strictObject({
    propertyId: Id,
    checkIn: Night,
    checkOut: Night,
    guests: z.int().min(1).max(50),
    expectedTotal: Total.optional().meta({ description: "Refused as `price_changed` where the quote's total differs" }),
  })
  .refine(({ checkIn, checkOut }) => checkIn < checkOut, { message: "must be after checkIn", path: ["checkOut"] })
  .meta({ id: "NewHold" });
export type NewHold = z.infer<typeof NewHold>;

/** What the page needs to pay. */
export const PaymentIntent = z
  .object({
    provider: z.enum(["sandbox", "stripe"]),
    publishableKey: z.string().optional().meta({ description: "With Stripe, where it is configured" }),
    clientSecret: z.string(),
    amount: Total,
    currency: z.string(),
  })
  .meta({ id: "PaymentIntent" });
export type PaymentIntent = z.infer<typeof PaymentIntent>;

export const Cancellation = z
  .object({
    refund: Total,
    lines: z.array(QuoteLine.pick({ label: true, amount: true })),
    validUntil: Instant.nullable().meta({ description: "When the refund becomes another; null when it stays" }),
  })
  .meta({ id: "Cancellation", description: "What cancelling now would return" });
export type Cancellation = z.infer<typeof Cancellation>;
