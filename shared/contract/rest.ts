/**
 * Every route under /api, once: the server binds them, the page calls them, OpenAPI is printed from them.
 * A path parameter is written as Express writes it (`:id`).
 */
import { z } from "zod";
import { BookingView, Cancellation, NewHold, PaymentIntent } from "./booking.ts";
import { Instant, Month, Night } from "./dates.ts";
import { Activity, EventType } from "./events.ts";
import { Done, Id, listOf, Paging } from "./ids.ts";
import { Amount, Currency, Total } from "./money.ts";
import { HostMonth, PublicMonth } from "./month.ts";
import { Amenity, Block, FoundProperty, HostProperty, NewBlock, NewProperty, NightsChange, Property, PropertyChange } from "./property.ts";
import { OfferedQuote } from "./quote.ts";
import { Email, LoggedIn, Login, Me, Registration, type Role } from "./user.ts";

export interface Route {
  method: "get" | "post" | "patch" | "delete";
  path: string;
  summary: string;
  /** Who may call it: anyone, any person signed in, or persons of one of these roles. */
  who: "anyone" | "person" | readonly Role[];
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** In place of `body`: what it holds, where its sender signs its bytes. The handler reads them as they come, and decides by the signature. */
  signedBody?: z.ZodType;
  /** The status where it goes well. */
  status: 200 | 201 | 202;
  answer: z.ZodType;
  /** Takes `Idempotency-Key`: the answer is kept in the transaction of what it changed. */
  idempotent?: true;
}

const byId = z.strictObject({ id: Id });
const reason = z.string().trim().min(3).max(500);

/** `?checkIn=2026-12-24&checkOut=2026-12-27&guests=2` */
const StayQuery = z
  .strictObject({ checkIn: Night, checkOut: Night, guests: z.coerce.number().int().min(1).max(50) })
  .refine(({ checkIn, checkOut }) => checkIn < checkOut, { message: "must be after checkIn", path: ["checkOut"] });

/** `?amenities=wifi,pool` */
const commaSeparated = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .string()
    .max(500)
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(item));

const Coordinates = (count: number) =>
  commaSeparated(z.string().regex(/^-?\d{1,3}(\.\d+)?$/, "must be degrees like 2.35").transform(Number)).pipe(z.array(z.number()).length(count));

export const SORTS = ["recommended", "price", "-price"] as const;

export const PropertyQuery = z
  .strictObject({
    text: z.string().trim().max(100).optional(),
    near: Coordinates(2).optional().meta({ description: "lng,lat; with `radius`" }),
    radius: z.coerce.number().min(0.1).max(500).optional().meta({ description: "Kilometres around `near`; 25 where absent" }),
    bbox: Coordinates(4).optional().meta({ description: "west,south,east,north" }),
    checkIn: Night.optional(),
    checkOut: Night.optional(),
    guests: z.coerce.number().int().min(1).max(50).optional(),
    minPrice: z.coerce.number().pipe(Amount).optional(),
    maxPrice: z.coerce.number().pipe(Amount).optional(),
    currency: Currency.optional(),
    amenities: commaSeparated(Amenity).optional(),
    sort: z.enum(SORTS).default("recommended"),
    ...Paging,
  })
  .refine(({ checkIn, checkOut }) => (checkIn === undefined) === (checkOut === undefined), {
    message: "checkIn and checkOut go together",
    path: ["checkOut"],
  })
  .refine(({ checkIn, checkOut }) => !checkIn || !checkOut || checkIn < checkOut, { message: "must be after checkIn", path: ["checkOut"] })
  .refine(({ minPrice, maxPrice, currency }) => (minPrice === undefined && maxPrice === undefined) || currency !== undefined, {
    message: "a price needs its currency",
    path: ["currency"],
  });
export type PropertyQuery = z.infer<typeof PropertyQuery>;

/** The most months one request may name. */
export const MOST_MONTHS = 26;

const MonthsQuery = z
  .strictObject({ from: Month, to: Month.meta({ description: "Included" }) })
  .refine(({ from, to }) => from <= to, { message: "must not be before from", path: ["to"] });

