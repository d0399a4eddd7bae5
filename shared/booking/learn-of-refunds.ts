import { Refusal } from "../contract/errors.ts";
import type { StoredBooking } from "../store/documents.ts";
import type { Context } from "./context.ts";
import { reconcile } from "./reconcile.ts";

/**
 * Before it is decided what is returned: what somebody has returned by hand until now is written down, whether its notice has
 * come or not. So it comes on top of what is decided, and what is returned by hand later is a part of it. Where the
 * provider is not there, or something changes meanwhile, it is decided by what is known.
 */
export async function learnOfRefunds({ once: _once, ...context }: Context, { payment }: StoredBooking): Promise<void> {
  for (const { intentId } of payment.charges) {
    try {
      await reconcile(context, await context.payments.intent(intentId));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
