import type { BookingView } from "../../shared/contract/booking.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { readProperty } from "../../shared/store/properties.ts";
import { bookingView, guestBookingView } from "../../shared/views/booking.ts";
import { escaped } from "./narrow.ts";
import { namesOf } from "./names.ts";
import { after, LATEST_FIRST, page, type PageRequest } from "./paging.ts";

/** A booking for its guest: how to arrive joins it. */
export async function withArrival(store: Store, booking: StoredBooking): Promise<BookingView> {
  return guestBookingView(booking, await readProperty({ store }, booking.propertyId));
}

export async function guestBookings(store: Store, guestId: Id, { limit, cursor }: PageRequest) {
  const found = await store.bookings.find({ guestId, ...after(cursor) }).sort(LATEST_FIRST).limit(limit + 1).lean();
  const properties = await store.properties.find({ _id: { $in: found.map(({ propertyId }) => propertyId) } }).lean();
  const byId = new Map(properties.map((property) => [property._id, property]));
  return page(found, limit, (booking) => guestBookingView(booking, byId.get(booking.propertyId)));
}

export async function hostBookings(store: Store, hostId: Id, { limit, cursor }: PageRequest) {
  const found = await store.bookings.find({ hostId, ...after(cursor) }).sort(LATEST_FIRST).limit(limit + 1).lean();
  const names = await namesOf(store, found.map(({ guestId }) => guestId));
  return page(found, limit, (booking) => ({ ...bookingView(booking), guestName: names.get(booking.guestId) ?? "" }));
}

/** Bookings whose id, guest's address or property's title it is; all where nothing is asked. */
export async function findBookings(store: Store, q: string | undefined, { limit, cursor }: PageRequest) {
  const found = await store.bookings.find({ $and: [await matching(store, q), after(cursor)] }).sort(LATEST_FIRST).limit(limit + 1).lean();
  return page(found, limit, (booking) => bookingView(booking));
}

async function matching(store: Store, q: string | undefined): Promise<object> {
  if (!q) return {};
  const users = await store.users.find({ email: q.toLowerCase() }, { _id: 1 }).lean();
  const title = new RegExp(escaped(q), "i");
  return { $or: [{ _id: q }, { guestId: { $in: users.map(({ _id }) => _id) } }, { "property.title": title }] };
}
