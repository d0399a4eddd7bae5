/** For each route and each request of a namespace, one that is right in itself: only who asks, and of whose, is left to decide. */
import { addDays, localDate } from "../../shared/contract/dates.ts";
import type { permissions } from "../../shared/contract/permissions.ts";
import type { Id } from "../../shared/contract/ids.ts";

/** What somebody has: a stay's guest and its host have the same booking, the host the property. */
export interface Theirs {
  bookingId: Id;
  propertyId: Id;
  blockId: Id;
  caseId: Id;
  userId: Id;
  eventId: Id;
  wishId: Id;
  jobId: Id;
  webhookId: Id;
  calendarId: Id;
}

export interface RouteAsk {
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  /** Required where it moves money. */
  key?: string;
}

type Asks = { [N in keyof typeof permissions]: (theirs: Theirs) => N extends `/${string}` ? object : RouteAsk };

const day = (days: number) => addDays(localDate(new Date(), "Europe/Lisbon"), days);
const month = () => day(30).slice(0, 7);
const reason = "because a test asks";
const PASSWORD = "correct horse battery";

const ofBooking = (then = "") => ({ bookingId }: Theirs): RouteAsk => ({ path: `/bookings/${bookingId}${then}` });
const ofProperty = (then = "") => ({ propertyId }: Theirs): RouteAsk => ({ path: `/properties/${propertyId}${then}` });
const at = (path: string, body?: unknown) => (): RouteAsk => ({ path, ...(body !== undefined && { body }) });
const nights = { from: day(40), to: day(41) };

