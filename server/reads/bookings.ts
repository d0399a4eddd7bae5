import type { BookingView } from "../../shared/contract/booking.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { readProperty } from "../../shared/store/properties.ts";
import { bookingView } from "../../shared/views/booking.ts";
import { after, LATEST_FIRST, page, type PageRequest } from "./paging.ts";

/** A booking for its guest: how to arrive joins it. */
export async function withArrival(store: Store, booking: StoredBooking): Promise<BookingView> {
  return bookingView(booking, await readProperty({ store }, booking.propertyId));
}

export async function guestBookings(store: Store, guestId: Id, { limit, cursor }: PageRequest) {
  const found = await store.bookings.find({ guestId, ...after(cursor) }).sort(LATEST_FIRST).limit(limit + 1).lean();
  const properties = await store.properties.find({ _id: { $in: found.map(({ propertyId }) => propertyId) } }).lean();
  const byId = new Map(properties.map((property) => [property._id, property]));
  return page(found, limit, (booking) => bookingView(booking, byId.get(booking.propertyId)));
}

export async function hostBookings(store: Store, hostId: Id, { limit, cursor }: PageRequest) {
  const found = await store.bookings.find({ hostId, ...after(cursor) }).sort(LATEST_FIRST).limit(limit + 1).lean();
  const names = await namesOf(store, found.map(({ guestId }) => guestId));
  return page(found, limit, (booking) => ({ ...bookingView(booking), guestName: names.get(booking.guestId) ?? "" }));
}

/** Names live with the person alone: whoever may see them joins them. */
export async function namesOf(store: Store, ids: Id[]): Promise<Map<Id, string>> {
  const users = await store.users.find({ _id: { $in: ids } }, { name: 1 }).lean();
  return new Map(users.map(({ _id, name }) => [_id, name]));
}
