/** The payment provider as tests of crashes see it: it goes on while processes of the service come and go. */
import { createSandbox } from "../../../shared/payments/sandbox/sandbox.ts";
import { sandboxIntents } from "../../../shared/payments/sandbox/intents.ts";
import { createStripe } from "../../../shared/payments/stripe/stripe.ts";
import type { Payments } from "../../../shared/payments/payments.ts";
import type { Store } from "../../../shared/store/open.ts";
import type { Clock } from "../../../shared/store/transact.ts";
import { SECRET_KEY, startFakeStripe } from "../stripe/fake.ts";

const GOOD = "4242424242424242";

export interface Outside {
  /** The provider as a process that has just started reaches it. */
  connect(clock: Clock): Payments;
  /** The guest tries a good card. @returns whether the intent took it */
  pay(clientSecret: string): Promise<boolean>;
  /** Gives notice of what has happened until each is taken. */
  tell(notice: (intentId: string) => Promise<void>): Promise<void>;
  /** Tells all of it again, latest first. */
  tellAgain(notice: (intentId: string) => Promise<void>): Promise<void>;
  keysAreForgotten: boolean;
  /** As after 24 hours. */
  forgetKeys(): void;
  /** How often money of each intent was returned. */
  refunds(): Promise<Map<string, number>>;
  clear(): void;
  close(): Promise<void>;
}

async function startSandbox(store: Store): Promise<Outside> {
  const intents = sandboxIntents(store);
  const sandboxAt = (clock: Clock) => createSandbox({ store, clock });
  const ids = async () => (await intents.find({}, { projection: { _id: 1 } }).sort({ createdAt: -1 }).toArray()).map(({ _id }) => _id);
  let current = sandboxAt(() => Promise.resolve(new Date()));
  return {
    connect: (clock) => (current = sandboxAt(clock)),
    async pay(clientSecret) {
      try {
        await current.submit({ clientSecret, card: GOOD });
      } catch {
        return false;
      }
      await current.settleDue(() => Promise.reject(new Error("not yet"))).catch(() => {});
      return true;
    },
    tell: (notice) => current.settleDue(notice),
    async tellAgain(notice) {
      for (const id of await ids()) await notice(id);
    },
    keysAreForgotten: false,
    forgetKeys() {},
    refunds: async () => new Map((await intents.find({}).toArray()).map(({ _id, refunds }) => [_id, refunds.length])),
    clear() {},
    close: async () => {},
  };
}

async function startStripe(): Promise<Outside> {
  const fake = await startFakeStripe();
  const { state } = fake;
  let told = 0;
  const intentOf = ({ data }: (typeof state.events)[number]) => {
    const { object, id, payment_intent: intent } = data.object as { object: string; id: string; payment_intent: string };
    return object === "payment_intent" ? id : intent;
  };
  return {
    connect: () => createStripe({ secretKey: SECRET_KEY, webhookSecret: "whsec_1", publishableKey: undefined, apiBase: fake.url }),
    pay: async (clientSecret) => (await fake.pay(clientSecret)) === 200,
    async tell(notice) {
      for (; told < state.events.length; told += 1) await notice(intentOf(state.events[told]!));
    },
    async tellAgain(notice) {
      for (const event of state.events.toReversed()) await notice(intentOf(event));
    },
    keysAreForgotten: true,
    forgetKeys: fake.forgetKeys,
    async refunds() {
      const counts = new Map<string, number>();
      for (const { payment_intent: id } of state.refunds) counts.set(id, (counts.get(id) ?? 0) + 1);
      return counts;
    },
    clear() {
      told = 0;
      for (const kept of [state.intents, state.charges]) kept.clear();
      for (const kept of [state.refunds, state.disputes, state.events]) kept.length = 0;
      fake.requests.length = 0;
      fake.forgetKeys();
    },
    close: fake.close,
  };
}

export const OUTSIDE = { sandbox: startSandbox, Stripe: startStripe };
