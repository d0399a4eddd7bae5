/** What Stripe tells by itself, once it is sure that Stripe tells it. */
import type { Stripe } from "stripe";
import { Refusal } from "../../contract/errors.ts";

/** What is kept of an event: not what it says, which may be old, only what to look at. */
export interface Notice {
  /** The event's own. */
  id: string;
  type: string;
  /** Absent where it concerns no payment. */
  intentId?: string;
}

export interface SignedBody {
  /** As it came: another byte is another signature. */
  body: Uint8Array;
  /** The header `Stripe-Signature`. */
  signature: string | undefined;
  now: Date;
}

/** Seconds that a signature may be old, and that Stripe's clock may be ahead of ours. */
const OLDEST = 300;
const MOST_AHEAD = 60;

const refused = (problem: string) => new Refusal("invalid_input", "This is not a notice of the payment provider's", { fields: [{ field: "header.Stripe-Signature", problem }] });

/** @throws Refusal `invalid_input` for a signature that is missing, wrong, old or of the future, or a body that is no event */
export function readNotice(stripe: Stripe, secret: string, { body, signature = "", now }: SignedBody): Notice {
  let event: Stripe.Event;
  try {
    event = stripe.webhooks.constructEvent(body, signature, secret, OLDEST, undefined, now.getTime());
  } catch {
    throw refused("must be the signature of this body, at most five minutes old");
  }
  if (signedAt(signature) > now.getTime() / 1000 + MOST_AHEAD) throw refused("is of the future");
  const { id, type, data } = event as { id?: unknown; type?: unknown; data?: { object?: Concerned } };
  if (typeof id !== "string" || typeof type !== "string") throw refused("must be of an event");
  const intentId = intentOf(data?.object ?? {});
  return { id, type, ...(intentId !== undefined && { intentId }) };
}

/** What was signed, in seconds: `constructEvent` lets any time to come pass. Of several, it signs the last. */
function signedAt(signature: string): number {
  const times = signature.split(",").filter((part) => part.startsWith("t="));
  return Number.parseInt(times.at(-1)!.slice(2), 10);
}

interface Concerned {
  object?: unknown;
  id?: unknown;
  payment_intent?: unknown;
}

/** Of an intent itself, and of its charges, refunds and disputes. */
function intentOf({ object, id, payment_intent: intent }: Concerned): string | undefined {
  const found = object === "payment_intent" ? id : ((intent as { id?: unknown } | null)?.id ?? intent);
  return typeof found === "string" ? found : undefined;
}