export const routes = {
  register: {
    method: "post", path: "/auth/register", who: "anyone", status: 202,
    summary: "Register; a letter asks to verify the address. Answers the same whether the address is known or not",
    body: Registration, answer: Done,
  },
  verifyEmail: {
    method: "post", path: "/auth/verify-email", who: "anyone", status: 200,
    summary: "Verify the address with the token from the letter",
    body: z.strictObject({ token: z.string().max(2000) }), answer: Done,
  },
  login: { method: "post", path: "/auth/login", who: "anyone", status: 200, summary: "Sign in", body: Login, answer: LoggedIn },
  refresh: { method: "post", path: "/auth/refresh", who: "anyone", status: 200, summary: "A new access token for the refresh cookie", answer: LoggedIn },
  logout: { method: "post", path: "/auth/logout", who: "anyone", status: 200, summary: "End this session", answer: Done },

  me: { method: "get", path: "/me", who: "person", status: 200, summary: "Who I am", answer: Me },
  becomeHost: { method: "post", path: "/me/host", who: "person", status: 200, summary: "Become a host; sign in again or refresh for the role", answer: Me, idempotent: true },

  findProperties: {
    method: "get", path: "/properties", who: "anyone", status: 200, summary: "Search listed properties",
    query: PropertyQuery, answer: listOf(FoundProperty).meta({ id: "FoundProperties" }),
  },
  property: { method: "get", path: "/properties/:id", who: "anyone", status: 200, summary: "One property", params: byId, answer: Property },
  months: {
    method: "get", path: "/properties/:id/months", who: "anyone", status: 200,
    summary: `Its months, at most ${MOST_MONTHS}; those outside its horizon are absent`,
    params: byId, query: MonthsQuery, answer: z.object({ items: z.array(PublicMonth) }).meta({ id: "PublicMonths" }),
  },
  quote: {
    method: "get", path: "/properties/:id/quote", who: "anyone", status: 200,
    summary: "What a stay would cost; refused where it could not be held",
    params: byId, query: StayQuery, answer: OfferedQuote,
  },

  hold: { method: "post", path: "/holds", who: ["guest"], status: 201, summary: "Hold a stay", body: NewHold, answer: BookingView, idempotent: true },
  release: { method: "delete", path: "/holds/:id", who: ["guest"], status: 200, summary: "Release a hold", params: byId, answer: BookingView },
  bookings: {
    method: "get", path: "/bookings", who: ["guest"], status: 200, summary: "My stays, latest change first",
    query: z.strictObject(Paging), answer: listOf(BookingView).meta({ id: "Bookings" }),
  },
  booking: { method: "get", path: "/bookings/:id", who: "person", status: 200, summary: "One booking, to its guest and its host", params: byId, answer: BookingView },
  pay: {
    method: "post", path: "/bookings/:id/payment", who: ["guest"], status: 200,
    summary: "Begin to pay a hold; asked again, the same live intent", params: byId, answer: PaymentIntent, idempotent: true,
  },
  withdraw: { method: "post", path: "/bookings/:id/withdraw", who: ["guest"], status: 200, summary: "Take a request back", params: byId, answer: BookingView, idempotent: true },
  accept: { method: "post", path: "/bookings/:id/accept", who: ["host"], status: 200, summary: "Accept a request: the nights are the guest's and the money is taken", params: byId, answer: BookingView, idempotent: true },
  decline: { method: "post", path: "/bookings/:id/decline", who: ["host"], status: 200, summary: "Decline a request: the nights are free and nothing is charged", params: byId, answer: BookingView, idempotent: true },
  checkIn: { method: "post", path: "/bookings/:id/check-in", who: ["host"], status: 200, summary: "The guest has arrived", params: byId, answer: BookingView, idempotent: true },
  noShow: { method: "post", path: "/bookings/:id/no-show", who: ["host"], status: 200, summary: "Nobody came: the nights are free again", params: byId, answer: BookingView, idempotent: true },
  cancellation: {
    method: "get", path: "/bookings/:id/cancellation", who: "person", status: 200, summary: "What cancelling now would return",
    params: byId, answer: Cancellation,
  },
  cancel: {
    method: "post", path: "/bookings/:id/cancel", who: ["guest", "host"], status: 200,
    summary: "Cancel a confirmed booking, by its guest (refund by policy) or its host (whole refund)",
    params: byId, body: z.strictObject({ expectedRefund: Total.optional() }), answer: BookingView, idempotent: true,
  },

  hostProperties: { method: "get", path: "/host/properties", who: ["host"], status: 200, summary: "My properties", answer: z.object({ items: z.array(HostProperty) }).meta({ id: "HostProperties" }) },
  hostBookings: {
    method: "get", path: "/host/bookings", who: ["host"], status: 200, summary: "Bookings at my properties, latest change first",
    query: z.strictObject(Paging), answer: listOf(BookingView.extend({ guestName: z.string() }).meta({ id: "HostBooking" })).meta({ id: "HostBookings" }),
  },
  hostCalendar: {
    method: "get", path: "/host/calendar", who: ["host"], status: 200, summary: "The months of all my properties",
    query: MonthsQuery,
    answer: z.object({ items: z.array(z.object({ propertyId: Id, title: z.string(), months: z.array(HostMonth) })) }).meta({ id: "HostCalendar" }),
  },
  createProperty: { method: "post", path: "/properties", who: ["host"], status: 201, summary: "Make a property; it is a draft until listed", body: NewProperty, answer: HostProperty, idempotent: true },
  changeProperty: { method: "patch", path: "/properties/:id", who: ["host"], status: 200, summary: "Change a property, its units, price and rules", params: byId, body: PropertyChange, answer: HostProperty },
  list: { method: "post", path: "/properties/:id/list", who: ["host"], status: 200, summary: "List it: its months open", params: byId, answer: HostProperty, idempotent: true },
  unlist: { method: "post", path: "/properties/:id/unlist", who: ["host"], status: 200, summary: "Take it off the list; bookings stay", params: byId, answer: HostProperty, idempotent: true },
  block: { method: "post", path: "/properties/:id/blocks", who: ["host"], status: 201, summary: "Block nights", params: byId, body: NewBlock, answer: Block, idempotent: true },
  unblock: { method: "delete", path: "/properties/:id/blocks/:blockId", who: ["host"], status: 200, summary: "Free blocked nights", params: z.strictObject({ id: Id, blockId: Id }), answer: Done },
  changeNights: {
    method: "patch", path: "/properties/:id/nights", who: ["host"], status: 200, summary: "Price nights, or set their rules",
    params: byId, body: NightsChange, answer: z.object({ items: z.array(PublicMonth) }).meta({ id: "ChangedMonths" }),
  },

  /** Exists only with Stripe. */
  stripeNotice: {
    method: "post", path: "/webhooks/stripe", who: "anyone", status: 200,
    summary: "What Stripe tells, signed by it; the same event has one effect. What can't be taken yet is refused, and Stripe tells it again",
    signedBody: z.looseObject({ id: z.string(), type: z.string(), data: z.looseObject({ object: z.looseObject({}) }) }).meta({ id: "StripeEvent" }),
    answer: Done,
  },

  opsEvents: {
    method: "get", path: "/ops/events", who: ["support", "admin"], status: 200, summary: "Events, latest first",
    query: z.strictObject({ ...Paging, type: EventType.optional(), propertyId: Id.optional(), bookingId: Id.optional(), personId: Id.optional() }),
    answer: listOf(Activity).meta({ id: "Activities" }),
  },
  opsBookings: {
    method: "get", path: "/ops/bookings", who: ["support", "admin"], status: 200, summary: "Bookings by id, guest's address or property's title",
    query: z.strictObject({ ...Paging, q: z.string().trim().max(100).optional() }), answer: listOf(BookingView).meta({ id: "FoundBookings" }),
  },
  opsHistory: {
    method: "get", path: "/ops/bookings/:id/history", who: ["support", "admin"], status: 200, summary: "A booking's events, first to last",
    params: byId, answer: z.object({ items: z.array(Activity) }).meta({ id: "History" }),
  },
  opsCancel: {
    method: "post", path: "/ops/bookings/:id/cancel", who: ["support", "admin"], status: 200, summary: "Cancel with a refund support decides, all that was paid where absent",
    params: byId, body: z.strictObject({ reason, refund: Total.optional() }), answer: BookingView, idempotent: true,
  },
} as const satisfies Record<string, Route>;

