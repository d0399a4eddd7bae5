/** Whether what was acknowledged is stored. */
import type { StoredEvent } from "../../../shared/store/documents.ts";
import type { Store } from "../../../shared/store/open.ts";
import type { Done } from "./load.ts";

/** @returns what is missing, in words. @param since the database's clock before the first of it */
export async function lostOf(store: Store, { changes, holds }: Done, since: Date): Promise<string[]> {
  const events = await store.events
    .find({ type: "nights.priced", at: { $gte: since } }, { "data.price": 1, "months._id": 1, "months.version": 1 })
    .lean<Pick<StoredEvent, "data" | "months">[]>();
  const stored = new Set(events.flatMap(({ data, months = [] }) => months.map(({ _id, version }) => `${_id} ${version} ${String(data["price"])}`)));
  const lost = changes.map(({ month, version, price }) => `${month} ${version} ${price}`).filter((change) => !stored.has(change));
  const months = new Map((await store.months.find({ _id: { $in: [...new Set(changes.map(({ month }) => month))] } }, { version: 1 }).lean()).map(({ _id, version }) => [_id, version]));
  const undone = changes.filter(({ month, version }) => (months.get(month) ?? 0) < version).map(({ month, version }) => `${month} is before ${version}`);
  const bookings = new Set((await store.bookings.find({ _id: { $in: holds } }, { _id: 1 }).lean()).map(({ _id }) => _id));
  return [...lost, ...undone, ...holds.filter((id) => !bookings.has(id)).map((id) => `hold ${id}`)];
}
