import { z } from "zod";
import { Instant, Night } from "./dates.ts";
import { Id } from "./ids.ts";
import { Total } from "./money.ts";
import { BookingStatus } from "./booking.ts";
import { Quote } from "./quote.ts";

export const Receipt = z
  .object({
    bookingId: Id,
    guestName: z.string(),
    hostName: z.string(),
    propertyTitle: z.string(),
    city: z.string(),
    country: z.string(),
    address: z.string().optional().meta({ description: "Only where the stay was confirmed and not cancelled" }),
    timeZone: z.string(),
    status: BookingStatus,
    checkIn: Night,
    checkOut: Night,
    guests: z.int(),
    quote: Quote,
    kept: Total.meta({ description: "What earlier changes of dates left with the host, by the cancellation policy" }),
    movements: z.array(z.object({ at: Instant, kind: z.enum(["payment", "refund"]), amount: Total })).meta({ description: "First to last" }),
    paid: Total,
    refunded: Total,
    refundDue: Total.meta({ description: "Decided, and not yet back on the card" }),
  })
  .meta({ id: "Receipt", description: "What was paid for a stay and what came back, in minor units of the quote's currency" });
export type Receipt = z.infer<typeof Receipt>;
