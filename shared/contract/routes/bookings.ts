import { z } from "zod";
import { BookingView, Cancellation, DatesChange, DatesOffer, DatesQuery, NewHold, PaymentIntent } from "../booking.ts";
import { listOf, Paging } from "../ids.ts";
import { Total } from "../money.ts";
import { Receipt } from "../receipt.ts";
import { byId, type Route } from "./route.ts";

export const bookingRoutes = {
  hold: { method: "post", path: "/holds", status: 201, summary: "Hold a stay", body: NewHold, answer: BookingView, idempotent: true },
  release: { method: "delete", path: "/holds/:id", status: 200, summary: "Release a hold", params: byId, answer: BookingView },
  bookings: {
    method: "get", path: "/bookings", status: 200, summary: "My stays, latest change first",
    query: z.strictObject(Paging), answer: listOf(BookingView).meta({ id: "Bookings" }),
  },
  booking: { method: "get", path: "/bookings/:id", status: 200, summary: "One booking, to its guest and its host", params: byId, answer: BookingView },
  pay: {
    method: "post", path: "/bookings/:id/payment", status: 200,
    summary: "Begin to pay a hold, or a change of dates; asked again, the same live intent", params: byId, answer: PaymentIntent, idempotent: true,
  },
  withdraw: { method: "post", path: "/bookings/:id/withdraw", status: 200, summary: "Take a request back, also one for other dates, or drop a change that is not paid", params: byId, answer: BookingView, idempotent: true },
  accept: { method: "post", path: "/bookings/:id/accept", status: 200, summary: "Accept a request: the nights are the guest's and the money is taken; or one for other dates", params: byId, answer: BookingView, idempotent: true },
  decline: { method: "post", path: "/bookings/:id/decline", status: 200, summary: "Decline a request: the nights are free and nothing is charged; or one for other dates", params: byId, answer: BookingView, idempotent: true },
  checkIn: { method: "post", path: "/bookings/:id/check-in", status: 200, summary: "The guest has arrived", params: byId, answer: BookingView, idempotent: true },
  noShow: { method: "post", path: "/bookings/:id/no-show", status: 200, summary: "Nobody came: the nights are free again", params: byId, answer: BookingView, idempotent: true },
  cancellation: {
    method: "get", path: "/bookings/:id/cancellation", status: 200, summary: "What cancelling now would return",
    params: byId, answer: Cancellation,
  },
  cancel: {
    method: "post", path: "/bookings/:id/cancel", status: 200,
    summary: "Cancel a confirmed booking, by its guest (refund by policy) or its host (whole refund)",
    params: byId, body: z.strictObject({ expectedRefund: Total.optional() }), answer: BookingView, idempotent: true,
  },
  dates: {
    method: "get", path: "/bookings/:id/dates", status: 200, summary: "What other dates or guests would cost; refused where they can't be had",
    params: byId, query: DatesQuery, answer: DatesOffer,
  },
  changeDates: {
    method: "post", path: "/bookings/:id/dates", status: 200,
    summary: "Change dates or guests: at once where it costs nothing more; else what is added is held as `change` until it is paid. On request the host decides first",
    params: byId, body: DatesChange, answer: BookingView, idempotent: true,
  },
  receipt: { method: "get", path: "/bookings/:id/receipt", status: 200, summary: "What was paid and what came back", params: byId, answer: Receipt },
} as const satisfies Record<string, Route>;
