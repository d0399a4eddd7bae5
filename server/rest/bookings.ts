import { cancel, cancellation } from "../../shared/booking/cancel.ts";
import { hold } from "../../shared/booking/hold.ts";
import { readOwnBooking } from "../../shared/booking/own.ts";
import { pay } from "../../shared/booking/pay.ts";
import { release } from "../../shared/booking/release.ts";
import { bookingView } from "../../shared/views/booking.ts";
import { guestBookings, withArrival } from "../reads/bookings.ts";
import type { Handlers } from "./bind.ts";

export const bookingHandlers: Handlers<"hold" | "release" | "bookings" | "booking" | "pay" | "cancellation" | "cancel"> = {
  hold: async ({ input, actor, context }) => bookingView(await hold(context, actor, input.body)),
  release: async ({ input, actor, context }) => bookingView(await release(context, actor, input.params)),
  bookings: ({ input, actor, context }) => guestBookings(context.store, actor.id, input.query),
  async booking({ input, actor, context }) {
    const { booking, side } = await readOwnBooking(context, actor, input.params.id, ["guest", "host"]);
    return side === "guest" ? withArrival(context.store, booking) : bookingView(booking);
  },
  async pay({ input, actor, context }) {
    const { clientSecret, amount, currency } = await pay(context, actor, input.params);
    return { provider: context.payments.provider, clientSecret, amount, currency };
  },
  cancellation: ({ input, actor, context }) => cancellation(context, actor, input.params),
  cancel: async ({ input, actor, context }) => bookingView(await cancel(context, actor, { ...input.params, ...input.body })),
};
