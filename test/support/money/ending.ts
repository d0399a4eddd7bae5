/** A process that ends at a chosen moment between the database and the payment provider. */
import type { ClientSession } from "mongoose";
import type { Context } from "../../../shared/booking/context.ts";
import type { Payments } from "../../../shared/payments/payments.ts";

/** Nobody catches it: it stands for the process not being there any more. */
export class Ended extends Error {
  override readonly name = "Ended";
}

/** `before`: what was about to be done was not done. `after`: it was, and nobody learned of it. */
export interface Moment {
  crossing: number;
  when: "before" | "after";
}

export interface Process {
  context: Context;
  /** What it has asked of the provider, and its transactions, first to last. */
  crossed: string[];
}

/** @param moment when it ends; never where absent */
export function startProcess(context: Context, moment?: Moment): Process {
  const crossed: string[] = [];
  let hasEnded = false;
  const end = (): never => {
    hasEnded = true;
    throw new Ended("the process ended here");
  };

  /** @param undone what `work` would be if the process ended at its last instant */
  async function cross<T>(what: string, work: () => Promise<T>, undone: () => Promise<unknown> = async () => {}): Promise<T> {
    if (hasEnded) end();
    const isHere = moment?.crossing === crossed.push(what) - 1;
    if (isHere && moment.when === "before") {
      await undone().catch(() => {});
      end();
    }
    // Also where it was refused: that nobody learned of either.
    const result = await work().catch((refused: unknown) => (isHere || hasEnded ? end() : Promise.reject(refused)));
    if (isHere || hasEnded) end();
    return result;
  }

  const connection = Object.create(context.store.connection, {
    startSession: { value: async () => crossing(await context.store.connection.startSession()) },
  });
  function crossing(session: ClientSession): ClientSession {
    const within = session.withTransaction.bind(session);
    session.withTransaction = (work, options) => {
      const undone = () => within(async (one) => {
        await work(one);
        throw new Ended("before it was committed");
      }, options);
      return cross("transaction", () => within(work, options), undone);
    };
    return session;
  }

  const { payments } = context;
  const crossingPayments: Payments = {
    ...payments,
    createIntent: (intent) => cross("createIntent", () => payments.createIntent(intent)),
    intent: (id) => cross("intent", () => payments.intent(id)),
    async *intentsSince(since) {
      await cross("intentsSince", async () => {});
      yield* payments.intentsSince(since);
    },
    capture: (input) => cross("capture", () => payments.capture(input)),
    cancelIntent: (id) => cross("cancelIntent", () => payments.cancelIntent(id)),
    refund: (input) => cross("refund", () => payments.refund(input)),
  };
  return { context: { ...context, store: { ...context.store, connection }, payments: crossingPayments }, crossed };
}
