/** What an event says to whom. Pure: the only place that decides what each door may see of a change. */
import type { BroadcastsOf, NamespaceName } from "../contract/sockets.ts";
import type { z } from "zod";
import type { StoredEvent, StoredProperty } from "../store/documents.ts";
import { bookingView, guestBookingView } from "../views/booking.ts";
import { caseView } from "../views/case.ts";
import { activityOf, alertOf } from "../views/event.ts";
import { hostMonth, publicMonth } from "../views/month.ts";
import { wishView } from "../views/wish.ts";
import { CASES_ROOM, guestRoom, hostRoom, monthRoom, OPS_ROOM } from "./rooms.ts";

type Told<N extends NamespaceName> = {
  [E in keyof BroadcastsOf<N> & string]: {
    namespace: N;
    room: string;
    name: E;
    payload: BroadcastsOf<N>[E] extends { payload: infer S extends z.ZodType } ? z.output<S> : never;
    /** Of messages with the same, only the latest matters. Absent where each one does. */
    state?: string;
  };
}[keyof BroadcastsOf<N> & string];

export type Message = { [N in NamespaceName]: Told<N> }[NamespaceName];

/**
 * @param property the booking's, where its guest may know how to arrive: names and addresses are not in events
 */
export function translate(event: StoredEvent, property?: StoredProperty): Message[] {
  return [...ofMonths(event), ...ofBooking(event, property), ...ofWish(event), ...ofEvent(event)];
}

function ofMonths({ months = [], hostId }: StoredEvent): Message[] {
  return months.flatMap((month): Message[] => [
    { namespace: "/availability", room: monthRoom(month.propertyId, month.month), name: "month", payload: publicMonth(month), state: month._id },
    ...(hostId ? [{ namespace: "/host", room: hostRoom(hostId), name: "month", payload: hostMonth(month), state: month._id } as const] : []),
  ]);
}

function ofBooking({ booking }: StoredEvent, property: StoredProperty | undefined): Message[] {
  if (!booking) return [];
  const { _id: state, guestId, hostId } = booking;
  return [
    { namespace: "/bookings", room: guestRoom(guestId), name: "booking", payload: guestBookingView(booking, property), state },
    { namespace: "/host", room: hostRoom(hostId), name: "booking", payload: bookingView(booking), state },
  ];
}

function ofWish({ wish, at }: StoredEvent): Message[] {
  return wish ? [{ namespace: "/bookings", room: guestRoom(wish.userId), name: "wish", payload: wishView(wish, at), state: wish._id }] : [];
}

function ofEvent(event: StoredEvent): Message[] {
  const alert = alertOf(event);
  return [
    ...(alert ? [{ namespace: "/host", room: hostRoom(alert.booking.hostId), name: "alert", payload: alert } as const] : []),
    { namespace: "/ops", room: OPS_ROOM, name: "activity", payload: activityOf(event) },
    ...(event.case ? [{ namespace: "/ops", room: CASES_ROOM, name: "case", payload: caseView(event.case), state: event.case._id } as const] : []),
  ];
}
