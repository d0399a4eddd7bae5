/** Which letters an event calls for, and to whom. Pure. What depends on a stay's dates is planned by `reminders.ts`. */
import type { EventType } from "../../shared/contract/events.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { StoredBooking, StoredEvent } from "../../shared/store/documents.ts";
import type { JobData } from "../../shared/store/job-documents.ts";
import type { LetterKind } from "./letters/kinds.ts";

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

interface Due {
  kind: LetterKind;
  to: "guest" | "host";
  /** Can be due again for the same booking: once for each version. */
  each?: true;
}

const guest = (kind: LetterKind, each?: true): Due => ({ kind, to: "guest", ...(each && { each }) });
const host = (kind: LetterKind, each?: true): Due => ({ kind, to: "host", ...(each && { each }) });

/** Whether some of a booking's money stays. */
export const keepsMoney = ({ payment }: StoredBooking) => payment.captured > payment.refundDue;
const receipt = (booking: StoredBooking) => (keepsMoney(booking) ? [guest("receipt")] : []);

/** Where the money was taken by somebody's own hand, the letter about that says all. */
const isUnanswered = ({ requestUntil, acceptedAt, payment }: StoredBooking) => requestUntil !== undefined && !acceptedAt && payment.captured === 0;

/** Nobody is written to of what they have just done themselves, but guests of what they will want to look up. */
const OF_BOOKINGS: Partial<Record<EventType, (event: StoredEvent, booking: StoredBooking) => Due[]>> = {
  "booking.requested": () => [guest("requested"), host("host_requested")],
  "booking.confirmed": (_event, { acceptedAt }) => (acceptedAt ? [guest("accepted")] : [guest("confirmation"), host("host_booked")]),
  "booking.declined": () => [guest("declined")],
  "booking.expired": ({ data }, booking) => (data["reason"] === "not_captured" ? [guest("not_captured")] : isUnanswered(booking) ? [guest("request_expired")] : []),
  "booking.cancelled": ({ actor }, booking) => [guest("cancelled"), ...(actor.role === "host" ? [] : [host("host_cancelled")]), ...receipt(booking)],
  "booking.no_show": (_event, booking) => receipt(booking),
  "booking.completed": (_event, booking) => receipt(booking),
  "booking.change_requested": () => [host("host_change_requested", true)],
  "booking.change_declined": () => [guest("change_declined", true)],
  /** Accepted; what a guest is to pay without anybody asked stands before them. */
  "booking.change_offered": ({ actor }) => (actor.role === "host" ? [guest("change_to_pay", true)] : []),
  "booking.changed": ({ actor }) => [guest("changed", true), ...(actor.role === "host" ? [] : [host("host_changed", true)])],
  "payment.refund_decided": () => [guest("refunded", true)],
  /** By hand at the provider; what we return, its reason has told. */
  "payment.refunded": ({ data }) => (data["outside"] === true ? [guest("refunded", true)] : []),
  /** Too late for its stay: all of it goes back. */
  "payment.captured": () => [guest("refunded", true)],
};

/** Each time anew: who asks again may have lost the letter. */
const OF_ACCOUNTS: Partial<Record<EventType, LetterKind>> = {
  "user.registered": "verification",
  "user.reset_asked": "reset",
  "user.email_asked": "new_email",
  "user.password_changed": "password_changed",
};

export const PLANNED = [...Object.keys(OF_BOOKINGS), ...Object.keys(OF_ACCOUNTS), "user.email_changed", "wish.told"] as EventType[];

export function plan(event: StoredEvent): LetterJob[] {
  const { _id: eventId, type, at, booking, userId, data } = event;
  if (booking) return (OF_BOOKINGS[type]?.(event, booking) ?? []).map((due) => ofBooking(due, event, booking));
  if (!userId) return [];
  const kind = OF_ACCOUNTS[type];
  if (kind) return [{ key: `${eventId}:${kind}`, at, kind, userId, eventId }];
  // Its delivery is there already: only that knows the old address.
  if (type === "user.email_changed" && data["delivery"]) return [{ key: data["delivery"] as string, at, kind: "email_changed", userId, eventId }];
  if (type === "wish.told") return [{ key: `${String(data["wishId"])}:wish_freed`, at, kind: "wish_freed", userId, eventId }];
  return [];
}

function ofBooking({ kind, to, each }: Due, { _id: eventId, at }: StoredEvent, { _id: bookingId, version, guestId, hostId }: StoredBooking): LetterJob {
  const key = each ? `${bookingId}:${kind}:${version}` : `${bookingId}:${kind}`;
  return { key, at, kind, userId: to === "guest" ? guestId : hostId, bookingId, eventId };
}
