/** How a payment stands at Stripe, which this page may ask with the payment's own secret. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { PaymentIntentResult, Stripe, StripeError } from "@stripe/stripe-js";

/**
 * `open`: a card can be tried. `asks`: the bank waits for the guest. `taken`: the bank has agreed, and the booking follows.
 * `ended`: nothing can pay it any more.
 */
export interface Standing {
  stage: "open" | "asks" | "taken" | "ended";
  /** Why the latest card did not pay. */
  problem?: string;
}

type Status = NonNullable<PaymentIntentResult["paymentIntent"]>["status"];

const STAGES: Record<Status, Standing["stage"]> = {
  requires_payment_method: "open", requires_confirmation: "open", requires_action: "asks",
  processing: "taken", requires_capture: "taken", succeeded: "taken", canceled: "ended",
};

/** What Stripe says is for the guest where it is about the card, and for us where it is about anything else. */
export function problemOf({ type, code, message }: Partial<Pick<StripeError, "type" | "code" | "message">>): string {
  const isForGuest = type === "card_error" || code === "payment_intent_authentication_failure";
  return isForGuest && message ? message : "The card could not be tried. Try again in a moment";
}

/** `undefined` where the answer tells nothing about the payment: there may have been none. */
export function standingOf({ paymentIntent, error }: PaymentIntentResult): Standing | undefined {
  const intent = paymentIntent ?? error.payment_intent;
  if (!intent) return undefined;
  const failure = error ?? intent.last_payment_error;
  const stage = STAGES[intent.status];
  return { stage, ...(stage === "open" && failure && { problem: problemOf(failure) }) };
}

/** What a try came to. Where its answer was lost, the payment is asked how it stands. @throws where that can't be had either */
export async function outcomeOf(stripe: Stripe, clientSecret: string, result: PaymentIntentResult): Promise<Standing> {
  const standing = standingOf(result);
  if (standing) return standing;
  const seen = await look(stripe, clientSecret);
  return seen.stage === "open" && result.error ? { ...seen, problem: problemOf(result.error) } : seen;
}

async function look(stripe: Stripe, clientSecret: string): Promise<Standing> {
  const result = await stripe.retrievePaymentIntent(clientSecret);
  const standing = standingOf(result);
  if (!standing) throw new Error(result.error?.message ?? "Stripe did not say how the payment stands");
  return standing;
}

export function useStanding(stripe: Stripe, clientSecret: string) {
  const queries = useQueryClient();
  const queryKey = ["standing", clientSecret];
  const query = useQuery({ queryKey, queryFn: () => look(stripe, clientSecret), staleTime: Infinity, gcTime: 0, networkMode: "always" });
  return { ...query, set: (standing: Standing) => queries.setQueryData(queryKey, standing) };
}
