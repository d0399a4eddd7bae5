import type { BookingView } from "../contract/booking.ts";
import type { StoredBooking, StoredProperty } from "../store/documents.ts";

/** A booking as its guest sees it: with why a payment failed, and, while it is confirmed, how to arrive. */
export function guestBookingView(booking: StoredBooking, property: Pick<StoredProperty, "address" | "arrivalNotes"> | undefined): BookingView {
  const view = bookingView(booking);
  const { problem } = booking.payment;
  const arrives = booking.status === "confirmed" || booking.status === "checked_in";
  return {
    ...view,
    payment: { ...view.payment, ...(problem && { problem }) },
    ...(arrives && property && { arrival: { address: property.address, notes: property.arrivalNotes } }),
  };
}

/** A booking as its host and support see it. */
export function bookingView(booking: StoredBooking): BookingView {
  const { property: held, policy, payment } = booking;
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
    ...(booking.requestUntil && booking.status === "requested" && { requestUntil: booking.requestUntil.toISOString() }),
    quote: booking.quote,
    policy: { name: policy.name, steps: policy.steps.map(({ until, refund }) => ({ ...(until && { until: until.toISOString() }), refund })) },
    payment: { status: payment.status, captured: payment.captured, refunded: payment.refunded },
    ...(booking.cancelledBy && { cancelledBy: booking.cancelledBy }),
    createdAt: booking.createdAt.toISOString(),
    at: booking.at.toISOString(),
  };
}
