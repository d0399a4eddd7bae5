import { useMutation } from "@tanstack/react-query";
import type { Stripe, StripeElements, StripePaymentElement } from "@stripe/stripe-js";
import { type FormEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { Trouble } from "../parts/Trouble.tsx";
import { useMedia } from "../useMedia.ts";
import { pageAppearance, pageFonts } from "./StripeAppearance.ts";
import type { Trying } from "./StripeAsks.tsx";
import { outcomeOf, problemOf } from "./StripeStanding.ts";

interface Props extends Trying {
  total: string;
  bookingId: string;
  isDeclined: boolean;
}

/** A card is typed into Stripe's frame, and tried. */
export function StripeCard({ stripe, clientSecret, total, bookingId, isDeclined, onSending, onOutcome }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const { fields, state, again } = useFields(stripe, clientSecret, frame);
  const pay = useMutation({
    mutationFn: async ({ elements }: Fields) => {
      const { error: refused } = await elements.submit();
      // What is missing is said beside its field.
      if (refused) return refused.type === "validation_error" ? undefined : { stage: "open" as const, problem: problemOf(refused) };
      const confirmParams = { return_url: `${window.location.origin}/stays/${bookingId}` };
      return outcomeOf(stripe, clientSecret, await stripe.confirmPayment({ elements, confirmParams, redirect: "if_required" }));
    },
    onMutate: () => onSending(true),
    onSuccess: (standing) => standing && onOutcome(standing),
    onSettled: () => onSending(false),
  });
  const isSending = pay.isPending;

  useEffect(() => void fields?.card.update({ readOnly: isSending }), [fields, isSending]);
  // Another card is typed at once.
  useEffect(() => {
    if (isDeclined && pay.isSuccess) fields?.card.focus();
  }, [isDeclined, pay.isSuccess, fields]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (fields && state === "ready" && !isSending) pay.mutate(fields);
  }

  return (
    <form className="form" onSubmit={submit} noValidate>
      <div ref={frame} className="card-frame" data-testid="card-frame" />
      {state === "failed" && <Trouble error={null} again={again}><p>The card form could not be shown. Nothing was charged.</p></Trouble>}
      <button type="submit" className="button big" aria-disabled={isSending || state !== "ready"}>{isSending ? "Waiting for the bank …" : `Pay ${total}`}</button>
      {pay.isError && <Trouble error={null}><p>It is not known what became of the payment. Try again: nothing is paid twice.</p></Trouble>}
      <p className="unseen" role="status">{isSending ? "Waiting for the bank" : ""}</p>
    </form>
  );
}

interface Fields {
  elements: StripeElements;
  card: StripePaymentElement;
}

/** Stripe's fields for one payment, in the page's colours, for as long as they are shown. */
function useFields(stripe: Stripe, clientSecret: string, frame: RefObject<HTMLDivElement | null>) {
  const [fields, setFields] = useState<Fields>();
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  const [turn, setTurn] = useState(0);
  const isDark = useMedia("(prefers-color-scheme: dark)");
  useEffect(() => {
    const elements = stripe.elements({ clientSecret, appearance: pageAppearance(), fonts: pageFonts() });
    // Other ways to pay would have to be followed through; a hold has no time for them.
    const card = elements.create("payment", { wallets: { link: "never" } });
    card.on("ready", () => setState("ready"));
    card.on("loaderror", () => setState("failed"));
    card.mount(frame.current!);
    setState("loading");
    setFields({ elements, card });
    return () => card.destroy();
  }, [stripe, clientSecret, frame, turn]);
  const redraw = useEffectEvent(() => void fields?.elements.update({ appearance: pageAppearance() }));
  useEffect(() => redraw(), [isDark]);
  return { fields, state, again: () => setTurn(turn + 1) };
}
