import type { Activity } from "../../shared/contract/events.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { ActivityFilter } from "../../shared/contract/activity-filter.ts";
import type { Store } from "../../shared/store/open.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { activityOf } from "../../shared/views/event.ts";
import { after, LATEST_FIRST, page, type PageRequest } from "./paging.ts";
import { eventsSince } from "../../shared/feed/since.ts";

const MOST = 100;

function toQuery({ types, propertyId, bookingId, personId }: ActivityFilter): object {
  return {
    ...(types && { type: { $in: types } }),
    ...(propertyId && { propertyId }),
    ...(bookingId && { bookingId }),
    ...(personId && { $or: [{ guestId: personId }, { hostId: personId }, { userId: personId }, { "actor.id": personId }] }),
  };
}

export async function activitySince(context: TransactionContext, filter: ActivityFilter, cursor: string | undefined): Promise<{ activity: Activity[]; cursor: string; more: boolean }> {
  const since = await eventsSince(context, toQuery(filter), cursor, MOST);
  const { events, cursor: next, more } = since;
  return { activity: events.map(activityOf), cursor: next, more };
}

export async function findActivity(store: Store, filter: ActivityFilter, { limit, cursor }: PageRequest) {
  const found = await store.events.find({ $and: [toQuery(filter), after(cursor)] }, { months: 0 }).sort(LATEST_FIRST).limit(limit + 1).lean();
  return page(found, limit, activityOf);
}

/** A booking's events, first to last. */
export async function historyOf(store: Store, bookingId: Id): Promise<Activity[]> {
  return (await store.events.find({ bookingId }, { months: 0 }).sort({ at: 1, _id: 1 }).lean()).map(activityOf);
}
