import type { WishView } from "../contract/wish.ts";
import type { StoredWish } from "../store/wish-documents.ts";

/** As its guest sees it at `now`. */
export function wishView(wish: StoredWish, now: Date): WishView {
  const { _id, propertyId, property, checkIn, checkOut, guests, flexibleDays, status, version, told, endsAt, at } = wish;
  return {
    id: _id, propertyId, property, checkIn, checkOut, guests, flexibleDays,
    status: endsAt <= now ? "ended" : status,
    version,
    ...(told && { told: { ...told, at: told.at.toISOString() } }),
    at: at.toISOString(),
  };
}
