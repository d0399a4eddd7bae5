import { trusted } from "mongoose";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { Redelivery } from "../contract/webhook.ts";
import { transact, type Transaction, type TransactionContext } from "../store/transact.ts";
import { type Host, readOwnWebhook, recordWebhook } from "./own.ts";

/**
 * Puts back what was delivered or parked, for as many tries as the first time. What waits is tried now, with all before it.
 *
 * @returns how many @throws Refusal `not_found`, `wrong_state` while the webhook is disabled
 */
export async function redeliver(context: TransactionContext, host: Host, { id, ...which }: Redelivery & { id: Id }): Promise<{ count: number }> {
  return transact(context, async (tx) => {
    const webhook = await readOwnWebhook(tx, id, host.id);
    if (!webhook.enabled) throw new Refusal("wrong_state", "This webhook is disabled; enable it first");
    const count = "parked" in which ? await putBack(tx, { webhookId: id, state: "parked" }) : await again(tx, id, which.deliveryId);
    if (count === 0) return { count };
    await tx.store.webhooks.updateOne({ _id: id }, { $unset: { parkedSince: "" } }, { session: tx.session });
    await recordWebhook(tx, "webhook.redelivered", host, webhook, { count, ...("deliveryId" in which && { deliveryId: which.deliveryId }) });
    return { count };
  });
}

async function again(tx: Transaction, webhookId: Id, deliveryId: string): Promise<number> {
  const { store, session, now } = tx;
  const found = await store.webhookDeliveries.findOne({ _id: deliveryId, webhookId }, null, { session }).lean();
  if (!found) throw new Refusal("not_found", "There is no such delivery of this webhook");
  if (found.state !== "waiting") return putBack(tx, { _id: deliveryId, webhookId });
  const before = { webhookId, lane: found.lane, state: "waiting", order: trusted({ $lte: found.order }) } as const;
  await store.webhookDeliveries.updateMany(before, { $min: { tryAt: now } }, { session });
  return 1;
}

async function putBack({ store, session, now }: Transaction, which: { webhookId: Id; _id?: string; state?: "parked" }): Promise<number> {
  const fresh = { $set: { state: "waiting", tries: 0, tryAt: now, since: now }, $unset: { endedAt: "", busyUntil: "" } } as const;
  return (await store.webhookDeliveries.updateMany(which, fresh, { session })).modifiedCount;
}
