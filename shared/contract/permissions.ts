/**
 * Who may do what, and with whose: the one table. Doors and verbs both go by it; a route or a request of a namespace without
 * an entry does not compile. What a door lets in is looked at again by the verb, in its transaction.
 */
import type { RouteName } from "./rest.ts";
import type { NamespaceName, RequestsOf } from "./sockets.ts";
import type { Role } from "./user.ts";

/** `own`: of bookings and properties that are theirs, in that role. `any`: of anybody's. */
export type Whose = "any" | "own";
export type RolesPermitted = { readonly [R in Role]?: Whose };
/** `anyone`: strangers too. `person`: whoever is signed in, about themselves. */
export type Permission = "anyone" | "person" | RolesPermitted;

type SocketRequest = { [N in NamespaceName]: `${N} ${keyof RequestsOf<N> & string}` }[NamespaceName];

const guests = { guest: "own" } as const;
const hosts = { host: "own" } as const;
const staff = { support: "any", admin: "any" } as const;

export const permissions = {
  register: "anyone", verifyEmail: "anyone", forgot: "anyone", reset: "anyone", login: "anyone", refresh: "anyone", logout: "anyone", signInWays: "anyone",
  me: "person", changeMe: "person", changePassword: "person", changeEmail: "person", sessions: "person", endSession: "person",
  endSessions: "person", exportMe: "person", deleteMe: "person", becomeHost: "person",

  unsubscribing: "anyone", unsubscribe: "anyone", // who has a letter

  findProperties: "anyone", property: "anyone", months: "anyone", quote: "anyone",

  hold: { guest: "any" },
  release: guests, bookings: guests, pay: guests, withdraw: guests, dates: guests, changeDates: guests, receipt: guests,
  wishes: guests, dropWish: guests,
  makeWish: { guest: "any" },
  accept: hosts, decline: hosts, checkIn: hosts, noShow: hosts,
  booking: { ...guests, ...hosts }, cancel: { ...guests, ...hosts },
  cancellation: { ...guests, ...hosts, ...staff },

  calendars: hosts, createCalendar: hosts, changeCalendar: hosts, syncCalendar: hosts, calendarAddress: hosts, deleteCalendar: hosts,
  stayFile: { ...guests, ...hosts },
  calendarFeed: "anyone", // who has the address
  createProperty: hosts, changeProperty: hosts, list: hosts, unlist: hosts, block: hosts, unblock: hosts, changeNights: hosts,
  hostProperties: hosts, hostBookings: hosts, hostCalendar: hosts, hostEarnings: hosts,
  webhooks: hosts, createWebhook: hosts, changeWebhook: hosts, rotateWebhook: hosts, webhookDeliveries: hosts, redeliver: hosts, deleteWebhook: hosts,

  opsEvents: staff, opsBookings: staff, opsHistory: staff, opsCancel: staff, opsRefund: staff, opsCases: staff, opsCase: staff,
  assignCase: staff, resolveCase: staff, opsUsers: staff, suspendUser: staff, restoreUser: staff,
  opsJobs: staff, retryJob: staff,
  changeRole: { admin: "any" },

  stripeNotice: "anyone", // who signs it
  sandboxPay: "anyone", sandboxConfirm: "anyone", // who has the payment's secret
  sandboxMailbox: "anyone", // on this machine alone

  "/availability": "anyone", "/availability watch": "anyone", "/availability unwatch": "anyone",
  "/bookings": guests, "/bookings list": guests, "/bookings watch": guests,
  "/host": hosts, "/host since": hosts, "/host read": hosts, "/host calendar": hosts,
  "/ops": staff, "/ops since": staff, "/ops filter": staff,
} as const satisfies Record<RouteName | NamespaceName | SocketRequest, Permission>;

/** Whether somebody in these roles may try at all; whose it must be is decided where that is known. */
export function mayTry(permission: Permission, roles: readonly string[] | undefined): boolean {
  if (permission === "anyone") return true;
  if (roles === undefined) return false;
  return permission === "person" || roles.some((role) => role in permission);
}

/** The roles that a permission names, in words. */
export function rolesOf(permission: RolesPermitted): Role[] {
  return Object.keys(permission) as Role[];
}

/** In which of the roles of staff somebody who has one acts. */
export function staffRole(roles: readonly string[]): "admin" | "support" {
  return roles.includes("admin") ? "admin" : "support";
}
