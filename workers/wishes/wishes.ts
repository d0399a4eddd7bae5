/** Wishes for nights: when nights of a property may have freed, whoever waits for them is told. */
import type { EventType } from "../../shared/contract/events.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { StoredEvent } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { tellOfFreed } from "../../shared/wishes/tell.ts";
import type { JobKind } from "../jobs/agenda.ts";
import type { Follower } from "../jobs/follow.ts";
import { addJobs } from "../jobs/queue.ts";

/** After these nights can be held that could not be before; or somebody waits whose nights freed while they were asking. */
const MAY_FREE = [
  "booking.released", "booking.expired", "booking.cancelled", "booking.declined", "booking.withdrawn", "booking.no_show", "booking.checked_in",
  "booking.changed", "booking.change_requested", "booking.change_offered", "booking.change_declined", "booking.change_dropped",
  "nights.unblocked", "nights.priced", "calendar.imported", "calendar.changed", "calendar.removed", "property.listed", "property.changed", "property.extended",
  "wish.made", "wish.dropped",
] as const satisfies EventType[];

export function wishesFollower(store: Store): Follower {
  return {
    name: "wishes",
    types: [...MAY_FREE, "user.restored", "user.role_changed"],
    async take(events) {
      const latest = new Map<Id, StoredEvent>();
      for (const event of events) for (const propertyId of await propertiesOf(store, event)) latest.set(propertyId, event);
      const waitedFor: Id[] = await store.wishes.distinct("propertyId", { propertyId: { $in: [...latest.keys()] }, status: "open" });
      await addJobs(store, waitedFor.map((propertyId) => {
        const { _id, at } = latest.get(propertyId)!;
        return { name: "wishes", data: { key: `${propertyId}:${_id}`, at, propertyId } };
      }));
    },
  };
}

/** Who was locked out was passed over wherever they wait. */
async function propertiesOf(store: Store, { propertyId, userId }: StoredEvent): Promise<Id[]> {
  if (propertyId) return [propertyId];
  return userId ? store.wishes.distinct("propertyId", { userId, status: "open" }) : [];
}

export function wishesKind(context: TransactionContext): JobKind {
  return {
    name: "wishes",
    atOnce: 4,
    pauses: [1, 10, 60, 600, 3600],
    run: ({ propertyId }) => tellOfFreed(context, propertyId!),
  };
}
