import type { Stripe } from "stripe";
import { toRefund } from "./amounts.ts";
import { ask } from "./failure.ts";

/** The bank could not return it: the money is back with us, and it can be tried again. */
const isLost = ({ status }: Stripe.Refund) => status === "failed" || status === "canceled";

/**
 * Returns money once for a key, also when Stripe has forgotten the key, after 24 hours: the refund itself carries it. One
 * that a bank gave back is tried again, by another key.
 *
 * @throws StripeFailure
 */
export async function refundOnce(stripe: Stripe, { intentId, amount, currency, key }: { intentId: string; amount: number; currency: string; key: string }): Promise<void> {
  const same: Stripe.Refund[] = [];
  const all = stripe.refunds.list({ payment_intent: intentId, limit: 100 });
  await ask(all.autoPagingEach((refund) => void (refund.metadata?.["key"] === key && same.push(refund))));
  if (same.some((refund) => !isLost(refund))) return;
  const idempotencyKey = same.length > 0 ? `${key}:again-${same.length}` : key;
  await ask(stripe.refunds.create({ payment_intent: intentId, amount: toRefund(amount, currency), metadata: { key } }, { idempotencyKey }));
}
