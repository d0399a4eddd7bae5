import { z } from "zod";
import { Calendar, CalendarAddress, CalendarChange, CalendarSync, NewCalendar, NewCalendarAddress } from "../calendar.ts";
import { Done } from "../ids.ts";
import { byId, type Route } from "./route.ts";

const TEXT = { media: "text/calendar", answer: z.string().meta({ description: "iCalendar, RFC 5545" }) } as const;

export const calendarRoutes = {
  stayFile: { method: "get", path: "/bookings/:id/calendar.ics", status: 200, summary: "A stay as a calendar file, from when it is confirmed", params: byId, ...TEXT },
  calendarFeed: {
    method: "get", path: "/ical/:token.ics", status: 200, summary: "A property's taken nights, for the platform that has the address; answers 304 where nothing has changed",
    params: z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }), ...TEXT,
  },
  calendars: {
    method: "get", path: "/host/calendars", status: 200, summary: "Calendars of other platforms, and the addresses under which they read mine",
    answer: z.object({ items: z.array(Calendar), addresses: z.array(CalendarAddress) }).meta({ id: "Calendars" }),
  },
  createCalendar: { method: "post", path: "/host/calendars", status: 201, summary: "Read a calendar from now on", body: NewCalendar, answer: Calendar, idempotent: true },
  changeCalendar: { method: "patch", path: "/host/calendars/:id", status: 200, summary: "Rename it, move it or pause it", params: byId, body: CalendarChange, answer: Calendar },
  deleteCalendar: { method: "delete", path: "/host/calendars/:id", status: 200, summary: "Read it no longer, and free what it has taken", params: byId, answer: Done },
  syncCalendar: { method: "post", path: "/host/calendars/:id/sync", status: 200, summary: "Read it now; how it went is in the answer", params: byId, body: CalendarSync, answer: Calendar },
  calendarAddress: {
    method: "post", path: "/host/calendars/addresses", status: 201, summary: "Make an address under which another platform reads mine; one there was ends",
    body: NewCalendarAddress, answer: CalendarAddress, idempotent: true,
  },
} as const satisfies Record<string, Route>;
