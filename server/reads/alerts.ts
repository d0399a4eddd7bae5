import { ALERT_TYPES, type Alert } from "../../shared/contract/events.ts";
import type { Id } from "../../shared/contract/ids.ts";
import { readAmong } from "../../shared/store/alert-reads.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { alertOf } from "../../shared/views/event.ts";
import { eventsSince } from "../../shared/feed/since.ts";

const MOST = 50;

export async function alertsSince(context: TransactionContext, hostId: Id, cursor: string | undefined): Promise<{ alerts: Alert[]; cursor: string; more: boolean }> {
  const since = await eventsSince(context, { hostId, type: { $in: [...ALERT_TYPES] } }, cursor, MOST);
  const read = await readAmong(context.store, since.events.map(({ _id }) => _id));
  const alerts = since.events.flatMap((event) => alertOf(event, read.has(event._id)) ?? []);
  return { alerts, cursor: since.cursor, more: since.more };
}
