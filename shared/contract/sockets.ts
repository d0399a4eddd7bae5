/**
 * Every namespace, once: who may enter, what can be asked, what is broadcast. A request is acknowledged with
 * `{ok: true, …}` or `{ok: false, error: Problem}`. AsyncAPI is printed from this table.
 */
import { z } from "zod";
import { BookingView } from "./booking.ts";
import { Case } from "./case.ts";
import { Instant, Month } from "./dates.ts";
import { Closing, type Problem } from "./errors.ts";
import { ActivityFilter } from "./activity-filter.ts";
import { Activity, Alert } from "./events.ts";
import { Id } from "./ids.ts";
import { HostMonth, PublicMonth } from "./month.ts";
import { MOST_MONTHS } from "./routes/properties.ts";
import { Stats } from "./stats.ts";
import { WishView } from "./wish.ts";

export interface Request {
  summary: string;
  input: z.ZodObject;
  answer: z.ZodObject;
}

export interface Namespace {
  summary: string;
  requests: Record<string, Request>;
  broadcasts: Record<string, { summary: string; payload: z.ZodType }>;
}

export const Reread = z
  .object({ months: z.array(z.object({ propertyId: Id, month: Month })).optional() })
  .meta({ id: "Reread", description: "Read again, all where no months are named; what is answered then holds, even with a lower version" });

/** On every namespace. */
export const commonBroadcasts = {
  reread: { summary: "What you watch may have changed unseen: watch again", payload: Reread },
  expiring: { summary: "The token ends: answer with `renew`", payload: z.object({ expiresAt: Instant }).meta({ id: "Expiring" }) },
  closing: { summary: "This namespace or connection is about to be closed", payload: Closing },
} as const;

export const commonRequests = {
  renew: {
    summary: "Stay with a new access token",
    input: z.strictObject({ token: z.string().max(4000) }).meta({ id: "Renew" }),
    answer: z.object({ expiresAt: Instant }).meta({ id: "Renewed" }),
  },
} as const;

const Cursor = z.string().max(200);
const More = z.boolean().meta({ description: "There may be more already: ask on with the cursor" });
export const namespaces = {
  "/availability": {
    summary: "Months of properties, live",
    requests: {
      watch: {
        summary: "Watch months of a property: their state now, then each change",
        input: z.strictObject({ propertyId: Id, months: z.array(Month).min(1).max(MOST_MONTHS) }).meta({ id: "WatchMonths" }),
        answer: z.object({ months: z.array(PublicMonth), viewers: z.int() }).meta({ id: "WatchedMonths" }),
      },
      unwatch: {
        summary: "Watch these months, or the whole property, no longer",
        input: z.strictObject({ propertyId: Id, months: z.array(Month).max(MOST_MONTHS).optional() }).meta({ id: "UnwatchMonths" }),
        answer: z.object({}).meta({ id: "Unwatched" }),
      },
    },
    broadcasts: {
      month: { summary: "A month that changed, whole", payload: PublicMonth },
      viewers: {
        summary: "How many connections look at the property, at most every 2 s",
        payload: z.object({ propertyId: Id, count: z.int() }).meta({ id: "Viewers" }),
      },
    },
  },
  "/bookings": {
    summary: "A guest's own bookings, live",
    requests: {
      list: {
        summary: "My bookings now; each change follows",
        input: z.strictObject({}).meta({ id: "ListBookings" }),
        answer: z.object({ bookings: z.array(BookingView) }).meta({ id: "ListedBookings" }),
      },
      watch: {
        summary: "One of my bookings now; each change follows",
        input: z.strictObject({ bookingId: Id }).meta({ id: "WatchBooking" }),
        answer: z.object({ booking: BookingView }).meta({ id: "WatchedBooking" }),
      },
    },
    broadcasts: {
      booking: { summary: "A booking that changed, whole", payload: BookingView },
      wish: { summary: "A wish that was made, changed, or whose nights have freed, whole", payload: WishView },
    },
  },
  "/host": {
    summary: "What happens at a host's properties",
    requests: {
      since: {
        summary: "Alerts after the cursor, the latest 50 without one; each new one follows",
        input: z.strictObject({ cursor: Cursor.optional() }).meta({ id: "AlertsSince" }),
        answer: z.object({ alerts: z.array(Alert), cursor: Cursor, more: More }).meta({ id: "AlertsAfter" }),
      },
      read: {
        summary: "Mark alerts as read",
        input: z.strictObject({ ids: z.array(Id).min(1).max(200) }).meta({ id: "ReadAlerts" }),
        answer: z.object({}).meta({ id: "AlertsRead" }),
      },
      calendar: {
        summary: "The months of all my properties now; each change follows",
        input: z.strictObject({ from: Month, to: Month }).meta({ id: "WatchCalendar" }),
        answer: z
          .object({ properties: z.array(z.object({ propertyId: Id, title: z.string(), months: z.array(HostMonth) })) })
          .meta({ id: "WatchedCalendar" }),
      },
    },
    broadcasts: {
      alert: { summary: "Something that a host wants to know at once", payload: Alert },
      booking: { summary: "A booking that changed, whole", payload: BookingView },
      month: { summary: "A month that changed, whole, with its claims", payload: HostMonth },
    },
  },
  "/ops": {
    summary: "Everything that happens, to support",
    requests: {
      since: {
        summary: "Activity after the cursor, the latest 100 without one; each new one follows",
        input: z.strictObject({ cursor: Cursor.optional(), filter: ActivityFilter.optional() }).meta({ id: "ActivitySince" }),
        answer: z.object({ activity: z.array(Activity), cursor: Cursor, more: More }).meta({ id: "ActivityAfter" }),
      },
      filter: {
        summary: "Receive from now on only what matches; everything where empty",
        input: ActivityFilter,
        answer: z.object({}).meta({ id: "Filtered" }),
      },
    },
    broadcasts: {
      activity: { summary: "An event", payload: Activity },
      case: { summary: "A case that changed, whole", payload: Case },
      stats: { summary: "How the service is, each second", payload: Stats },
    },
  },
} as const satisfies Record<string, Namespace>;

export type NamespaceName = keyof typeof namespaces;
export type RequestsOf<N extends NamespaceName> = (typeof namespaces)[N]["requests"];
export type BroadcastsOf<N extends NamespaceName> = (typeof namespaces)[N]["broadcasts"];

export type Acknowledgement<T> = ({ ok: true } & T) | { ok: false; error: Problem };

type Asks<R extends Record<string, Request>> = {
  [K in keyof R]: (input: z.input<R[K]["input"]>, answer: (reply: Acknowledgement<z.output<R[K]["answer"]>>) => void) => void;
};
type Tells<B extends Record<string, { payload: z.ZodType }>> = { [K in keyof B]: (payload: z.output<B[K]["payload"]>) => void };

/** Socket.IO's event maps for both ends. */
export type ClientToServer<N extends NamespaceName> = Asks<RequestsOf<N>> & Asks<typeof commonRequests>;
export type ServerToClient<N extends NamespaceName> = Tells<BroadcastsOf<N>> & Tells<typeof commonBroadcasts>;
