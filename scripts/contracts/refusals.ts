/**
 * What each route can refuse beyond what any route can. The errors table says what a code means, the verbs say which
 * they throw (`@throws`); that is brought together here, because only documents ask for it.
 */
import { z } from "zod";
import { FieldProblem, type ProblemCode } from "../../shared/contract/errors.ts";
import { Total } from "../../shared/contract/money.ts";
import { PublicMonth } from "../../shared/contract/month.ts";
import { Quote } from "../../shared/contract/quote.ts";
import { permissions } from "../../shared/contract/permissions.ts";
import type { RouteName } from "../../shared/contract/rest.ts";
import type { Route } from "../../shared/contract/routes/route.ts";

/** Of the verbs. Complete: a route that is missing does not compile. */
const ofVerb: Record<RouteName, readonly ProblemCode[]> = {
  register: [],
  verifyEmail: [],
  login: ["unauthenticated"],
  refresh: ["unauthenticated"],
  logout: [],
  signInWays: [],
  forgot: [],
  reset: [],
  me: [],
  changeMe: [],
  changePassword: [],
  changeEmail: [],
  sessions: [],
  endSession: [],
  endSessions: [],
  exportMe: [],
  deleteMe: ["wrong_state"],
  becomeHost: [],
  unsubscribing: [],
  unsubscribe: [],
  findProperties: [],
  property: [],
  months: [],
  quote: ["nights_taken", "stay_rule"],
  hold: ["not_found", "nights_taken", "price_changed", "stay_rule", "too_many_holds"],
  release: ["wrong_state"],
  bookings: [],
  booking: [],
  pay: ["hold_expired", "wrong_state"],
  withdraw: ["wrong_state"],
  accept: ["wrong_state"],
  decline: ["wrong_state"],
  checkIn: ["wrong_state"],
  noShow: ["wrong_state"],
  cancellation: ["wrong_state"],
  cancel: ["wrong_state", "refund_changed"],
  dates: ["nights_taken", "stay_rule", "wrong_state"],
  changeDates: ["nights_taken", "price_changed", "stay_rule", "wrong_state"],
  receipt: ["wrong_state"],
  wishes: [],
  makeWish: ["not_found", "stay_rule", "wrong_state"],
  dropWish: [],
  hostProperties: [],
  hostBookings: [],
  hostCalendar: [],
  hostEarnings: [],
  webhooks: [],
  createWebhook: ["wrong_state"],
  changeWebhook: [],
  deleteWebhook: [],
  rotateWebhook: [],
  webhookDeliveries: [],
  redeliver: ["wrong_state"],
  stayFile: ["wrong_state"],
  calendarFeed: [],
  calendars: [],
  createCalendar: ["not_found", "wrong_state"],
  changeCalendar: [],
  deleteCalendar: [],
  syncCalendar: ["wrong_state"],
  calendarAddress: ["not_found"],
  createProperty: [],
  changeProperty: ["units_in_use"],
  list: [],
  unlist: [],
  block: ["nights_taken", "stay_rule"],
  unblock: [],
  changeNights: ["stay_rule"],
  stripeNotice: ["not_found", "wrong_state", "in_progress"],
  opsEvents: [],
  opsBookings: [],
  opsHistory: [],
  opsCancel: ["wrong_state"],
  opsRefund: ["wrong_state"],
  opsCases: [],
  opsCase: [],
  assignCase: ["wrong_state"],
  resolveCase: ["wrong_state"],
  opsUsers: [],
  opsJobs: [],
  retryJob: ["wrong_state"],
  suspendUser: ["wrong_state"],
  restoreUser: ["wrong_state"],
  changeRole: ["wrong_state"],
  sandboxPay: ["not_found", "wrong_state"],
  sandboxConfirm: ["not_found", "wrong_state"],
  sandboxMailbox: ["not_found"],
};

/** Every code that the route can answer with. */
export function refusalsOf(name: RouteName, route: Route): Set<ProblemCode> {
  const codes: ProblemCode[] = ["invalid_input", "unauthenticated", "rate_limited", "internal", "unavailable", ...ofVerb[name]];
  if (typeof permissions[name] !== "string" || route.method !== "get") codes.push("forbidden");
  if (route.params) codes.push("not_found");
  if (route.method !== "get") codes.push("too_large");
  if (route.idempotent) codes.push("idempotency_mismatch");
  return new Set(codes);
}

/** What a problem carries beside the fields that all have. */
export const carried: Partial<Record<ProblemCode, Record<string, z.ZodType>>> = {
  invalid_input: { fields: z.array(FieldProblem) },
  nights_taken: { months: z.array(PublicMonth).optional() },
  price_changed: { quote: Quote },
  refund_changed: { refund: Total },
  stay_rule: { rule: z.string() },
};
