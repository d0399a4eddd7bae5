/**
 * Paying with a card through Stripe. Its script makes the fields, in frames of its own: no card's number ever comes here.
 * What a try came to is shown at once; that it was paid the page believes when the booking says so.
 */
import { useQuery } from "@tanstack/react-query";
import { loadStripe } from "@stripe/stripe-js/pure";
import type { Stripe } from "@stripe/stripe-js";
import { useEffect, useEffectEvent, useState } from "react";
import type { BookingView, PaymentIntent } from "../../../shared/contract/booking.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { Declined } from "./Declined.tsx";
import type { Due } from "./due.ts";
import { StripeAsks } from "./StripeAsks.tsx";
import { StripeCard } from "./StripeCard.tsx";
import { useStanding } from "./StripeStanding.ts";
import { StripeTaken } from "./StripeTaken.tsx";
import { useTellWaiting } from "./waiting.ts";

interface Props {
  booking: BookingView;
  due: Due;
  total: string;
  intent: PaymentIntent;
  /** Asks for another intent. */
  again: () => void;
  onWaiting: (waiting: boolean) => void;
}

export function StripeForm(props: Props) {
  const { publishableKey } = props.intent;
  const { data: stripe, isFetching, refetch } = useStripe(publishableKey);
  if (publishableKey === undefined) return <Trouble error={null}><p>Cards can't be taken on this page: the service is not set up for it yet. Nothing was charged.</p></Trouble>;
  if (stripe) return <Payment {...props} stripe={stripe} />;
  if (isFetching) return <Loading />;
  return (
    <Trouble error={null} again={() => void refetch()}>
      <p><strong>The card form could not be loaded.</strong> It comes from Stripe (js.stripe.com), which something in this browser or network may be blocking. Nothing was charged.</p>
    </Trouble>
  );
}

const Loading = () => <p className="soft" role="status">Loading the card form …</p>;

/** Once for a key, and only where a card is to be paid with. */
function useStripe(publishableKey: string | undefined) {
  return useQuery({
    queryKey: ["stripe", publishableKey],
    queryFn: () => loadStripe(publishableKey!, { locale: "en" }),
    enabled: publishableKey !== undefined,
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
    networkMode: "always",
  });
}

function Payment({ stripe, booking, due, total, intent: { clientSecret }, again, onWaiting }: Props & { stripe: Stripe }) {
  const { data: standing, isFetching, refetch, set } = useStanding(stripe, clientSecret);
  const [isSending, setSending] = useState(false);
  const stage = standing?.stage;
  useTellWaiting(isSending || stage === "taken", onWaiting);
  // What was being waited for may have come about in another window, or failed after all.
  const lookAgain = useEffectEvent(() => {
    if (stage === "asks" || stage === "taken") void refetch();
  });
  useEffect(() => lookAgain(), [booking.version]);

  if (!standing) return isFetching ? <Loading /> : <Trouble error={null} again={() => void refetch()}><p>Stripe does not answer just now. Nothing was charged.</p></Trouble>;
  if (stage === "taken") return <StripeTaken />;
  if (stage === "ended") return <Trouble error={null} again={again}><p>This payment has ended without being paid. Nothing was charged.</p></Trouble>;
  const declined = isSending ? undefined : (standing.problem ?? due.problem);
  const trying = { stripe, clientSecret, onSending: setSending, onOutcome: set };
  return (
    <>
      {stage === "asks" ? <StripeAsks {...trying} /> : <StripeCard {...trying} total={total} bookingId={booking.id} isDeclined={declined !== undefined} />}
      {declined !== undefined && <Declined problem={declined} />}
    </>
  );
}
