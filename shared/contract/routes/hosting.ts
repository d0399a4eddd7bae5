import { z } from "zod";
import { BookingView } from "../booking.ts";
import { Earnings } from "../earnings.ts";
import { Done, Id, listOf, Paging } from "../ids.ts";
import { HostMonth, PublicMonth } from "../month.ts";
import { Block, HostProperty, NewBlock, NewProperty, NightsChange, PropertyChange } from "../property.ts";
import { MonthsQuery } from "./properties.ts";
import { byId, type Route } from "./route.ts";

export const hostingRoutes = {
  hostProperties: { method: "get", path: "/host/properties", status: 200, summary: "My properties", answer: z.object({ items: z.array(HostProperty) }).meta({ id: "HostProperties" }) },
  hostBookings: {
    method: "get", path: "/host/bookings", status: 200, summary: "Bookings at my properties, latest change first",
    query: z.strictObject(Paging), answer: listOf(BookingView.extend({ guestName: z.string() }).meta({ id: "HostBooking" })).meta({ id: "HostBookings" }),
  },
  hostCalendar: {
    method: "get", path: "/host/calendar", status: 200, summary: "The months of all my properties",
    query: MonthsQuery,
    answer: z.object({ items: z.array(z.object({ propertyId: Id, title: z.string(), months: z.array(HostMonth) })) }).meta({ id: "HostCalendar" }),
  },
  hostEarnings: {
    method: "get", path: "/host/earnings", status: 200, summary: "Statements of what I earned, by month, and what is to come",
    query: MonthsQuery, answer: Earnings,
  },
  createProperty: { method: "post", path: "/properties", status: 201, summary: "Make a property; it is a draft until listed", body: NewProperty, answer: HostProperty, idempotent: true },
  changeProperty: { method: "patch", path: "/properties/:id", status: 200, summary: "Change a property, its units, price and rules", params: byId, body: PropertyChange, answer: HostProperty },
  list: { method: "post", path: "/properties/:id/list", status: 200, summary: "List it: its months open", params: byId, answer: HostProperty, idempotent: true },
  unlist: { method: "post", path: "/properties/:id/unlist", status: 200, summary: "Take it off the list; bookings stay", params: byId, answer: HostProperty, idempotent: true },
  block: { method: "post", path: "/properties/:id/blocks", status: 201, summary: "Block nights", params: byId, body: NewBlock, answer: Block, idempotent: true },
  unblock: { method: "delete", path: "/properties/:id/blocks/:blockId", status: 200, summary: "Free blocked nights", params: z.strictObject({ id: Id, blockId: Id }), answer: Done },
  changeNights: {
    method: "patch", path: "/properties/:id/nights", status: 200, summary: "Price nights, or set their rules",
    params: byId, body: NightsChange, answer: z.object({ items: z.array(PublicMonth) }).meta({ id: "ChangedMonths" }),
  },
} as const satisfies Record<string, Route>;
