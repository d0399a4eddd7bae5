import { z } from "zod";
import { Instant } from "./dates.ts";
import { Id } from "./ids.ts";

/**
 * `late_payment`: paid for what could not be had any more, and due back. `refund_failed`: what is due back can't be
 * returned. `dispute`: the cardholder asks the money back through the bank. `drift`: the provider's count and ours differ.
 * `calendar_conflict`: another platform has a stay on nights of a booking.
 */
export const CaseKind = z.enum(["late_payment", "refund_failed", "dispute", "drift", "calendar_conflict"]).meta({ id: "CaseKind" });
export type CaseKind = z.infer<typeof CaseKind>;

export const Case = z
  .object({
    id: Id,
    kind: CaseKind,
    status: z.enum(["open", "resolved"]),
    version: z.int().min(1),
    bookingId: Id,
    propertyId: Id,
    guestId: Id,
    hostId: Id,
    assigneeId: Id.optional().meta({ description: "Who of support sees to it" }),
    resolution: z.string().optional(),
    data: z.record(z.string(), z.unknown()).meta({ description: "What was found; amounts in minor units of the booking's currency" }),
    openedAt: Instant,
    resolvedAt: Instant.optional(),
    at: Instant.meta({ description: "The database's clock at the latest change" }),
  })
  .meta({ id: "Case", description: "Something that a person of support has to see to" });
export type Case = z.infer<typeof Case>;
