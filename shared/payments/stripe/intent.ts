/** A PaymentIntent as this service sees it. */
import type { Stripe } from "stripe";
import { Id } from "../../contract/ids.ts";
import { ForeignIntent, type Intent, type IntentStatus } from "../payments.ts";
import { fromStripe } from "./amounts.ts";

/** Read with every intent: what was returned, until when it is authorised and whether it is disputed are its charge's. */
export const WITH_CHARGE = ["latest_charge"];

/** `requires_confirmation`: a card was given and not yet tried, so that another can still be. */
const STATUSES: Record<string, IntentStatus> = {
  requires_payment_method: "requires_payment_method",
  requires_confirmation: "requires_payment_method",
  requires_action: "requires_action",
  processing: "processing",
  requires_capture: "requires_capture",
  succeeded: "succeeded",
  canceled: "canceled",
};

/** Others may take payments through the same account. */
export function isOurs({ metadata, client_secret: secret }: Stripe.PaymentIntent): boolean {
  return Id.safeParse(metadata["bookingId"]).success && Boolean(secret);
}

/** @throws ForeignIntent where it doesn't name a booking of ours */
export function toIntent(given: Stripe.PaymentIntent, disputed: boolean): Intent {
  if (!isOurs(given)) throw new ForeignIntent(`${given.id} was not made by this service`);
  const { bookingId, attempt } = given.metadata;
  const currency = given.currency.toUpperCase();
  const status = STATUSES[given.status] ?? "processing"; // one that Stripe adds later: nothing is decided by it
  const charge = chargeOf(given);
  // Giving up an authorisation counts as a refund on its charge, and returned nothing. Stand-ins leave `amount_received` out.
  const [captured, refunded] = status === "succeeded" ? [given.amount_received ?? given.amount, charge?.amount_refunded ?? 0] : [0, 0];
  const problem = problemOf(given);
  const until = charge?.payment_method_details?.card?.capture_before;
  return {
    id: given.id,
    clientSecret: given.client_secret!,
    status,
    bookingId: bookingId!,
    attempt: Number(attempt),
    amount: fromStripe(given.amount, currency),
    currency,
    captured: fromStripe(captured, currency),
    refunded: fromStripe(refunded, currency),
    ...(problem && { problem }),
    ...(until && status === "requires_capture" && { authorisedUntil: new Date(until * 1000) }),
    disputed,
  };
}

export function chargeOf({ latest_charge: charge }: Stripe.PaymentIntent): Stripe.Charge | undefined {
  return typeof charge === "object" && charge !== null ? charge : undefined;
}

/** Stripe words what a bank says of a card for its holder, and anything else for who programs. */
export function guestMessage(type: string, message: string | undefined): string {
  return (type === "card_error" && message) || "The payment did not go through; try again or take another card";
}

function problemOf({ status, last_payment_error: error }: Stripe.PaymentIntent): string | undefined {
  return status === "requires_payment_method" && error ? guestMessage(error.type, error.message) : undefined;
}
