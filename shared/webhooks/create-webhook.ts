import { Refusal } from "../contract/errors.ts";
import { MOST_WEBHOOKS, type NewWebhook } from "../contract/webhook.ts";
import { refuseAddress } from "../outbound/refuse-address.ts";
import { newId } from "../store/ids.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import type { StoredWebhook } from "../store/webhook-documents.ts";
import { type Host, newSecret, recordWebhook } from "./own.ts";

/** @throws Refusal `invalid_input` where it could never be called, `wrong_state` where there are as many as may be */
export async function createWebhook(context: TransactionContext, host: Host, { url, types }: NewWebhook, allow: readonly string[]): Promise<StoredWebhook> {
  refuseAddress(url, allow);
  return transact(context, async (tx) => {
    const { store, session, now } = tx;
    if ((await store.webhooks.countDocuments({ hostId: host.id }).session(session)) >= MOST_WEBHOOKS) {
      throw new Refusal("wrong_state", `You have ${MOST_WEBHOOKS} webhooks, which is as many as there may be; delete one first`);
    }
    const made: StoredWebhook = { _id: newId(), hostId: host.id, url, ...(types && { types }), secret: newSecret(), enabled: true, createdAt: now, at: now };
    await store.webhooks.create([made], { session });
    await recordWebhook(tx, "webhook.created", host, made);
    return made;
  }, `webhooks of ${host.id}`);
}
