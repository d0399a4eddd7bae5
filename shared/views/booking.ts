import type { BookingView } from "../contract/booking.ts";
import type { StoredBooking, StoredProperty } from "../store/documents.ts";

/**
 * A booking as its guest and its host see it.
 *
 * @param property passed where the reader may know the address; it is shown while the booking is confirmed
 */
export function bookingView(booking: StoredBooking, property?: Pick<StoredProperty, "address" | "arrivalNotes">): BookingView {
  const { property: held, policy, payment } = booking;
  const arrives = booking.status === "confirmed" || booking.status === "checked_in";
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
    quote: booking.quote,
    policy: { name: policy.name, steps: policy.steps.map(({ until, refund }) => ({ ...(until && { until: until.toISOString() }), refund })) },
    payment: {
      status: payment.status,
      captured: payment.captured,
      refunded: payment.refunded,
      ...(payment.problem && { problem: payment.problem }),
    },
    ...(booking.cancelledBy && { cancelledBy: booking.cancelledBy }),
    ...(arrives && property && { arrival: { address: property.address, notes: property.arrivalNotes } }),
    createdAt: booking.createdAt.toISOString(),
    at: booking.at.toISOString(),
  };
}
