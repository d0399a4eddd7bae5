import { z } from "zod";
import { Instant } from "./dates.ts";
import { Total } from "./money.ts";

export const CancellationPolicyName = z.enum(["flexible", "moderate", "strict"]).meta({
  id: "CancellationPolicyName",
  description: "How much of a stay is returned, and until when",
});
export type CancellationPolicyName = z.infer<typeof CancellationPolicyName>;

/** Until so many hours before check-in time so many per cent of the total are returned; after the last step nothing is. */
export const CANCELLATION_STEPS: Record<CancellationPolicyName, { hours: number; percent: number }[]> = {
  flexible: [{ hours: 24, percent: 100 }],
  moderate: [{ hours: 5 * 24, percent: 100 }, { hours: 24, percent: 50 }],
  strict: [{ hours: 30 * 24, percent: 100 }, { hours: 7 * 24, percent: 50 }],
};

/** Cancelling before `until` returns `refund`; the last step has no `until`. */
export const CancellationPolicy = z
  .object({
    name: CancellationPolicyName,
    steps: z.array(z.object({ until: Instant.optional(), refund: Total })),
  })
  .meta({ id: "CancellationPolicy", description: "Frozen by the hold, as instants and amounts" });
export type CancellationPolicy = z.infer<typeof CancellationPolicy>;
