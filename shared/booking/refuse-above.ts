import { Refusal } from "../contract/errors.ts";
import { formatMoney } from "../contract/money.ts";
import type { StoredBooking } from "../store/documents.ts";

/** @param most what can be returned, in minor units. @throws Refusal `invalid_input` naming the field, where more is asked */
export function refuseAbove(most: number, asked: number, { quote }: StoredBooking, field: "refund" | "amount"): void {
  if (asked <= most) return;
  const detail = `At most ${formatMoney(most, quote.currency, "en")} can be returned`;
  throw new Refusal("invalid_input", detail, { fields: [{ field: `body.${field}`, problem: `must be ${most} at most` }] });
}
