import { type Form, partOf, textOf } from "./form.ts";
import { chargeOf, intentOf } from "./intents.ts";
import { FakeError, type FakeRefund, type FakeState, found, happened, invalid, newId } from "./state.ts";

export function createRefund(state: FakeState, form: Form): FakeRefund {
  const intent = intentOf(state, textOf(form, "payment_intent") ?? "");
  const charge = chargeOf(state, intent);
  if (!charge?.captured) throw invalid("payment_intent_unexpected_state", "This PaymentIntent does not have a successful charge to refund");
  if (state.disputes.some((one) => one.charge === charge.id && one.status !== "won")) throw invalid("charge_disputed", "This charge has been charged back");
  const rest = charge.amount - charge.amount_refunded;
  if (rest === 0) throw invalid("charge_already_refunded", "The charge has already been refunded");
  const amount = Number(textOf(form, "amount") ?? rest);
  if (!(amount >= 1)) throw invalid("parameter_invalid_integer", "This value must be greater than or equal to 1.");
  if (amount > rest) throw new FakeError(400, { type: "invalid_request_error", message: `Refund amount (${amount}) is greater than unrefunded amount on charge (${rest})`, param: "amount" });
  const refund: FakeRefund = {
    id: newId("re"), object: "refund", amount, charge: charge.id, payment_intent: intent.id, status: "succeeded",
    metadata: partOf(form, "metadata") as Record<string, string>,
  };
  state.refunds.unshift(refund);
  count(state, charge.id);
  happened(state, "charge.refunded", charge);
  return refund;
}

/** The bank can't return it after all. */
export function failRefund(state: FakeState, id: string): void {
  const refund = found(state.refunds.find((one) => one.id === id), `refund: '${id}'`);
  refund.status = "failed";
  count(state, refund.charge);
  happened(state, "refund.failed", refund);
}

function count(state: FakeState, chargeId: string): void {
  const charge = state.charges.get(chargeId)!;
  const returned = state.refunds.filter((one) => one.charge === chargeId && one.status !== "failed");
  charge.amount_refunded = returned.reduce((sum, { amount }) => sum + amount, 0);
  charge.refunded = charge.amount_refunded === charge.amount;
}

export function closeDispute(state: FakeState, intentId: string, status: "won" | "lost"): void {
  const dispute = found(state.disputes.find((one) => one.payment_intent === intentId), "dispute");
  dispute.status = status;
  happened(state, "charge.dispute.closed", dispute);
}
