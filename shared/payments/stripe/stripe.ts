/**
 * Stripe, through its own library. Nothing is kept here: the intent's id is kept with the booking, and everything else is
 * asked for when it is needed.
 */
import Library, { type Stripe } from "stripe";
import type { StripeKeys } from "../../config.ts";
import type { Intent, IntentStatus, Payments } from "../payments.ts";
import { toStripe } from "./amounts.ts";
import { ask, askOnce, eachUnderstood, refuseOthersId, StripeFailure, understood } from "./failure.ts";
import { chargeOf, guestMessage, isOurs, toIntent, WITH_CHARGE } from "./intent.ts";
import { type Notice, readNotice, type SignedBody } from "./notice.ts";
import { refundOnce } from "./refund.ts";

export interface StripePayments extends Payments {
  provider: "stripe";
  /** @throws Refusal `invalid_input` where Stripe has not signed it, or not just now */
  readNotice(signed: SignedBody): Notice;
}

export function createStripe({ secretKey, webhookSecret, publishableKey, apiBase }: StripeKeys): StripePayments {
  const stripe = new Library(secretKey, {
    maxNetworkRetries: 2,
    timeout: 10_000, // milliseconds: somebody waits; what is late is asked for again
    telemetry: false,
    ...(apiBase !== undefined && addressOf(apiBase)),
  });
  const read = (found: Stripe.PaymentIntent) => readIntent(stripe, found);
  const current = async (id: string) => read(await ask(stripe.paymentIntents.retrieve(id, { expand: WITH_CHARGE })));
  return {
    provider: "stripe",
    ...(publishableKey !== undefined && { publishableKey }),
    createIntent: (intent) => understood(async () => read(await create(stripe, intent))),
    intent: (id) => ofIntent(id, () => current(id)),
    intentsSince: (since) => listSince(stripe, since),
    capture: ({ intentId, key }) => ofIntent(intentId, () => outcomeOf(() => current(intentId), ["requires_capture"], async () => {
      return read(await askOnce(key, (options) => stripe.paymentIntents.capture(intentId, { expand: WITH_CHARGE }, options)));
    })),
    cancelIntent: (id) => ofIntent(id, () => outcomeOf(() => current(id), CANCELLABLE, async () => {
      return read(await ask(stripe.paymentIntents.cancel(id, { expand: WITH_CHARGE })));
    })),
    refund: ({ intentId, amount, key }) => ofIntent(intentId, async () => {
      await refundOnce(stripe, { current: () => current(intentId), amount, key });
      return current(intentId);
    }),
    readNotice: (signed) => readNotice(stripe, webhookSecret, signed),
  };
}

/** @throws Refusal `not_found` for an id of another provider's */
function ofIntent<T>(id: string, doing: () => Promise<T>): Promise<T> {
  return understood(() => {
    refuseOthersId(id);
    return doing();
  });
}

const CANCELLABLE: IntentStatus[] = ["requires_payment_method", "requires_action", "requires_capture"];

function addressOf(apiBase: string): Stripe.StripeConfig {
  const { protocol, hostname, port } = new URL(apiBase);
  return { protocol: protocol === "http:" ? "http" : "https", host: hostname, port: port || (protocol === "http:" ? 80 : 443) };
}

/**
 * The key makes one intent of a booking's attempt for as long as Stripe remembers it, 24 hours. Made anew after that, the
 * first one has no holder: its secret was given to nobody, because a booking keeps the id before it gives the secret.
 * Cards alone: other ways to pay take longer than a hold lasts.
 */
function create(stripe: Stripe, { bookingId, attempt, amount, currency, capture }: Parameters<Payments["createIntent"]>[0]): Promise<Stripe.PaymentIntent> {
  const asked = {
    amount: toStripe(amount, currency),
    currency: currency.toLowerCase(),
    capture_method: capture,
    payment_method_types: ["card"],
    metadata: { bookingId, attempt: String(attempt) },
    expand: WITH_CHARGE,
  };
  return askOnce(`${bookingId}:${attempt}:create`, (options) => stripe.paymentIntents.create(asked, options));
}

/** Newest first. Stripe counts in seconds, and a part of one would lose those made in it. */
async function* listSince(stripe: Stripe, since: Date): AsyncGenerator<Intent> {
  const made = { created: { gte: Math.floor(since.getTime() / 1000) }, limit: 100, expand: WITH_CHARGE.map((field) => `data.${field}`) };
  for await (const found of eachUnderstood(stripe.paymentIntents.list(made))) {
    if (isOurs(found)) yield await understood(() => readIntent(stripe, found));
  }
}

/** Disputes that ended well for us, or were never about money that had moved. */
const SETTLED_DISPUTES = new Set(["won", "warning_closed", "prevented"]);

/** A charge that was once disputed says so for ever; how it stands only the dispute knows. */
async function readIntent(stripe: Stripe, found: Stripe.PaymentIntent): Promise<Intent> {
  if (!chargeOf(found)?.disputed) return toIntent(found, false);
  const { data } = await ask(stripe.disputes.list({ payment_intent: found.id, limit: 100 }));
  return toIntent(found, data.some(({ status }) => !SETTLED_DISPUTES.has(status)));
}

/**
 * What was done before, or can't be done any more, is no failure: how the intent then is says which. A card that is refused
 * is none either. What is refused though the intent could still have it done is our mistake.
 */
async function outcomeOf(current: () => Promise<Intent>, possible: IntentStatus[], act: () => Promise<Intent>): Promise<Intent> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof StripeFailure) || !REFUSED.has(error.status ?? 0)) throw error;
    const intent = await current();
    if (!possible.includes(intent.status)) return intent;
    if (error.status === DECLINED) return { ...intent, problem: guestMessage("card_error", error.message) };
    throw error;
  }
}

const DECLINED = 402;
const REFUSED = new Set([400, DECLINED]);
