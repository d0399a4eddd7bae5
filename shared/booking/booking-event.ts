import type { EventType } from "../contract/events.ts";
import type { StoredBooking, StoredMonth } from "../store/documents.ts";
import { record } from "../store/events.ts";
import type { Transaction } from "../store/transact.ts";
import { acting, type By } from "./context.ts";

/** Writes down what happened to a booking, with the months that changed with it. */
export async function recordBooking(
  tx: Transaction,
  type: EventType,
  by: By,
  booking: StoredBooking,
  { months = [], data = {} }: { months?: StoredMonth[]; data?: Record<string, unknown> } = {},
): Promise<void> {
  const { _id, propertyId, hostId, guestId } = booking;
  await record(tx, { type, actor: acting(by.actor, by.role), propertyId, hostId, guestId, bookingId: _id, months, booking, data });
}
