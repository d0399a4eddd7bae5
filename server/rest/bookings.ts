import { accept } from "../../shared/booking/accept.ts";
import { cancel, cancellation } from "../../shared/booking/cancel.ts";
import { changeDates, datesOffer } from "../../shared/booking/change-dates.ts";
import { checkIn } from "../../shared/booking/check-in.ts";
import { decline, withdraw } from "../../shared/booking/end-request.ts";
import { hold } from "../../shared/booking/hold.ts";
import { noShow } from "../../shared/booking/no-show.ts";
import { readOwnBooking } from "../../shared/booking/own.ts";
import { pay } from "../../shared/booking/pay.ts";
import { release } from "../../shared/booking/release.ts";
import { permissions } from "../../shared/contract/permissions.ts";
import { bookingView, policyView } from "../../shared/views/booking.ts";
import { guestBookings, withArrival } from "../reads/bookings.ts";
import { receiptOf } from "../reads/receipt.ts";
import type { Handlers } from "./bind.ts";

export const bookingHandlers: Handlers<"hold" | "release" | "withdraw" | "accept" | "decline" | "checkIn" | "noShow" | "bookings" | "booking" | "pay" | "cancellation" | "cancel" | "dates" | "changeDates" | "receipt"> = {
  hold: async ({ input, actor, context }) => bookingView(await hold(context, actor, input.body)),
  release: async ({ input, actor, context }) => bookingView(await release(context, actor, input.params)),
  bookings: ({ input, actor, context }) => guestBookings(context.store, actor.id, input.query),
  async booking({ input, actor, context }) {
    const { booking, side } = await readOwnBooking(context, actor, input.params.id, permissions.booking);
    return side === "guest" ? withArrival(context.store, booking) : bookingView(booking);
  },
  async pay({ input, actor, context }) {
    const { clientSecret, amount, currency } = await pay(context, actor, input.params);
    const { provider, publishableKey } = context.payments;
    return { provider, ...(publishableKey !== undefined && { publishableKey }), clientSecret, amount, currency };
  },
  withdraw: async ({ input, actor, context }) => withArrival(context.store, await withdraw(context, actor, input.params)),
  accept: async ({ input, actor, context }) => bookingView(await accept(context, actor, input.params)),
  decline: async ({ input, actor, context }) => bookingView(await decline(context, actor, input.params)),
  checkIn: async ({ input, actor, context }) => bookingView(await checkIn(context, actor, input.params)),
  noShow: async ({ input, actor, context }) => bookingView(await noShow(context, actor, input.params)),
  cancellation: ({ input, actor, context }) => cancellation(context, actor, input.params),
  cancel: async ({ input, actor, context }) => bookingView(await cancel(context, actor, { ...input.params, ...input.body })),
  async dates({ input, actor, context }) {
    const { quote, difference, kept, policy, asksHost } = await datesOffer(context, actor, { ...input.params, ...input.query });
    return { quote, difference, kept, policy: policyView(policy), asksHost };
  },
  changeDates: async ({ input, actor, context }) => withArrival(context.store, await changeDates(context, actor, { ...input.params, ...input.body })),
  async receipt({ input, actor, context }) {
    const { booking } = await readOwnBooking(context, actor, input.params.id, permissions.receipt);
    return receiptOf(context.store, booking);
  },
};
