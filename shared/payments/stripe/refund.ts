import type { Stripe } from "stripe";
import type { Refusal } from "../../contract/errors.ts";
import type { Intent } from "../payments.ts";
import { allReturned, disputedAlready, leftOf, moreThanLeft, nothingTaken } from "../refund-refusals.ts";
import { toRefund } from "./amounts.ts";
import { ask, StripeFailure } from "./failure.ts";

/** The bank could not return it: the money is back with us, and it can be tried again. */
const isLost = ({ status }: Stripe.Refund) => status === "failed" || status === "canceled";

interface AskedRefund {
  /** How the intent is at Stripe. */
  current: () => Promise<Intent>;
  amount: number;
  key: string;
}

/**
 * Returns money once for a key, also when Stripe has forgotten the key, after 24 hours: the refund itself carries it. One
 * that a bank gave back is tried again, by another key. What Stripe has refused it refuses for as long as it knows the key,
 * though a dispute has been won or a bank has given money back since.
 *
 * @throws Refusal `wrong_state` for what can't be returned, StripeFailure
 */
export async function refundOnce(stripe: Stripe, { current, amount, key }: AskedRefund): Promise<void> {
  const { id, status, currency } = await current();
  if (status !== "succeeded") throw nothingTaken(); // returning what was only authorised would give the authorisation up
  const same: Stripe.Refund[] = [];
  const all = stripe.refunds.list({ payment_intent: id, limit: 100 });
  await ask(all.autoPagingEach((refund) => void (refund.metadata?.["key"] === key && same.push(refund))));
  if (same.some((refund) => !isLost(refund))) return;
  const idempotencyKey = same.length > 0 ? `${key}:again-${same.length}` : key;
  try {
    await ask(stripe.refunds.create({ payment_intent: id, amount: toRefund(amount, currency), metadata: { key } }, { idempotencyKey }));
  } catch (error) {
    throw error instanceof StripeFailure && error.status === REFUSED ? await refusedRefund(error, amount, current) : error;
  }
}

const REFUSED = 400;

const BY_CODE: Record<string, () => Refusal> = { charge_disputed: disputedAlready, charge_already_refunded: allReturned };

/** That more is asked than is left Stripe says in words alone, so that how the intent is has to tell. */
async function refusedRefund(failure: StripeFailure, amount: number, current: () => Promise<Intent>): Promise<Error> {
  const said = BY_CODE[failure.code ?? ""]?.();
  if (said) return Object.assign(said, { cause: failure });
  const intent = await current();
  return amount > leftOf(intent) ? Object.assign(moreThanLeft(intent), { cause: failure }) : failure;
}
