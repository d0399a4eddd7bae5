import { permissions } from "../../shared/contract/permissions.ts";
import { guestRoom } from "../../shared/feed/rooms.ts";
import { readOwnBooking } from "../../shared/booking/own.ts";
import type { Store } from "../../shared/store/open.ts";
import { actorOf } from "../auth/actor.ts";
import { guestBookings, withArrival } from "../reads/bookings.ts";
import type { Door } from "./namespace.ts";

/** How many of a guest's latest bookings the list gives. */
const MOST_LISTED = 100;

export function bookingsDoor(store: Store): Door<"/bookings"> {
  return {
    enter: (socket) => socket.join(guestRoom(socket.data.person!.id)),
    handlers: {
      async list(socket) {
        const { items } = await guestBookings(store, socket.data.person!.id, { limit: MOST_LISTED });
        return { bookings: items };
      },
      async watch(socket, { bookingId }) {
        const { booking } = await readOwnBooking({ store }, actorOf(socket.data.person!), bookingId, permissions["/bookings watch"]);
        return { booking: await withArrival(store, booking) };
      },
    },
  };
}
