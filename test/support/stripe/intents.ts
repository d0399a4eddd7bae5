/** A PaymentIntent's life, as Stripe leads it. */
import { type Form, partOf, textOf } from "./form.ts";
import { type FakeCharge, FakeError, type FakeIntent, type FakeState, found, happened, invalid, newId, seconds } from "./state.ts";

const DECLINED = "4000000000000002";
const ASKS = "4000002500003155";
const DISPUTED = "4000000000000259";

export const intentOf = (state: FakeState, id: string) => found(state.intents.get(id), `payment_intent: '${id}'`);
export const chargeOf = (state: FakeState, { latest_charge: id }: FakeIntent) => (id === null ? undefined : state.charges.get(id));

function refuseAmount(amount: number, currency: string): void {
  if (!Number.isSafeInteger(amount)) throw invalid("parameter_invalid_integer", "Invalid integer");
  if (amount < 50) throw invalid("amount_too_small", "Amount must be at least 50 cents");
  if (amount > 9_999_999_999) throw invalid("amount_too_large", "Amount must be no more than 99,999,999.99");
  const step = /isk|ugx/.test(currency) ? 100 : /bhd|jod|kwd|omr|tnd/.test(currency) ? 10 : 1;
  if (amount % step !== 0) throw invalid("invalid_charge_amount_no_decimal_compatible", `Amounts of ${currency} must be divisible by ${step}`);
}

export function createIntent(state: FakeState, form: Form): FakeIntent {
  const [amount, currency] = [Number(textOf(form, "amount")), textOf(form, "currency") ?? ""];
  refuseAmount(amount, currency);
  const id = newId("pi");
  const intent: FakeIntent = {
    id, object: "payment_intent", amount, amount_capturable: 0, amount_received: 0, currency, created: seconds(), livemode: false,
    capture_method: textOf(form, "capture_method") ?? "automatic_async",
    client_secret: newId(`${id}_secret`),
    last_payment_error: null, latest_charge: null,
    metadata: partOf(form, "metadata") as Record<string, string>,
    payment_method_types: Object.values(partOf(form, "payment_method_types")) as string[],
    status: "requires_payment_method",
  };
  state.intents.set(id, intent);
  happened(state, "payment_intent.created", intent);
  return intent;
}

function unexpected({ status }: FakeIntent, what: string): FakeError {
  return invalid("payment_intent_unexpected_state", `This PaymentIntent could not be ${what} because it has a status of ${status}`);
}

function newCharge(state: FakeState, intent: FakeIntent, status: FakeCharge["status"]): FakeCharge {
  const held = intent.capture_method === "manual" && status === "succeeded";
  const charge: FakeCharge = {
    id: newId("ch"), object: "charge", amount: intent.amount, amount_refunded: 0, refunded: false, captured: status === "succeeded" && !held, disputed: false,
    payment_intent: intent.id, status, payment_method_details: { type: "card", card: held ? { capture_before: seconds() + 7 * 86_400 } : {} },
  };
  state.charges.set(charge.id, charge);
  intent.latest_charge = charge.id;
  return charge;
}

/** What the guest's browser does: tries a card. @throws FakeError as Stripe refuses it */
export function confirmIntent(state: FakeState, id: string, form: Form): FakeIntent {
  const intent = intentOf(state, id);
  if (intent.status !== "requires_payment_method") throw unexpected(intent, "confirmed");
  const card = textOf(partOf(partOf(form, "payment_method_data"), "card"), "number") ?? "4242424242424242";
  if (card === DECLINED) return decline(state, intent, { type: "card_error", code: "card_declined", message: "Your card was declined." });
  intent.last_payment_error = null;
  if (card === ASKS) {
    intent.status = "requires_action";
    happened(state, "payment_intent.requires_action", intent);
    return intent;
  }
  return authorise(state, intent, card === DISPUTED);
}

function decline(state: FakeState, intent: FakeIntent, error: { type: string; code: string; message: string }): never {
  newCharge(state, intent, "failed");
  Object.assign(intent, { status: "requires_payment_method", last_payment_error: error });
  happened(state, "payment_intent.payment_failed", intent);
  throw new FakeError(402, { ...error, payment_intent: intent });
}

/** 3-D Secure: the cardholder approves or not. */
export function answerAction(state: FakeState, id: string, approve: boolean): void {
  const intent = intentOf(state, id);
  if (approve) return void authorise(state, intent, false);
  const error = { type: "invalid_request_error", code: "payment_intent_authentication_failure", message: "The provided PaymentMethod has failed authentication." };
  Object.assign(intent, { status: "requires_payment_method", last_payment_error: error });
  happened(state, "payment_intent.payment_failed", intent);
}

function authorise(state: FakeState, intent: FakeIntent, disputed: boolean): FakeIntent {
  const charge = newCharge(state, intent, "succeeded");
  if (!charge.captured) {
    Object.assign(intent, { status: "requires_capture", amount_capturable: intent.amount });
    happened(state, "payment_intent.amount_capturable_updated", intent);
    return intent;
  }
  take(state, intent, charge);
  if (disputed) {
    charge.disputed = true;
    state.disputes.push({ id: newId("dp"), object: "dispute", amount: intent.amount, charge: charge.id, payment_intent: intent.id, status: "needs_response" });
    happened(state, "charge.dispute.created", state.disputes.at(-1)!);
  }
  return intent;
}

function take(state: FakeState, intent: FakeIntent, charge: FakeCharge): void {
  charge.captured = true;
  Object.assign(intent, { status: "succeeded", amount_received: intent.amount, amount_capturable: 0 });
  happened(state, "charge.succeeded", charge);
  happened(state, "payment_intent.succeeded", intent);
}

export function captureIntent(state: FakeState, id: string): FakeIntent {
  const intent = intentOf(state, id);
  if (intent.status !== "requires_capture") throw unexpected(intent, "captured");
  take(state, intent, chargeOf(state, intent)!);
  return intent;
}

export function cancelIntent(state: FakeState, id: string): FakeIntent {
  const intent = intentOf(state, id);
  if (!/^requires_/.test(intent.status)) throw unexpected(intent, "canceled");
  const charge = intent.status === "requires_capture" ? chargeOf(state, intent) : undefined;
  if (charge) Object.assign(charge, { amount_refunded: charge.amount, refunded: true });
  Object.assign(intent, { status: "canceled", amount_capturable: 0 });
  happened(state, "payment_intent.canceled", intent);
  return intent;
}