/** Exist only without Stripe and outside production. */
export const sandboxRoutes = {
  sandboxPay: {
    method: "post", path: "/sandbox/payments", who: "anyone", status: 202,
    summary: "Pay an intent with a test card; the result arrives as a notice, after `delaySeconds`",
    body: z.strictObject({
      clientSecret: z.string().max(200),
      card: z.string().regex(/^\d{4}( ?\d{4}){3}$/, "must be a card number of 16 digits"),
      delaySeconds: z.number().min(0).max(86_400).optional(),
    }),
    answer: Done,
  },
  sandboxConfirm: {
    method: "post", path: "/sandbox/payments/confirm", who: "anyone", status: 202, summary: "Approve or refuse a payment that asked for confirmation",
    body: z.strictObject({ clientSecret: z.string().max(200), approve: z.boolean() }), answer: Done,
  },
  sandboxMailbox: {
    method: "get", path: "/sandbox/mailbox", who: "anyone", status: 200, summary: "Letters sent on this machine, newest first; answers only peers on loopback",
    query: z.strictObject({ to: Email.optional() }),
    answer: z
      .object({ items: z.array(z.object({ id: Id, to: z.string(), subject: z.string(), text: z.string(), html: z.string(), at: Instant })) })
      .meta({ id: "Mailbox" }),
  },
} as const satisfies Record<string, Route>;

export type Routes = typeof routes & typeof sandboxRoutes;
export type RouteName = keyof Routes;

type Input<R, K extends "params" | "query" | "body"> = R extends { [key in K]: z.ZodType } ? { [key in K]: z.input<R[K]> } : object;
type Output<R, K extends "params" | "query" | "body"> = R extends { [key in K]: z.ZodType } ? { [key in K]: z.output<R[K]> } : object;

/** What a caller of a route passes, what its handler is given, and what it answers. */
export type RouteInput<R> = Input<R, "params"> & Input<R, "query"> & Input<R, "body">;
export type RouteOutput<R> = Output<R, "params"> & Output<R, "query"> & Output<R, "body">;
export type RouteAnswer<R extends Route> = z.output<R["answer"]>;
