import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { OfferedQuote } from "../contract/quote.ts";
import type { Stay } from "../contract/dates.ts";
import { readListed } from "../store/properties.ts";
import { policyView } from "../views/booking.ts";
import { publicMonth } from "../views/month.ts";
import type { Context } from "./context.ts";
import { hasRoom } from "./has-room.ts";
import { freezePolicy } from "./policy.ts";
import { quoteStay } from "./quote-stay.ts";

/**
 * What a stay would cost if it were held now. It may be gone, or cost another price, when it is.
 *
 * @throws Refusal `stay_rule`, `nights_taken` with the months, `not_found`
 */
export async function offeredQuote(context: Context, { propertyId, ...stay }: Stay & { propertyId: Id; guests: number }): Promise<OfferedQuote> {
  const now = await context.clock();
  const property = await readListed(context, propertyId);
  const { quote, months } = await quoteStay(context, property, stay, now);
  if (!hasRoom(months, stay, now)) {
    throw new Refusal("nights_taken", "Choose other nights; the months show what is free now", { months: months.map(publicMonth) });
  }
  const { cancellationPolicy, rules, timeZone } = property;
  const arrival = { checkIn: stay.checkIn, checkInFrom: rules.checkInFrom, timeZone };
  return { ...quote, holdSeconds: context.holdSeconds, policy: policyView(freezePolicy(cancellationPolicy, quote.total, arrival, now)) };
}
