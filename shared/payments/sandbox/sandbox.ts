/**
 * A provider for a machine without keys. It behaves like one outside: results come later and as notices, they may come
 * after the hold has ended, and what it keeps is its own and survives the process.
 */
import { Refusal } from "../../contract/errors.ts";
import type { Store } from "../../store/open.ts";
import type { Clock } from "../../store/transact.ts";
import type { Payments } from "../payments.ts";
import { outcomeOf } from "./cards.ts";
import { intentId, newClientSecret, sandboxIntents, toIntent, type SandboxIntent, type SandboxIntents } from "./intents.ts";

export interface Sandbox extends Payments {
  /** Tries a card; the result is due after `delaySeconds`. @throws Refusal `not_found`, `wrong_state`, `invalid_input` */
  submit(input: { clientSecret: string; card: string; delaySeconds?: number | undefined }): Promise<void>;
  /** The card's holder approves or refuses. @throws Refusal `not_found`, `wrong_state` */
  approve(input: { clientSecret: string; approve: boolean }): Promise<void>;
  /** Lets results happen whose time has come, and gives notice of each until it is taken. */
  settleDue(notice: (intentId: string) => Promise<void>): Promise<void>;
}

export function createSandbox({ store, clock }: { store: Store; clock: Clock }): Sandbox {
  const intents = sandboxIntents(store);
  return {
    provider: "sandbox",
    ...paying(intents),
    ...trying(intents, clock),
  };
}

function paying(intents: SandboxIntents): Omit<Payments, "provider"> {
  const known = async (id: string) => {
    const kept = await intents.findOne({ _id: id });
    if (!kept) throw new Error(`the sandbox has no intent ${id}`);
    return kept;
  };
  return {
    async createIntent({ bookingId, attempt, amount, currency }) {
      const _id = intentId(bookingId, attempt);
      const made = { clientSecret: newClientSecret(_id), bookingId, amount, currency, status: "requires_payment_method", refunds: [] } as const;
      await intents.updateOne({ _id }, { $setOnInsert: { ...made, refunds: [] } }, { upsert: true });
      return toIntent(await known(_id));
    },
    async intent(id) {
      return toIntent(await known(id));
    },
    async cancelIntent(id) {
      await intents.updateOne({ _id: id, status: { $in: ["requires_payment_method", "requires_action"] } }, { $set: { status: "canceled" } });
      return toIntent(await known(id));
    },
    async refund({ intentId: id, amount, key }) {
      const { status } = await known(id);
      if (status !== "succeeded") throw new Error(`the sandbox can't refund an intent that is ${status}`);
      const room = { $lte: [{ $add: [{ $sum: "$refunds.amount" }, amount] }, "$amount"] };
      await intents.updateOne({ _id: id, "refunds.key": { $ne: key }, $expr: room }, { $push: { refunds: { key, amount } } });
      const kept = await known(id);
      if (!kept.refunds.some((refund) => refund.key === key)) throw new Error(`the sandbox refused to return more than was paid on ${id}`);
      return toIntent(kept);
    },
  };
}

const RESULTS = {
  succeeded: { $set: { status: "succeeded", unnoticed: true }, $unset: { outcome: "", dueAt: "", problem: "" } },
  requires_action: { $set: { status: "requires_action", unnoticed: true }, $unset: { outcome: "", dueAt: "", problem: "" } },
  declined: {
    $set: { status: "requires_payment_method", unnoticed: true, problem: "The card was declined; try another" },
    $unset: { outcome: "", dueAt: "" },
  },
} as const;

function trying(intents: SandboxIntents, clock: Clock): Pick<Sandbox, "submit" | "approve" | "settleDue"> {
  const begin = async (clientSecret: string, from: SandboxIntent["status"], set: Pick<SandboxIntent, "outcome" | "dueAt">) => {
    const begun = await intents.updateOne({ clientSecret, status: from }, { $set: { status: "processing", ...set } });
    if (begun.matchedCount > 0) return;
    const kept = await intents.findOne({ clientSecret });
    if (!kept) throw new Refusal("not_found", "There is no such payment");
    throw new Refusal("wrong_state", `This payment is ${kept.status}`);
  };
  return {
    async submit({ clientSecret, card, delaySeconds = 0 }) {
      const dueAt = new Date((await clock()).getTime() + delaySeconds * 1000);
      await begin(clientSecret, "requires_payment_method", { outcome: outcomeOf(card), dueAt });
    },
    async approve({ clientSecret, approve }) {
      await begin(clientSecret, "requires_action", { outcome: approve ? "succeeded" : "declined", dueAt: await clock() });
    },
    async settleDue(notice) {
      const now = await clock();
      for await (const { _id, outcome } of intents.find({ status: "processing", dueAt: { $lte: now } })) {
        await intents.updateOne({ _id, status: "processing" }, RESULTS[outcome!]);
      }
      const failures: unknown[] = [];
      for await (const { _id, status } of intents.find({ unnoticed: true })) {
        try {
          await notice(_id);
          await intents.updateOne({ _id, status }, { $unset: { unnoticed: "" } });
        } catch (error) {
          failures.push(error); // one notice that is not taken must not hold up the others; it comes again
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} payment notices were not taken`);
    },
  };
}
