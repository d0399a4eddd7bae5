import { z } from "zod";
import { Instant, Month } from "./dates.ts";
import { Id } from "./ids.ts";
import { Amount, Currency } from "./money.ts";

/** Keys are days of the month as written in a date without the leading zero: "1" … "31". */
const byDay = <T extends z.ZodType>(value: T) => z.record(z.string().regex(/^([1-9]|[12]\d|3[01])$/), value);

export const PublicMonth = z
  .object({
    propertyId: Id,
    month: Month,
    version: z.int().min(1),
    units: z.int().min(1),
    free: z.array(z.int().min(0)).meta({ description: "Free units of each night, the 1st first. A lapsed hold counts as taken until it is removed" }),
    price: z.array(Amount).meta({ description: "Price of each night" }),
    currency: Currency,
    heldUntil: byDay(Instant)
      .optional()
      .meta({ description: "A night's earliest end of a hold. After it the night can be tried" }),
    minNights: byDay(z.int()).optional().meta({ description: "Of stays that arrive on that day" }),
    closedToArrival: z.array(z.int()).optional().meta({ description: "Days of the month" }),
    closedToDeparture: z.array(z.int()).optional().meta({ description: "Days of the month" }),
    at: Instant.meta({ description: "The database's clock at the latest change" }),
  })
  .meta({ id: "PublicMonth", description: "One property's month, whole: a function of the stored month alone" });
export type PublicMonth = z.infer<typeof PublicMonth>;

export const ClaimKind = z.enum(["hold", "booking", "block", "imported"]).meta({ id: "ClaimKind" });
export type ClaimKind = z.infer<typeof ClaimKind>;

export const HostClaim = z
  .object({
    id: Id.meta({ description: "The booking, the block or the stay of another platform" }),
    kind: ClaimKind,
    from: z.int().min(1).max(31).meta({ description: "First day of the month taken" }),
    to: z.int().min(2).max(32).meta({ description: "Day after the last one taken" }),
    units: z.int().min(1),
    until: Instant.optional(),
    note: z.string().optional().meta({ description: "Of a block; of what was imported, its calendar's name" }),
    calendarId: Id.optional(),
    closed: z.literal(true).optional().meta({ description: "The other platform has it closed, and not as a stay" }),
  })
  .meta({ id: "HostClaim" });
export type HostClaim = z.infer<typeof HostClaim>;

export const HostMonth = PublicMonth.extend({ claims: z.array(HostClaim) }).meta({
  id: "HostMonth",
  description: "A month as its host sees it: with what takes its nights",
});
export type HostMonth = z.infer<typeof HostMonth>;
