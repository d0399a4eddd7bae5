import { type ProblemCode, Refusal } from "../contract/errors.ts";
import type { StoredBooking } from "../store/documents.ts";
import { readListed } from "../store/properties.ts";
import type { Transaction } from "../store/transact.ts";
import { hasItsNights } from "./has-its-nights.ts";
import { quoteStay } from "./quote-stay.ts";

const LOST = new Set<ProblemCode>(["nights_taken", "stay_rule", "price_changed", "not_found"]);

/** Whether it says why a stay whose nights were lost can't be had again as it was quoted. */
export function isLost(error: unknown): boolean {
  return error instanceof Refusal && LOST.has(error.code);
}

/**
 * Paid in time, a booking has its nights and nothing else is asked. Paid late, it must be a stay that could be held now, at
 * the price that was paid; whether its nights are free the claim decides.
 *
 * @throws Refusal one that `isLost` knows
 */
export async function refuseIfLost(tx: Transaction, booking: StoredBooking): Promise<void> {
  if (await hasItsNights(tx, booking)) return;
  const { quote } = await quoteStay(tx, await readListed(tx, booking.propertyId), booking, tx.now);
  if (quote.total !== booking.quote.total) throw new Refusal("price_changed", "The stay costs another price by now");
}
