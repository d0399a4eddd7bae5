/** What ends without having been told. */
import { trusted } from "mongoose";
import type { Id } from "../contract/ids.ts";
import { transact, type Transaction, type TransactionContext } from "../store/transact.ts";
import type { StoredAttempt, StoredWebhookDelivery } from "../store/webhook-documents.ts";
import { recordWebhook, writeWebhook } from "./own.ts";

/** How many attempts of a delivery are kept. */
export const KEPT_ATTEMPTS = 10;

type Tried = Pick<StoredWebhookDelivery, "_id" | "webhookId" | "type" | "tries">;

/** Parks one after its last try. Of several in a row the first is told. */
export async function park(context: TransactionContext, tried: Tried, attempt: StoredAttempt): Promise<void> {
  await transact(context, (tx) => parkOne(tx, tried, attempt));
}

/** Nobody is there any more, it answered: it is told nothing until its host says so. */
export async function disableGone(context: TransactionContext, tried: Tried, attempt: StoredAttempt): Promise<void> {
  await transact(context, async (tx) => {
    await parkOne(tx, tried, attempt);
    const webhook = await tx.store.webhooks.findOne({ _id: tried.webhookId, enabled: true }, null, { session: tx.session }).lean();
    if (!webhook) return;
    const changed = await writeWebhook(tx, webhook._id, { enabled: false, disabledBecause: "gone" });
    await recordWebhook(tx, "webhook.changed", undefined, changed, { fields: ["enabled"], enabled: false, because: "gone" });
  });
}

/** Who may not see bookings any more is not told of them by another way. They enable theirs again when they may. */
export async function disableLockedOut(context: TransactionContext, hostId: Id): Promise<void> {
  await transact(context, async (tx) => {
    const { store, session } = tx;
    const host = await store.users.findById(hostId, { roles: 1, suspended: 1 }, { session }).lean();
    if (host && !host.suspended && host.roles.includes("host")) return;
    for (const webhook of await store.webhooks.find({ hostId, enabled: true }, null, { session }).lean()) {
      const changed = await writeWebhook(tx, webhook._id, { enabled: false, disabledBecause: "suspended" });
      await recordWebhook(tx, "webhook.changed", undefined, changed, { fields: ["enabled"], enabled: false, because: "suspended" });
    }
  });
}

async function parkOne(tx: Transaction, { _id, webhookId, type, tries }: Tried, attempt: StoredAttempt): Promise<void> {
  const { store, session, now } = tx;
  const parked = { $set: { state: "parked", endedAt: now }, $unset: { busyUntil: "" }, $push: { attempts: { $each: [attempt], $slice: -KEPT_ATTEMPTS } } } as const;
  const { modifiedCount } = await store.webhookDeliveries.updateOne({ _id, state: "waiting", tries }, parked, { session });
  if (modifiedCount === 0) return; // somebody else knows better
  const first = await store.webhooks.findOne({ _id: webhookId, parkedSince: trusted({ $exists: false }) }, null, { session }).lean();
  if (!first) return;
  await store.webhooks.updateOne({ _id: webhookId }, { $set: { parkedSince: now } }, { session });
  await recordWebhook(tx, "webhook.parked", undefined, first, { deliveryId: _id, type, tries, ...(attempt.status && { status: attempt.status }) });
}

/** Parks what waits for a webhook that is disabled. */
export async function parkWaiting({ store, clock }: TransactionContext, webhookId: Id): Promise<void> {
  await store.webhookDeliveries.updateMany({ webhookId, state: "waiting" }, { $set: { state: "parked", endedAt: await clock() }, $unset: { busyUntil: "" } });
}
