import type { Id } from "../contract/ids.ts";
import type { WebhookChange } from "../contract/webhook.ts";
import { refuseAddress } from "../outbound/refuse-address.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import type { StoredWebhook } from "../store/webhook-documents.ts";
import { type Host, readOwnWebhook, recordWebhook, writeWebhook } from "./own.ts";

/** What waits is parked while it is disabled, and what happens then it is not told of. @throws Refusal `not_found`, `invalid_input` */
export async function changeWebhook(context: TransactionContext, host: Host, { id, url, types, enabled }: WebhookChange & { id: Id }, allow: readonly string[]): Promise<StoredWebhook> {
  if (url !== undefined) refuseAddress(url, allow);
  return transact(context, async (tx) => {
    await readOwnWebhook(tx, id, host.id);
    const set = { ...(url !== undefined && { url }), ...(types && { types }), ...(enabled !== undefined && { enabled }), ...(enabled === false && { disabledBecause: "host" as const }) };
    const changed = await writeWebhook(tx, id, set, [...(types === null ? ["types" as const] : []), ...(enabled ? ["disabledBecause" as const] : [])]);
    const fields = Object.entries({ url, types, enabled }).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    await recordWebhook(tx, "webhook.changed", host, changed, { fields, enabled: changed.enabled });
    return changed;
  });
}
