import { useMutation } from "@tanstack/react-query";
import type { Stripe } from "@stripe/stripe-js";
import { Trouble } from "../parts/Trouble.tsx";
import { outcomeOf, type Standing } from "./StripeStanding.ts";

export interface Trying {
  stripe: Stripe;
  clientSecret: string;
  onSending: (sending: boolean) => void;
  onOutcome: (standing: Standing) => void;
}

/** A bank's question that was left open, as by loading the page again: it is asked again. */
export function StripeAsks({ stripe, clientSecret, onSending, onOutcome }: Trying) {
  const ask = useMutation({
    mutationFn: async () => {
      const { paymentIntent, error } = await stripe.handleNextAction({ clientSecret });
      return outcomeOf(stripe, clientSecret, error ? { error } : { paymentIntent: paymentIntent! });
    },
    onMutate: () => onSending(true),
    onSuccess: onOutcome,
    onSettled: () => onSending(false),
  });
  return (
    <>
      <p className="notice lamp">Your bank waits for your confirmation.</p>
      <button type="button" className="button big" aria-disabled={ask.isPending} onClick={() => ask.isPending || ask.mutate()}>{ask.isPending ? "Waiting for the bank …" : "Go on to your bank"}</button>
      {ask.isError && <Trouble error={null}><p>It is not known what became of it. Try again: nothing is paid twice.</p></Trouble>}
    </>
  );
}
