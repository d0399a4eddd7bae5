import type { Month } from "../../shared/contract/dates.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { HostMonth } from "../../shared/contract/month.ts";
import type { Store } from "../../shared/store/open.ts";
import { hostMonth } from "../../shared/views/month.ts";

/** The months, from `from` to `to` with both, of all properties of a host. */
export async function hostCalendar(store: Store, hostId: Id, from: Month, to: Month): Promise<{ propertyId: Id; title: string; months: HostMonth[] }[]> {
  const properties = await store.properties.find({ hostId }, { title: 1 }).sort({ title: 1, _id: 1 }).lean();
  const months = await store.months.find({ hostId, month: { $gte: from, $lte: to } }).sort({ _id: 1 }).lean();
  return properties.map(({ _id, title }) => ({
    propertyId: _id,
    title,
    months: months.filter(({ propertyId }) => propertyId === _id).map(hostMonth),
  }));
}
