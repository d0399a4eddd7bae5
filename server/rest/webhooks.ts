import type { Logger } from "pino";
import { settle } from "../../shared/booking/settle.ts";
import type { Context } from "../../shared/booking/context.ts";
import { done } from "../../shared/contract/ids.ts";
import { ForeignIntent } from "../../shared/payments/payments.ts";
import type { Notice } from "../../shared/payments/stripe/notice.ts";
import type { StripePayments } from "../../shared/payments/stripe/stripe.ts";
import type { Handlers } from "./bind.ts";
import { readBytes } from "./body.ts";

/**
 * Where Stripe tells what has happened. A notice is done with when it has taken effect, and only then remembered. Whatever
 * can't be taken now is refused, also one that comes before its booking is known: Stripe tells it again for three days.
 */
export function webhookHandlers({ stripe, log }: { stripe: StripePayments; log: Logger }): Handlers<"stripeNotice"> {
  return {
    async stripeNotice({ context, req, res }) {
      const body = await readBytes(req, res);
      const notice = stripe.readNotice({ body, signature: req.get("Stripe-Signature"), now: await context.clock() });
      await takeOnce(context, notice, log);
      return done;
    },
  };
}

/** Two of one event at once may both get to settling, which any number of times ends in the same booking. */
async function takeOnce(context: Context, { id, type, intentId }: Notice, log: Logger): Promise<void> {
  const { notices } = context.store;
  if (await notices.exists({ _id: id })) return;
  if (intentId !== undefined) {
    try {
      await settle(context, intentId);
    } catch (error) {
      if (!(error instanceof ForeignIntent)) throw error;
      log.info({ event: id, type }, "a notice about somebody else's payment was left alone");
    }
  }
  await notices.updateOne({ _id: id }, { $setOnInsert: { type, at: await context.clock() } }, { upsert: true });
}
