/** Both providers behind one face, for what both must keep to. */
import type { Intent, NewIntent, Payments } from "../../../shared/payments/payments.ts";
import { createSandbox } from "../../../shared/payments/sandbox/sandbox.ts";
import { createStripe } from "../../../shared/payments/stripe/stripe.ts";
import { newId } from "../../../shared/store/ids.ts";
import type { Store } from "../../../shared/store/open.ts";
import { emptyStore, freshStore } from "../mongo.ts";
import { type FakeStripe, SECRET_KEY, startFakeStripe } from "./fake.ts";
import type { FakeIntent } from "./state.ts";

export const DISPUTED = "4000000000000259";
const GOOD = "4242424242424242";

export interface Provider {
  payments: Payments;
  /** What stands for Stripe, where the provider is Stripe. */
  fake?: FakeStripe;
  /** Makes an intent as if it were that time. */
  madeAt(at: Date, change?: Partial<NewIntent>): Promise<Intent>;
  /** An intent that was paid, or authorised. */
  paid(change?: Partial<NewIntent>, card?: string): Promise<Intent>;
  close(): Promise<void>;
}

/** Gives one that knows of no intent yet, as often as it is asked. */
export interface Opened {
  begin(): Promise<Provider>;
  close(): Promise<void>;
}

const anIntent = (change: Partial<NewIntent> = {}): NewIntent => ({ bookingId: newId(), attempt: 1, amount: 45_000, currency: "EUR", capture: "automatic", ...change });

async function openSandbox(): Promise<Opened> {
  const store = await freshStore();
  return {
    async begin() {
      await emptyStore(store);
      return sandboxAt(store);
    },
    close: () => store.close(),
  };
}

function sandboxAt(store: Store): Provider {
  let at = new Date();
  const sandbox = createSandbox({ store, clock: () => Promise.resolve(at) });
  return {
    payments: sandbox,
    madeAt(then, change) {
      at = then;
      return sandbox.createIntent(anIntent(change));
    },
    async paid(change, card = GOOD) {
      const { id, clientSecret } = await sandbox.createIntent(anIntent(change));
      await sandbox.submit({ clientSecret, card });
      await sandbox.settleDue(() => Promise.resolve());
      return sandbox.intent(id);
    },
    close: () => Promise.resolve(),
  };
}

export async function startStripe(): Promise<Provider> {
  const fake = await startFakeStripe();
  const stripe = createStripe({ secretKey: SECRET_KEY, webhookSecret: "whsec_1", publishableKey: undefined, apiBase: fake.url });
  const kept = (id: string): FakeIntent => fake.state.intents.get(id)!;
  return {
    payments: stripe,
    fake,
    async madeAt(then, change) {
      const intent = await stripe.createIntent(anIntent(change));
      kept(intent.id).created = Math.floor(then.getTime() / 1000);
      return intent;
    },
    async paid(change, card = GOOD) {
      const { id, clientSecret } = await stripe.createIntent(anIntent(change));
      await fake.pay(clientSecret, card);
      return stripe.intent(id);
    },
    close: () => fake.close(),
  };
}

const openStripe = (): Promise<Opened> => Promise.resolve({ begin: startStripe, close: () => Promise.resolve() });

export const PROVIDERS = { sandbox: openSandbox, Stripe: openStripe };
