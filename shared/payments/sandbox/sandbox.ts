/**
 * A provider for a machine without keys. It behaves like one outside: results come later and as notices, they may come
 * after the hold has ended, and what it keeps is its own and survives the process.
 */
import { Refusal } from "../../contract/errors.ts";
import type { Store } from "../../store/open.ts";
import type { Clock } from "../../store/transact.ts";
import type { Payments } from "../payments.ts";
import { intentId, newClientSecret, sandboxIntents, toIntent, type SandboxIntent, type SandboxIntents } from "./intents.ts";
import { type Results, trying } from "./results.ts";

export interface Sandbox extends Payments, Results {
  provider: "sandbox";
}

export function createSandbox({ store, clock }: { store: Store; clock: Clock }): Sandbox {
  const intents = sandboxIntents(store);
  return {
    provider: "sandbox",
    ...paying(intents, clock),
    ...trying(intents, clock),
  };
}

/** What can be ended: all that nothing was taken of, but for what is being decided just now. */
const OPEN: SandboxIntent["status"][] = ["requires_payment_method", "requires_action", "requires_capture"];

function paying(intents: SandboxIntents, clock: Clock): Omit<Payments, "provider"> {
  /** An authorisation ends by the clock, whether anything ran or not. */
  const known = async (id: string): Promise<SandboxIntent> => {
    const kept = await intents.findOne({ _id: id });
    if (!kept) throw new Refusal("not_found", `The sandbox has no intent ${id}`);
    if (kept.status !== "requires_capture" || kept.authorisedUntil! > (await clock())) return kept;
    const lapsed = await intents.findOneAndUpdate({ _id: id, status: "requires_capture" }, { $set: { status: "canceled", unnoticed: true } }, { returnDocument: "after" });
    return lapsed ?? known(id);
  };
  return {
    async createIntent({ bookingId, attempt, ...asked }) {
      const _id = intentId(bookingId, attempt);
      const made = { clientSecret: newClientSecret(_id), bookingId, attempt, ...asked, status: "requires_payment_method" as const, refunds: [] };
      await intents.updateOne({ _id }, { $setOnInsert: made }, { upsert: true });
      return toIntent(await known(_id));
    },
    async intent(id) {
      return toIntent(await known(id));
    },
    async capture({ intentId: id }) {
      await intents.updateOne({ _id: id, status: "requires_capture", authorisedUntil: { $gt: await clock() } }, { $set: { status: "succeeded", unnoticed: true } });
      return toIntent(await known(id));
    },
    async cancelIntent(id) {
      await intents.updateOne({ _id: id, status: { $in: OPEN } }, { $set: { status: "canceled", unnoticed: true }, $unset: { problem: "" } });
      return toIntent(await known(id));
    },
    async refund({ intentId: id, amount, key }) {
      const { status } = await known(id);
      if (status !== "succeeded") throw new Error(`the sandbox can't refund an intent that is ${status}`);
      const room = { $lte: [{ $add: [{ $sum: "$refunds.amount" }, amount] }, "$amount"] };
      await intents.updateOne({ _id: id, "refunds.key": { $ne: key }, $expr: room }, { $push: { refunds: { key, amount } }, $set: { unnoticed: true } });
      const kept = await known(id);
      if (!kept.refunds.some((refund) => refund.key === key)) throw new Error(`the sandbox refused to return more than was paid on ${id}`);
      return toIntent(kept);
    },
  };
}
