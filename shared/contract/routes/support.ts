import { z } from "zod";
import { BookingView } from "../booking.ts";
import { Case, CaseKind } from "../case.ts";
import { Activity, EventType } from "../events.ts";
import { Id, listOf, Paging } from "../ids.ts";
import { Total } from "../money.ts";
import { FoundUser, Role } from "../user.ts";
import { byId, reason, type Route } from "./route.ts";

export const supportRoutes = {
  opsEvents: {
    method: "get", path: "/ops/events", status: 200, summary: "Events, latest first",
    query: z.strictObject({ ...Paging, type: EventType.optional(), propertyId: Id.optional(), bookingId: Id.optional(), personId: Id.optional() }),
    answer: listOf(Activity).meta({ id: "Activities" }),
  },
  opsBookings: {
    method: "get", path: "/ops/bookings", status: 200, summary: "Bookings by id, guest's address or property's title",
    query: z.strictObject({ ...Paging, q: z.string().trim().max(100).optional() }), answer: listOf(BookingView).meta({ id: "FoundBookings" }),
  },
  opsHistory: {
    method: "get", path: "/ops/bookings/:id/history", status: 200, summary: "A booking's events, first to last",
    params: byId, answer: z.object({ items: z.array(Activity) }).meta({ id: "History" }),
  },
  opsCancel: {
    method: "post", path: "/ops/bookings/:id/cancel", status: 200, summary: "Cancel with a refund support decides, all that was paid where absent",
    params: byId, body: z.strictObject({ reason, refund: Total.optional() }), answer: BookingView, idempotent: true,
  },
  opsRefund: {
    method: "post", path: "/ops/bookings/:id/refund", status: 200, summary: "Return a part of what was paid; the booking stays",
    params: byId, body: z.strictObject({ reason, amount: Total.min(1) }), answer: BookingView, idempotent: "required",
  },
  opsCases: {
    method: "get", path: "/ops/cases", status: 200, summary: "What support has to see to, latest change first",
    query: z.strictObject({ ...Paging, status: Case.shape.status.optional(), kind: CaseKind.optional(), bookingId: Id.optional() }), answer: listOf(Case).meta({ id: "Cases" }),
  },
  opsCase: { method: "get", path: "/ops/cases/:id", status: 200, summary: "One case", params: byId, answer: Case },
  assignCase: {
    method: "post", path: "/ops/cases/:id/assign", status: 200, summary: "Take a case",
    params: byId, body: z.strictObject({ reason }), answer: Case, idempotent: true,
  },
  resolveCase: {
    method: "post", path: "/ops/cases/:id/resolve", status: 200, summary: "Close a case; the reason says how it ended",
    params: byId, body: z.strictObject({ reason }), answer: Case, idempotent: true,
  },
  opsUsers: {
    method: "get", path: "/ops/users", status: 200, summary: "Persons by id, address or name",
    query: z.strictObject({ ...Paging, q: z.string().trim().max(100).optional() }), answer: listOf(FoundUser).meta({ id: "FoundUsers" }),
  },
  suspendUser: {
    method: "post", path: "/ops/users/:id/suspend", status: 200, summary: "Lock a person out, at once and on every device",
    params: byId, body: z.strictObject({ reason }), answer: FoundUser, idempotent: true,
  },
  restoreUser: {
    method: "post", path: "/ops/users/:id/restore", status: 200, summary: "Let a person in again",
    params: byId, body: z.strictObject({ reason }), answer: FoundUser, idempotent: true,
  },
  changeRole: {
    method: "post", path: "/ops/users/:id/role", status: 200, summary: "Give a role, or take it away",
    params: byId, body: z.strictObject({ role: Role, granted: z.boolean(), reason }), answer: FoundUser, idempotent: true,
  },
} as const satisfies Record<string, Route>;
