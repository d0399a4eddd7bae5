import type { Id } from "../contract/ids.ts";
import { ROTATION_HOURS } from "../contract/webhook.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import type { StoredWebhook } from "../store/webhook-documents.ts";
import { type Host, newSecret, readOwnWebhook, recordWebhook, writeWebhook } from "./own.ts";

/** Messages are signed with both for a day, so that who checks them can change over in between. @throws Refusal `not_found` */
export async function rotateWebhook(context: TransactionContext, host: Host, { id }: { id: Id }): Promise<StoredWebhook> {
  return transact(context, async (tx) => {
    const { secret } = await readOwnWebhook(tx, id, host.id);
    const until = new Date(tx.now.getTime() + ROTATION_HOURS * 3_600_000);
    const rotated = await writeWebhook(tx, id, { secret: newSecret(), previous: { secret, until } });
    await recordWebhook(tx, "webhook.rotated", host, rotated);
    return rotated;
  });
}
