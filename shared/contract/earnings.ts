import { z } from "zod";
import { Month, Night } from "./dates.ts";
import { Id } from "./ids.ts";
import { Change, Currency, Total } from "./money.ts";
import { BookingStatus } from "./booking.ts";

/** Of what a host earns before taxes, in per cent. */
export const COMMISSION_PERCENT = 3;

/** What is earned of money that stays: `earned − commission + taxes = payout`. Below zero where earlier earnings went back. */
const shares = {
  earned: Change.meta({ description: "The host's part before commission: nights, extra guests, cleaning, after discounts" }),
  commission: Change.meta({ description: `${COMMISSION_PERCENT} % of it` }),
  taxes: Change.meta({ description: "Passed on to the host, who owes them" }),
  payout: Change,
};

export const EarnedStay = z
  .object({
    bookingId: Id,
    propertyId: Id,
    propertyTitle: z.string(),
    guestName: z.string(),
    status: BookingStatus,
    checkIn: Night,
    checkOut: Night,
    ...shares,
  })
  .meta({ id: "EarnedStay" });
export type EarnedStay = z.infer<typeof EarnedStay>;

export const EarningsMonth = z
  .object({
    month: Month.meta({ description: "In which it was earned, by each property's clock: when a stay ends, or when it is cancelled and money stays" }),
    currency: Currency,
    ...shares,
    refunded: Total.meta({ description: "What became due back to guests in the month" }),
    stays: z.array(EarnedStay),
  })
  .meta({ id: "EarningsMonth", description: "One month's statement in one currency" });
export type EarningsMonth = z.infer<typeof EarningsMonth>;

export const Earnings = z
  .object({
    items: z.array(EarningsMonth).meta({ description: "By month and currency; months without any are absent" }),
    upcoming: z
      .array(z.object({ month: Month, currency: Currency, stays: z.int(), payout: Total }))
      .meta({ description: "What confirmed stays that end in these months will bring if nothing changes" }),
  })
  .meta({ id: "Earnings" });
export type Earnings = z.infer<typeof Earnings>;
