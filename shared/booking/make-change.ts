/** How a change of dates ends: it is made, or it is dropped. */
import { instantAt, type Stay } from "../contract/dates.ts";
import type { Intent } from "../payments/payments.ts";
import { type BookingChange, changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import type { StoredChange } from "../store/money-documents.ts";
import type { Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import { returnable, withAbandoned, withCharge, withRefund } from "./charges.ts";
import type { By } from "./context.ts";
import { arrivalAt } from "./deadline.ts";
import { freeBeside, moveStay } from "./free.ts";

/**
 * Gives a booking its other nights in place of its own, and makes due what comes back.
 *
 * @param paid what paid the difference, where there was one
 * @throws Refusal `nights_taken` where others have them
 */
export async function makeChange(
  tx: Transaction,
  booking: StoredBooking,
  change: Omit<StoredChange, "awaits" | "until" | "attempt">,
  by: By,
  paid?: Intent,
): Promise<StoredBooking> {
  const { checkIn, checkOut, guests, quote, prices, policy, difference, kept } = change;
  const { checkOutUntil, timeZone } = booking.property;
  const months = await moveStay(tx, booking, change);
  // Asked of a host, it may be made when support has returned more meanwhile.
  const back = Math.min(-difference, returnable(booking.payment));
  const payment = paid ? withCharge(booking.payment, paid) : withRefund(withoutChange(booking).payment, back);
  const endsAt = instantAt(checkOut, checkOutUntil, timeZone);
  const changed = await changeBooking(tx, booking, { checkIn, checkOut, guests, endsAt, quote, prices, policy, payment, change: undefined });
  const before = { checkIn: booking.checkIn, checkOut: booking.checkOut, guests: booking.guests, total: booking.quote.total };
  await recordBooking(tx, "booking.changed", by, changed, { months, data: { before, difference, kept } });
  return changed;
}

/** So long a change waits, but never longer than until the guest arrives, on either date that is still to come. */
export function changeUntil(booking: StoredBooking, { checkIn }: Stay, now: Date, milliseconds: number): Date {
  const arrivals = [arrivalAt(booking), arrivalAt(booking, checkIn)].filter((arrival) => arrival > now);
  return new Date(Math.min(now.getTime() + milliseconds, ...arrivals.map((arrival) => arrival.getTime())));
}

/** A booking without the change it was to have: what pays it shall not be paid any more. */
export function withoutChange({ change, payment }: StoredBooking): Pick<StoredBooking, "payment"> & BookingChange {
  return { change: undefined, payment: withAbandoned(payment, change?.intentId) };
}

/** The booking stays as it is, and what was held for the change is free. */
export async function dropChange(tx: Transaction, booking: StoredBooking, type: "booking.change_declined" | "booking.change_dropped", by: By): Promise<StoredBooking> {
  const months = await freeBeside(tx, booking);
  const dropped = await changeBooking(tx, booking, withoutChange(booking));
  await recordBooking(tx, type, by, dropped, { months });
  return dropped;
}
