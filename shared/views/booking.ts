import type { CancellationPolicy } from "../contract/policy.ts";
import type { BookingView, PendingChange } from "../contract/booking.ts";
import type { StoredBooking, StoredProperty } from "../store/documents.ts";
import type { StoredChange, StoredPolicy } from "../store/money-documents.ts";

/** A booking as its guest sees it: with why a payment failed, and, while it is confirmed, how to arrive. */
export function guestBookingView(booking: StoredBooking, property: Pick<StoredProperty, "address" | "arrivalNotes"> | undefined): BookingView {
  const view = bookingView(booking);
  const { problem } = booking.payment;
  const arrives = booking.status === "confirmed" || booking.status === "checked_in";
  return {
    ...view,
    ...(view.change && { change: { ...view.change, ...(booking.change?.problem && { problem: booking.change.problem }) } }),
    payment: { ...view.payment, ...(problem && { problem }) },
    ...(arrives && property && { arrival: { address: property.address, notes: property.arrivalNotes } }),
  };
}

/** A host is asked, or was and did not answer. */
const ASKED = new Set<StoredBooking["status"]>(["requested", "expired"]);

/** A booking as its host and support see it. */
export function bookingView(booking: StoredBooking): BookingView {
  const { property: held, policy, payment, change } = booking;
  return {
    id: booking._id,
    propertyId: booking.propertyId,
    propertyTitle: held.title,
    city: held.city,
    timeZone: held.timeZone,
    guestId: booking.guestId,
    hostId: booking.hostId,
    status: booking.status,
    version: booking.version,
    checkIn: booking.checkIn,
    checkOut: booking.checkOut,
    checkInFrom: held.checkInFrom,
    checkOutUntil: held.checkOutUntil,
    guests: booking.guests,
    ...(booking.holdUntil && booking.status === "held" && { holdUntil: booking.holdUntil.toISOString() }),
    onRequest: booking.onRequest === true,
    ...(booking.requestUntil && ASKED.has(booking.status) && { requestUntil: booking.requestUntil.toISOString() }),
    quote: booking.quote,
    policy: policyView(policy),
    payment: { status: payment.status, captured: payment.captured, refunded: payment.refunded, refundDue: payment.refundDue },
    ...(change && !change.lapsed && { change: changeView(change) }),
    ...(booking.cancelledBy && { cancelledBy: booking.cancelledBy }),
    createdAt: booking.createdAt.toISOString(),
    at: booking.at.toISOString(),
  };
}

export function policyView({ name, steps }: StoredPolicy): CancellationPolicy {
  return { name, steps: steps.map(({ until, refund }) => ({ ...(until && { until: until.toISOString() }), refund })) };
}

function changeView({ checkIn, checkOut, guests, quote, difference, awaits, until }: StoredChange): PendingChange {
  return { checkIn, checkOut, guests, quote, difference, awaits, until: until.toISOString() };
}
