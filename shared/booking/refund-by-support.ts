import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { permissions, staffRole } from "../contract/permissions.ts";
import { changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { transact } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import type { Actor, Context } from "./context.ts";
import { learnOfRefunds } from "./learn-of-refunds.ts";
import { readOwnBooking } from "./own.ts";
import { refuseAbove } from "./refuse-above.ts";

/**
 * Support returns a part of what was paid; the booking stays as it is. What a bank gave back of an earlier refund is
 * returned first.
 *
 * @param input `amount` in minor units
 * @throws Refusal `not_found`, `wrong_state` where nothing was paid or it is disputed, `invalid_input` for more than there is
 */
export async function refundBySupport(context: Context, actor: Actor, { id, amount, reason }: { id: Id; amount: number; reason: string }): Promise<StoredBooking> {
  await learnOfRefunds(context, (await readOwnBooking(context, actor, id, permissions.opsRefund)).booking);
  return transact(context, async (tx) => {
    const { booking } = await readOwnBooking(tx, actor, id, permissions.opsRefund);
    const { charges, captured, refunded, refundDue, refundOpen } = booking.payment;
    if (captured === 0) throw new Refusal("wrong_state", "Nothing was paid for this booking");
    if (charges.every(({ disputed }) => disputed)) throw new Refusal("wrong_state", "The cardholder has asked the money back through the bank, which decides");
    const settled = refundOpen ? refundDue : refunded;
    refuseAbove(captured - settled, amount, booking, "amount");
    const payment = { ...booking.payment, refundDue: Math.max(refundDue, settled + amount), refundOpen: true as const };
    const changed = await changeBooking(tx, booking, { payment });
    await recordBooking(tx, "payment.refund_decided", { actor, role: staffRole(actor.roles) }, changed, { data: { amount, reason } });
    return changed;
  });
}
