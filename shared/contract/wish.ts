import { z } from "zod";
import { Instant, Night } from "./dates.ts";
import { Id } from "./ids.ts";

/** How many days to either side a wish may be flexible by. */
export const MOST_FLEXIBLE_DAYS = 7;

/** `open`: waits. `told`: its guest was told, once, that nights have freed. `ended`: its dates are over. */
export const WishStatus = z.enum(["open", "told", "ended"]).meta({ id: "WishStatus" });
export type WishStatus = z.infer<typeof WishStatus>;

export const WishView = z
  .object({
    id: Id,
    propertyId: Id,
    property: z.object({ title: z.string(), city: z.string() }),
    checkIn: Night,
    checkOut: Night,
    guests: z.int(),
    flexibleDays: z.int().meta({ description: "By how many days the whole stay may be earlier or later" }),
    status: WishStatus,
    version: z.int().min(1),
    told: z.object({ checkIn: Night, checkOut: Night, at: Instant }).optional().meta({ description: "The nights that had freed, and when that was told" }),
    at: Instant.meta({ description: "The database's clock at the latest change" }),
  })
  .meta({ id: "WishView", description: "Nights that a guest would be told of when they free" });
export type WishView = z.infer<typeof WishView>;

export const NewWish = z
  .strictObject({
    propertyId: Id,
    checkIn: Night,
    checkOut: Night,
    guests: z.int().min(1).max(50).default(1),
    flexibleDays: z.int().min(0).max(MOST_FLEXIBLE_DAYS).default(0),
  })
  .refine(({ checkIn, checkOut }) => checkIn < checkOut, { message: "must be after checkIn", path: ["checkOut"] })
  .meta({ id: "NewWish" });
export type NewWish = z.infer<typeof NewWish>;
