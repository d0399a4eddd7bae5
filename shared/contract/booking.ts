import { z } from "zod";
import { Instant, Night } from "./dates.ts";
import { Id } from "./ids.ts";
import { Change, Total } from "./money.ts";
import { CancellationPolicy } from "./policy.ts";
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

/** A change of dates that is not made yet: the nights it adds are held until `until`. */
export const PendingChange = z
  .object({
    checkIn: Night,
    checkOut: Night,
    guests: z.int(),
    quote: Quote.meta({ description: "Of the whole stay as it would be" }),
    difference: Change.meta({ description: "To pay where above zero; comes back where below" }),
    awaits: z.enum(["host", "payment"]).meta({ description: "Of an instant booking, only ever the payment" }),
    until: Instant,
    problem: z.string().optional().meta({ description: "Why the latest try to pay it failed, for the guest" }),
  })
  .meta({ id: "PendingChange" });
export type PendingChange = z.infer<typeof PendingChange>;

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
    requestUntil: Instant.optional().meta({ description: "When a request ends, or has ended, that nobody has answered" }),
    quote: Quote,
    policy: CancellationPolicy,
    payment: z.object({
      status: PaymentStatus,
      captured: Total,
      refunded: Total,
      refundDue: Total.meta({ description: "What is to come back in all; the rest of it is under way" }),
      problem: z.string().optional(),
    }),
    change: PendingChange.optional(),
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

/** Nights as `NewHold` has them; the guests stay as they are where absent. */
const newDates = { checkIn: Night, checkOut: Night };
const AFTER_CHECK_IN = { message: "must be after checkIn", path: ["checkOut"] };

export const DatesQuery = z
  .strictObject({ ...newDates, guests: z.coerce.number().int().min(1).max(50).optional() })
  .refine(({ checkIn, checkOut }) => checkIn < checkOut, AFTER_CHECK_IN);

export const DatesChange = z
  .strictObject({
    ...newDates,
    guests: z.int().min(1).max(50).optional(),
    expectedDifference: Change.optional().meta({ description: "Refused as `price_changed` where the difference is another" }),
  })
  .refine(({ checkIn, checkOut }) => checkIn < checkOut, AFTER_CHECK_IN)
  .meta({ id: "DatesChange" });
export type DatesChange = z.infer<typeof DatesChange>;

export const DatesOffer = z
  .object({
    quote: Quote.meta({ description: "Of the whole stay as it would be: nights that stay keep their price" }),
    difference: Change.meta({ description: "To pay where above zero; comes back where below" }),
    kept: Total.meta({ description: "What of a lower price the host keeps, by the cancellation policy" }),
    policy: CancellationPolicy.meta({ description: "As it would be then" }),
    asksHost: z.boolean().meta({ description: "The host decides first" }),
  })
  .meta({ id: "DatesOffer", description: "What other dates would cost" });
export type DatesOffer = z.infer<typeof DatesOffer>;
