/**
 * A provider for a machine without keys. It behaves like one outside: results come later and as notices, they may come
 * after the hold has ended, and what it keeps is its own and survives the process.
 */
import { Refusal } from "../../contract/errors.ts";
import type { Store } from "../../store/open.ts";
import type { Clock } from "../../store/transact.ts";
import type { Intent, Payments } from "../payments.ts";
import { disputedAlready, moreThanLeft, nothingTaken } from "../refund-refusals.ts";
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
  const known = async (id: string): Promise<SandboxIntent> => {
    const kept = await intents.findOne({ _id: id });
    if (!kept) throw new Refusal("not_found", `The sandbox has no intent ${id}`);
    return current(kept);
  };
  /** An authorisation ends by the clock, whether anything ran or not. */
  const current = async (kept: SandboxIntent): Promise<SandboxIntent> => {
    if (kept.status !== "requires_capture" || kept.authorisedUntil! > (await clock())) return kept;
    const { _id } = kept;
    const lapsed = await intents.findOneAndUpdate({ _id, status: "requires_capture" }, { $set: { status: "canceled", unnoticed: true } }, { returnDocument: "after" });
    return lapsed ?? known(_id);
  };
  return {
    async createIntent({ bookingId, attempt, ...asked }) {
      const _id = intentId(bookingId, attempt);
      const made = { clientSecret: newClientSecret(_id), createdAt: await clock(), bookingId, attempt, ...asked, status: "requires_payment_method" as const, refunds: [] };
      await intents.updateOne({ _id }, { $setOnInsert: made }, { upsert: true });
      return toIntent(await known(_id));
    },
    async intent(id) {
      return toIntent(await known(id));
    },
    async *intentsSince(since) {
      for await (const kept of intents.find({ createdAt: { $gte: since } }).sort({ createdAt: 1 })) yield toIntent(await current(kept));
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
      const room = { $lte: [{ $add: [{ $sum: "$refunds.amount" }, amount] }, "$amount"] };
      const refundable = { _id: id, status: "succeeded" as const, disputed: { $ne: true as const }, "refunds.key": { $ne: key }, $expr: room };
      await intents.updateOne(refundable, { $push: { refunds: { key, amount } }, $set: { unnoticed: true } });
      const kept = await known(id);
      if (!kept.refunds.some((refund) => refund.key === key)) throw refusedRefund(toIntent(kept));
      return toIntent(kept);
    },
  };
}

function refusedRefund(intent: Intent): Refusal {
  if (intent.status !== "succeeded") return nothingTaken();
  return intent.disputed ? disputedAlready() : moreThanLeft(intent);
}
