/** Which letters an event calls for, and to whom. Pure. What depends on a stay's dates is planned by `reminders.ts`. */
import type { EventType } from "../../shared/contract/events.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { StoredBooking, StoredEvent } from "../../shared/store/documents.ts";
import type { JobData } from "../../shared/store/job-documents.ts";
import { type AccountKind, type LetterKind, rulesOf, type StayKind } from "./letters/kinds.ts";

/** What a job of sending a letter has to know; everything else it reads when it is sent. */
export interface LetterJob extends JobData {
  /** Names what the letter is for: events that are read again call for the same. */
  key: string;
  /** Not before this. */
  at: Date;
  kind: LetterKind;
  userId: Id;
  bookingId?: Id;
  /** What called for it, where it tells of that. */
  eventId?: Id;
}

/** Whether some of a booking's money stays. */
export const keepsMoney = ({ payment }: StoredBooking) => payment.captured > payment.refundDue;
const receipt = (booking: StoredBooking): StayKind[] => (keepsMoney(booking) ? ["receipt"] : []);
const unlessByHost = ({ actor }: StoredEvent, kind: StayKind): StayKind[] => (actor.role === "host" ? [] : [kind]);

/** Where the money was taken by somebody's own hand, the letter about that says all. */
const isUnanswered = ({ requestUntil, acceptedAt, payment }: StoredBooking) => requestUntil !== undefined && !acceptedAt && payment.captured === 0;

/** Nobody is written to of what they have just done themselves, but guests of what they will want to look up. */
const OF_BOOKINGS: Partial<Record<EventType, (event: StoredEvent, booking: StoredBooking) => StayKind[]>> = {
  "booking.requested": () => ["requested", "host_requested"],
  "booking.confirmed": (_event, { acceptedAt }) => (acceptedAt ? ["accepted"] : ["confirmation", "host_booked"]),
  "booking.declined": () => ["declined"],
  "booking.expired": ({ data }, booking) => (data["reason"] === "not_captured" ? ["not_captured", "host_not_captured"] : isUnanswered(booking) ? ["request_expired"] : []),
  "booking.cancelled": (event, booking) => ["cancelled", ...unlessByHost(event, "host_cancelled"), ...receipt(booking)],
  "booking.no_show": (_event, booking) => receipt(booking),
  "booking.completed": (_event, booking) => receipt(booking),
  "booking.change_requested": () => ["host_change_requested"],
  "booking.change_declined": () => ["change_declined"],
  /** Accepted; what a guest is to pay without anybody asked stands before them. */
  "booking.change_offered": ({ actor }) => (actor.role === "host" ? ["change_to_pay"] : []),
  "booking.changed": (event) => ["changed", ...unlessByHost(event, "host_changed")],
  "payment.refund_decided": () => ["refunded"],
  /** By hand at the provider; what we return, its reason has told. */
  "payment.refunded": ({ data }) => (data["outside"] === true ? ["refunded"] : []),
  /** Too late for its stay: all of it goes back. */
  "payment.captured": () => ["refunded"],
};

/** Each time anew: who asks again may have lost the letter. */
const OF_ACCOUNTS: Partial<Record<EventType, AccountKind>> = {
  "user.registered": "verification",
  "user.reset_asked": "reset",
  "user.email_asked": "new_email",
  "user.password_changed": "password_changed",
};

export const PLANNED = [...Object.keys(OF_BOOKINGS), ...Object.keys(OF_ACCOUNTS), "user.email_changed", "wish.told"] as EventType[];

export function plan(event: StoredEvent): LetterJob[] {
  const { _id: eventId, type, at, booking, userId, data } = event;
  if (booking) return (OF_BOOKINGS[type]?.(event, booking) ?? []).map((kind) => ofBooking(kind, event, booking));
  if (!userId) return [];
  const kind = OF_ACCOUNTS[type];
  if (kind) return [{ key: `${eventId}:${kind}`, at, kind, userId, eventId }];
  // Its delivery is there already: only that knows the old address.
  if (type === "user.email_changed" && data["delivery"]) return [{ key: data["delivery"] as string, at, kind: "email_changed", userId, eventId }];
  if (type === "wish.told") return [{ key: `${String(data["wishId"])}:wish_freed`, at, kind: "wish_freed", userId, eventId }];
  return [];
}

function ofBooking(kind: StayKind, { _id: eventId, at }: StoredEvent, { _id: bookingId, version, guestId, hostId }: StoredBooking): LetterJob {
  const { to, many } = rulesOf(kind);
  const key = many ? `${bookingId}:${kind}:${version}` : `${bookingId}:${kind}`;
  return { key, at, kind, userId: to === "guest" ? guestId : hostId, bookingId, eventId };
}
