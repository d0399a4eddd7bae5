import type { EventType } from "../contract/events.ts";
import type { StoredBooking, StoredMonth } from "../store/documents.ts";
import { record } from "../store/events.ts";
import type { Transaction } from "../store/transact.ts";
import { acting, type Actor } from "./context.ts";
import type { ActorRole } from "../contract/events.ts";

/** Writes down what happened to a booking, with the months that changed with it. */
export async function recordBooking(
  tx: Transaction,
  type: EventType,
  by: { actor: Actor; role: ActorRole },
  booking: StoredBooking,
  { months, data = {} }: { months?: StoredMonth[]; data?: Record<string, unknown> } = {},
): Promise<void> {
  await record(tx, {
    type,
    actor: acting(by.actor, by.role),
    propertyId: booking.propertyId,
    hostId: booking.hostId,
    guestId: booking.guestId,
    bookingId: booking._id,
    ...(months && months.length > 0 && { months }),
    booking,
    data,
  });
}
