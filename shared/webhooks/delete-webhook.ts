import type { Id } from "../contract/ids.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import { type Host, readOwnWebhook, recordWebhook } from "./own.ts";

/** What was told, and what waits, is taken away by who follows the event: it may be a lot. @throws Refusal `not_found` */
export async function deleteWebhook(context: TransactionContext, host: Host, { id }: { id: Id }): Promise<void> {
  await transact(context, async (tx) => {
    const webhook = await readOwnWebhook(tx, id, host.id);
    await tx.store.webhooks.deleteOne({ _id: id }, { session: tx.session });
    await recordWebhook(tx, "webhook.deleted", host, webhook);
  });
}
