import { changeRole, restore, suspend } from "../../shared/accounts/manage-user.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import { assignCase, readCase, resolveCase } from "../../shared/booking/case.ts";
import { refundBySupport } from "../../shared/booking/refund-by-support.ts";
import { readBooking } from "../../shared/store/bookings.ts";
import { bookingView } from "../../shared/views/booking.ts";
import { caseView } from "../../shared/views/case.ts";
import { findActivity, historyOf } from "../reads/activity.ts";
import { findBookings } from "../reads/bookings.ts";
import { findCases } from "../reads/cases.ts";
import { findUsers } from "../reads/users.ts";
import type { Handlers } from "./bind.ts";

export const opsHandlers: Handlers<"opsEvents" | "opsBookings" | "opsHistory" | "opsCancel" | "opsRefund" | "opsCases" | "opsCase" | "assignCase" | "resolveCase" | "opsUsers" | "suspendUser" | "restoreUser" | "changeRole"> = {
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
  opsRefund: async ({ input, actor, context }) => bookingView(await refundBySupport(context, actor, { ...input.params, ...input.body })),
  opsCases: ({ input, context }) => findCases(context.store, input.query),
  opsCase: async ({ input, context }) => caseView(await readCase(context, input.params.id)),
  assignCase: async ({ input, actor, context }) => caseView(await assignCase(context, actor, { ...input.params, ...input.body })),
  resolveCase: async ({ input, actor, context }) => caseView(await resolveCase(context, actor, { ...input.params, ...input.body })),
  opsUsers: ({ input, context }) => findUsers(context.store, input.query.q, input.query),
  suspendUser: ({ input, actor, context }) => suspend(context, actor, { ...input.params, ...input.body }),
  restoreUser: ({ input, actor, context }) => restore(context, actor, { ...input.params, ...input.body }),
  changeRole: ({ input, actor, context }) => changeRole(context, actor, { ...input.params, ...input.body }),
};
