import type { Cancellation } from "../contract/booking.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { formatMoney } from "../contract/money.ts";
import { changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { dropClaims } from "../store/months.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import type { Actor, Context } from "./context.ts";
import { readOwnBooking, type Side } from "./own.ts";
import { refundAt } from "./policy.ts";
import { withRefund } from "./refund.ts";

/** What cancelling at `now` returns: a guest gets what the policy says, and all of it when the other side cancels. */
function refundFor(booking: StoredBooking, side: Side, now: Date): { refund: number; validUntil?: Date } {
  return side === "guest" ? refundAt(booking.policy, now) : { refund: booking.payment.captured };
}

function refuseUncancellable(booking: StoredBooking, now: Date): void {
  if (booking.status === "held") throw new Refusal("wrong_state", "Nothing was paid yet; release the hold instead");
  if (booking.status !== "confirmed") throw new Refusal("wrong_state", `A booking that is ${booking.status} can't be cancelled`);
  if (booking.endsAt <= now) throw new Refusal("wrong_state", "The stay is over");
}

/** What cancelling now would return to the guest. @throws Refusal `not_found`, `wrong_state` */
export async function cancellation(context: Context, actor: Actor, { id }: { id: Id }): Promise<Cancellation> {
  const { booking, side } = await readOwnBooking(context, actor, id, ["guest", "host", "support"]);
  const now = await context.clock();
  refuseUncancellable(booking, now);
  const { refund, validUntil } = refundFor(booking, side, now);
  const kept = booking.payment.captured - refund;
  const lines = [{ label: "Returned to the guest", amount: refund }, { label: "Kept by the host", amount: kept }];
  return { refund, lines: lines.filter(({ amount }) => amount > 0), validUntil: validUntil?.toISOString() ?? null };
}

export interface CancelInput {
  id: Id;
  /** Refused as `refund_changed` where the refund is another by now. */
  expectedRefund?: number | undefined;
  /** Support alone: what to return, and why. */
  decision?: { reason: string; refund?: number | undefined };
}

/**
 * Cancels a confirmed booking: its nights are free at once, and what is to be returned becomes due.
 *
 * @throws Refusal `not_found`, `wrong_state`, `refund_changed`, `invalid_input` for a refund above what was paid
 */
export async function cancel(context: Context, actor: Actor, input: CancelInput): Promise<StoredBooking> {
  const { id, expectedRefund, decision } = input;
  return transact(context, async (tx) => {
    const { booking, side } = await readOwnBooking(tx, actor, id, decision ? ["support"] : ["guest", "host"]);
    refuseUncancellable(booking, tx.now);
    const refund = decision?.refund ?? refundFor(booking, side, tx.now).refund;
    const { captured, refundDue } = booking.payment;
    if (refund > captured - refundDue) {
      const most = formatMoney(captured - refundDue, booking.quote.currency, "en");
      throw new Refusal("invalid_input", `At most ${most} can be returned`, { fields: [{ field: "body.refund", problem: `must be ${captured - refundDue} at most` }] });
    }
    if (expectedRefund !== undefined && expectedRefund !== refund) {
      throw new Refusal("refund_changed", "Look at the refund again before you cancel", { refund });
    }
    const months = await dropClaims(tx, booking.propertyId, booking, id);
    const payment = withRefund(booking.payment, refund);
    const cancelled = await changeBooking(tx, booking, { status: "cancelled", cancelledBy: side, payment });
    const role = side === "support" && actor.roles.includes("admin") ? "admin" : side;
    const data = { refund, ...(decision && { reason: decision.reason }) };
    await recordBooking(tx, "booking.cancelled", { actor, role }, cancelled, { months, data });
    return cancelled;
  });
}
