import { cancel } from "../../shared/booking/cancel.ts";
import { readBooking } from "../../shared/store/bookings.ts";
import { bookingView } from "../../shared/views/booking.ts";
import { findActivity, historyOf } from "../reads/activity.ts";
import { findBookings } from "../reads/bookings.ts";
import type { Handlers } from "./bind.ts";

export const opsHandlers: Handlers<"opsEvents" | "opsBookings" | "opsHistory" | "opsCancel"> = {
  opsEvents({ input, context }) {
    const { type, limit, cursor, ...who } = input.query;
    return findActivity(context.store, { ...who, ...(type && { types: [type] }) }, { limit, cursor });
  },
  opsBookings: ({ input, context }) => findBookings(context.store, input.query.q, input.query),
  async opsHistory({ input, context }) {
    await readBooking(context, input.params.id);
    return { items: await historyOf(context.store, input.params.id) };
  },
  async opsCancel({ input, actor, context }) {
    const { reason, refund } = input.body;
    return bookingView(await cancel(context, actor, { ...input.params, decision: { reason, refund } }));
  },
};
