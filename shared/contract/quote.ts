import { z } from "zod";
import { Change, Currency, Total } from "./money.ts";
import { CancellationPolicy } from "./policy.ts";

export const QuoteLine = z
  .object({
    kind: z.enum(["nights", "discount", "extra_guests", "cleaning", "service", "tax"]),
    label: z.string(),
    amount: Change.meta({ description: "Below zero where it is a discount" }),
  })
  .meta({ id: "QuoteLine" });
export type QuoteLine = z.infer<typeof QuoteLine>;

export const Quote = z
  .object({ currency: Currency, lines: z.array(QuoteLine), total: Total })
  .meta({ id: "Quote", description: "What a stay costs; the lines add up to the total" });
export type Quote = z.infer<typeof Quote>;

export const OfferedQuote = Quote.extend({
  holdSeconds: z.int().min(1).meta({ description: "How long a hold made now would last" }),
  policy: CancellationPolicy.meta({ description: "As a hold made now would freeze it" }),
}).meta({ id: "OfferedQuote", description: "What a stay would cost if it were held now" });
export type OfferedQuote = z.infer<typeof OfferedQuote>;
