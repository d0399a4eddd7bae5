import { randomBytes } from "node:crypto";
import { Refusal } from "../contract/errors.ts";
import type { EventType } from "../contract/events.ts";
import type { Id } from "../contract/ids.ts";
import { record } from "../store/events.ts";
import type { Transaction } from "../store/transact.ts";
import type { StoredWebhook } from "../store/webhook-documents.ts";

export interface Host {
  id: Id;
}

type Reader = Pick<Transaction, "store"> & Partial<Transaction>;

/** @throws Refusal `not_found`, also where it is another's */
export async function readOwnWebhook({ store, session }: Reader, id: Id, hostId: Id): Promise<StoredWebhook> {
  const webhook = await store.webhooks.findOne({ _id: id, hostId }, null, { session: session ?? null }).lean();
  if (!webhook) throw new Refusal("not_found", "There is no such webhook of yours");
  return webhook;
}

export async function writeWebhook({ store, session, now }: Transaction, id: Id, set: Partial<StoredWebhook>, unset: (keyof StoredWebhook)[] = []): Promise<StoredWebhook> {
  const change = { $set: { ...set, at: now }, $unset: Object.fromEntries(unset.map((field) => [field, ""])) };
  return store.webhooks.findByIdAndUpdate(id, change, { session, returnDocument: "after" }).orFail().lean();
}

/** Of where it is told only the host's name: the rest of an address may be what lets its caller in. */
export async function recordWebhook(tx: Transaction, type: EventType, by: Host | undefined, { _id, hostId, url }: StoredWebhook, data: Record<string, unknown> = {}): Promise<void> {
  const actor = by ? ({ id: by.id, role: "host" } as const) : ({ role: "system" } as const);
  await record(tx, { type, actor, hostId, userId: hostId, data: { webhookId: _id, calls: new URL(url).host, ...data } });
}

export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;
