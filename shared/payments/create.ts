import type { Config } from "../config.ts";
import type { Store } from "../store/open.ts";
import type { Clock } from "../store/transact.ts";
import { createSandbox, type Sandbox } from "./sandbox/sandbox.ts";
import { createStripe, type StripePayments } from "./stripe/stripe.ts";

/** Stripe where there are keys for it, the sandbox where not. */
export function createPayments({ store, clock, config }: { store: Store; clock: Clock; config: Pick<Config, "stripe"> }): Sandbox | StripePayments {
  return config.stripe ? createStripe(config.stripe) : createSandbox({ store, clock });
}