/** Complete: what is added to the table of permissions and not here does not compile. */
export const asks: Asks = {
  register: at("/auth/register", { email: "somebody@vacancy.test", password: PASSWORD, name: "Somebody" }),
  verifyEmail: at("/auth/verify-email", { token: "none" }),
  forgot: at("/auth/forgot", { email: "nobody@vacancy.test" }),
  reset: at("/auth/reset", { token: "none", password: PASSWORD }),
  login: at("/auth/login", { email: "nobody@vacancy.test", password: PASSWORD }),
  refresh: at("/auth/refresh"),
  logout: at("/auth/logout"),
  signInWays: at("/auth/ways"),
  me: at("/me"),
  changeMe: at("/me", { name: "Another" }),
  changePassword: at("/me/password", { current: "wrong", password: PASSWORD }),
  changeEmail: at("/me/email", { email: "other@vacancy.test", password: "wrong" }),
  sessions: at("/me/sessions"),
  endSession: ({ userId }) => ({ path: `/me/sessions/${userId}` }),
  endSessions: at("/me/sessions"),
  exportMe: at("/me/export"),
  deleteMe: at("/me", { password: "wrong" }),
  becomeHost: at("/me/host"),
  unsubscribing: () => ({ path: "/letters/topic", query: { token: "none" } }),
  unsubscribe: () => ({ path: "/letters/unsubscribe", query: { token: "none" } }),
  findProperties: at("/properties"),
  property: ofProperty(),
  months: ({ propertyId }) => ({ path: `/properties/${propertyId}/months`, query: { from: month(), to: month() } }),
  quote: ({ propertyId }) => ({ path: `/properties/${propertyId}/quote`, query: { checkIn: day(50), checkOut: day(52), guests: "1" } }),
  hold: ({ propertyId }) => ({ path: "/holds", body: { propertyId, checkIn: day(60), checkOut: day(62), guests: 1 } }),
  release: ({ bookingId }) => ({ path: `/holds/${bookingId}` }),
  bookings: at("/bookings"),
  booking: ofBooking(),
  pay: ofBooking("/payment"),
  withdraw: ofBooking("/withdraw"),
  accept: ofBooking("/accept"),
  decline: ofBooking("/decline"),
  checkIn: ofBooking("/check-in"),
  noShow: ofBooking("/no-show"),
  cancellation: ofBooking("/cancellation"),
  cancel: ({ bookingId }) => ({ path: `/bookings/${bookingId}/cancel`, body: {} }),
  dates: ({ bookingId }) => ({ path: `/bookings/${bookingId}/dates`, query: { checkIn: day(70), checkOut: day(72) } }),
  changeDates: ({ bookingId }) => ({ path: `/bookings/${bookingId}/dates`, body: { checkIn: day(70), checkOut: day(72) } }),
  receipt: ofBooking("/receipt"),
  wishes: at("/wishes"),
  makeWish: ({ propertyId }) => ({ path: "/wishes", body: { propertyId, checkIn: day(60), checkOut: day(62) } }),
  dropWish: ({ wishId }) => ({ path: `/wishes/${wishId}` }),
  hostProperties: at("/host/properties"),
  hostBookings: at("/host/bookings"),
  hostCalendar: () => ({ path: "/host/calendar", query: { from: month(), to: month() } }),
  hostEarnings: () => ({ path: "/host/earnings", query: { from: month(), to: month() } }),
  webhooks: at("/host/webhooks"),
  createWebhook: at("/host/webhooks", { url: "https://stays.example.com/vacancy" }),
  changeWebhook: ({ webhookId }) => ({ path: `/host/webhooks/${webhookId}`, body: { enabled: true } }),
  deleteWebhook: ({ webhookId }) => ({ path: `/host/webhooks/${webhookId}` }),
  rotateWebhook: ({ webhookId }) => ({ path: `/host/webhooks/${webhookId}/rotate` }),
  webhookDeliveries: ({ webhookId }) => ({ path: `/host/webhooks/${webhookId}/deliveries` }),
  redeliver: ({ webhookId }) => ({ path: `/host/webhooks/${webhookId}/redeliver`, body: { parked: true } }),
  stayFile: ofBooking("/calendar.ics"),
  calendarFeed: at(`/ical/${"none".padEnd(43, "-")}.ics`),
  calendars: at("/host/calendars"),
  createCalendar: ({ propertyId }) => ({ path: "/host/calendars", body: { propertyId, name: "Another platform", url: "https://calendars.example.com/1.ics" } }),
  changeCalendar: ({ calendarId }) => ({ path: `/host/calendars/${calendarId}`, body: { name: "Another name" } }),
  deleteCalendar: ({ calendarId }) => ({ path: `/host/calendars/${calendarId}` }),
  syncCalendar: ({ calendarId }) => ({ path: `/host/calendars/${calendarId}/sync`, body: {} }),
  calendarAddress: ({ propertyId }) => ({ path: "/host/calendars/addresses", body: { propertyId } }),
  createProperty: at("/properties", {}),
  changeProperty: ({ propertyId }) => ({ path: `/properties/${propertyId}`, body: { title: "Another title" } }),
  list: ofProperty("/list"),
  unlist: ofProperty("/unlist"),
  block: ({ propertyId }) => ({ path: `/properties/${propertyId}/blocks`, body: nights }),
  unblock: ({ propertyId, blockId }) => ({ path: `/properties/${propertyId}/blocks/${blockId}` }),
  changeNights: ({ propertyId }) => ({ path: `/properties/${propertyId}/nights`, body: { ...nights, price: 5_000 } }),
  stripeNotice: at("/webhooks/stripe", {}),
  opsEvents: at("/ops/events"),
  opsBookings: at("/ops/bookings"),
  opsHistory: ({ bookingId }) => ({ path: `/ops/bookings/${bookingId}/history` }),
  opsCancel: ({ bookingId }) => ({ path: `/ops/bookings/${bookingId}/cancel`, body: { reason } }),
  opsRefund: ({ bookingId }) => ({ path: `/ops/bookings/${bookingId}/refund`, body: { reason, amount: 1 }, key: "once" }),
  opsCases: at("/ops/cases"),
  opsCase: ({ caseId }) => ({ path: `/ops/cases/${caseId}` }),
  assignCase: ({ caseId }) => ({ path: `/ops/cases/${caseId}/assign`, body: { reason } }),
  resolveCase: ({ caseId }) => ({ path: `/ops/cases/${caseId}/resolve`, body: { reason } }),
  opsUsers: at("/ops/users"),
  opsJobs: at("/ops/jobs"),
  retryJob: ({ jobId }) => ({ path: `/ops/jobs/${jobId}/retry`, body: { reason } }),
  suspendUser: ({ userId }) => ({ path: `/ops/users/${userId}/suspend`, body: { reason } }),
  restoreUser: ({ userId }) => ({ path: `/ops/users/${userId}/restore`, body: { reason } }),
  changeRole: ({ userId }) => ({ path: `/ops/users/${userId}/role`, body: { role: "host", granted: true, reason } }),
  sandboxPay: at("/sandbox/payments", { clientSecret: "none", card: "4242 4242 4242 4242" }),
  sandboxConfirm: at("/sandbox/payments/confirm", { clientSecret: "none", approve: true }),
  sandboxMailbox: at("/sandbox/mailbox"),
  "/availability": () => ({}),
  "/availability watch": ({ propertyId }) => ({ propertyId, months: [month()] }),
  "/availability unwatch": ({ propertyId }) => ({ propertyId }),
  "/bookings": () => ({}),
  "/bookings list": () => ({}),
  "/bookings watch": ({ bookingId }) => ({ bookingId }),
  "/host": () => ({}),
  "/host since": () => ({}),
  "/host read": ({ eventId }) => ({ ids: [eventId] }),
  "/host calendar": () => ({ from: month(), to: month() }),
  "/ops": () => ({}),
  "/ops since": () => ({}),
  "/ops filter": () => ({}),
};
