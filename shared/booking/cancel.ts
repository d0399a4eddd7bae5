import type { Cancellation } from "../contract/booking.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { permissions, staffRole } from "../contract/permissions.ts";
import { changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { refundByPolicy, returnable, withRefund } from "./charges.ts";
import type { Actor, Context } from "./context.ts";
import { freeNights } from "./free.ts";
import { learnOfRefunds } from "./learn-of-refunds.ts";
import { withoutChange } from "./make-change.ts";
import { readOwnBooking, type Side } from "./own.ts";
import { refundAt } from "./policy.ts";
import { refuseAbove } from "./refuse-above.ts";

/** What cancelling at `now` returns: a guest gets what the policy says, and all of it when the other side cancels. */
function refundFor(booking: StoredBooking, side: Side, now: Date): { refund: number; validUntil?: Date } {
  if (side !== "guest") return { refund: returnable(booking.payment) };
  const { validUntil } = refundAt(booking.policy, now);
  return { refund: refundByPolicy(booking, now), ...(validUntil && { validUntil }) };
}

function refuseUncancellable(booking: StoredBooking, now: Date): void {
  if (booking.status === "held") throw new Refusal("wrong_state", "Nothing was paid yet; release the hold instead");
  if (booking.status !== "confirmed") throw new Refusal("wrong_state", `A booking that is ${booking.status} can't be cancelled`);
  if (booking.endsAt <= now) throw new Refusal("wrong_state", "The stay is over");
}

/** What cancelling now would return to the guest. @throws Refusal `not_found`, `wrong_state` */
export async function cancellation(context: Context, actor: Actor, { id }: { id: Id }): Promise<Cancellation> {
  await learnOfRefunds(context, (await readOwnBooking(context, actor, id, permissions.cancellation)).booking);
  const { booking, side } = await readOwnBooking(context, actor, id, permissions.cancellation);
  const now = await context.clock();
  refuseUncancellable(booking, now);
  const { refund, validUntil } = refundFor(booking, side, now);
  const kept = returnable(booking.payment) - refund;
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
  const permission = decision ? permissions.opsCancel : permissions.cancel;
  await learnOfRefunds(context, (await readOwnBooking(context, actor, id, permission)).booking);
  return transact(context, async (tx) => {
    const { booking, side } = await readOwnBooking(tx, actor, id, permission);
    refuseUncancellable(booking, tx.now);
    const refund = decision?.refund ?? refundFor(booking, side, tx.now).refund;
    refuseAbove(returnable(booking.payment), refund, booking, "refund");
    if (expectedRefund !== undefined && expectedRefund !== refund) {
      throw new Refusal("refund_changed", "Look at the refund again before you cancel", { refund });
    }
    const months = await freeNights(tx, booking);
    const { change, payment } = withoutChange(booking);
    const cancelled = await changeBooking(tx, booking, { status: "cancelled", cancelledBy: side, change, payment: withRefund(payment, refund) });
    const role = side === "support" ? staffRole(actor.roles) : side;
    const data = { refund, ...(decision && { reason: decision.reason }) };
    await recordBooking(tx, "booking.cancelled", { actor, role }, cancelled, { months, data });
    return cancelled;
  });
}
