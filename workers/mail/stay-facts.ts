import { trusted } from "mongoose";
import { daysBetween, localDate } from "../../shared/contract/dates.ts";
import type { StoredBooking, StoredEvent } from "../../shared/store/documents.ts";
import type { MailContext } from "./context.ts";
import type { Addressed } from "./facts.ts";
import { datesSince, sinceOf } from "./follow-letters.ts";
import { type Arrival, type LetterFacts, type ReminderKind, rulesOf, type StayKind, type WasChanged } from "./letters/kinds.ts";
import { keepsMoney, type LetterJob } from "./plan.ts";
import { remindersOf } from "./reminders.ts";

const isOn = ({ status }: StoredBooking) => status === "confirmed" || status === "checked_in";
const isOpenRequest = ({ status, acceptedAt, requestUntil }: StoredBooking, now: Date) => status === "requested" && !acceptedAt && (!requestUntil || requestUntil > now);
const awaits = (whom: "host" | "payment") => ({ status, change }: StoredBooking, now: Date) => status === "confirmed" && change?.awaits === whom && change.until > now;
const isUnpaid = ({ status, payment }: StoredBooking) => status === "expired" && payment.captured === 0;
const isCancelled = ({ status }: StoredBooking) => status === "cancelled";

/** Whether a letter still says what is so. Of a reminder its dates say it. */
const IS_SO: Record<Exclude<StayKind, ReminderKind>, (booking: StoredBooking, now: Date) => boolean> = {
  confirmation: isOn, accepted: isOn, host_booked: isOn,
  requested: isOpenRequest, host_requested: isOpenRequest,
  declined: ({ status }) => status === "declined",
  request_expired: ({ status }) => status === "expired",
  not_captured: isUnpaid, host_not_captured: isUnpaid,
  changed: isOn, host_changed: isOn, change_declined: isOn,
  host_change_requested: awaits("host"), change_to_pay: awaits("payment"),
  cancelled: isCancelled, host_cancelled: isCancelled,
  receipt: (booking) => keepsMoney(booking) && ["completed", "no_show", "cancelled"].includes(booking.status),
  refunded: ({ payment }) => payment.captured > 0,
};

export async function stayFacts(context: MailContext, kind: StayKind, letter: LetterJob, addressed: Addressed, now: Date): Promise<LetterFacts | undefined> {
  const booking = await context.store.bookings.findById(letter.bookingId).lean();
  if (!booking) return undefined;
  if (isReminder(kind)) return reminderFacts(context, kind, letter, addressed, booking, now);
  const event = await context.store.events.findById(letter.eventId, { months: 0 }).lean();
  if (!event || !IS_SO[kind](booking, now) || (rulesOf(kind).many === "last" && (await isOutdone(context, event)))) return undefined;
  const { data } = event;
  const link = linkOf(context, kind, booking);
  const { recipient } = addressed;
  const stay = { recipient, link, booking };
  switch (kind) {
    case "confirmation":
    case "accepted":
      return { kind, ...stay, ...(await aboutHost(context, booking)) };
    case "changed":
      return { kind, ...stay, ...(await aboutHost(context, booking)), change: data as unknown as WasChanged };
    case "requested":
    case "declined":
    case "request_expired":
    case "not_captured":
    case "change_declined":
    case "change_to_pay":
      return { kind, ...stay, hostName: await nameOf(context, booking.hostId) };
    case "cancelled":
      return { kind, ...stay, refund: data["refund"] as number };
    case "receipt":
      return { kind, ...stay };
    case "refunded":
      return { kind, ...stay, refund: data["amount"] as number };
    case "host_changed":
      return { kind, ...stay, ...addressed, guestName: await nameOf(context, booking.guestId), change: data as unknown as WasChanged };
    case "host_booked":
    case "host_requested":
    case "host_not_captured":
    case "host_cancelled":
    case "host_change_requested":
      return { kind, ...stay, ...addressed, guestName: await nameOf(context, booking.guestId) };
  }
}

const isReminder = (kind: StayKind): kind is ReminderKind => rulesOf(kind).topic === "reminders";

/** Void where the booking has other dates by now, or none, or it has become too late. */
async function reminderFacts(context: MailContext, kind: ReminderKind, { key }: LetterJob, addressed: Addressed, booking: StoredBooking, now: Date): Promise<LetterFacts | undefined> {
  const since = sinceOf(booking, await datesSince(context.store, [booking._id]));
  const reminder = remindersOf(booking, since, context.reminderDays).find((one) => one.key === key);
  if (!reminder || reminder.until <= now) return undefined;
  const stay = { ...addressed, link: linkOf(context, kind, booking), booking };
  if (kind === "hold_ending") return { kind, ...stay };
  const { hostName, property } = await aboutHost(context, booking);
  if (kind === "check_out_reminder") return { kind, ...stay, hostName };
  return { kind, ...stay, hostName, property, days: daysBetween(localDate(now, booking.property.timeZone), booking.checkIn) };
}

function linkOf({ publicUrl }: MailContext, kind: StayKind, { _id }: StoredBooking): string {
  if (rulesOf(kind).to === "host") return `${publicUrl}/host`;
  return `${publicUrl}/stays/${_id}${kind === "receipt" ? "/receipt" : ""}`;
}

/** Whether the same has happened again since. */
async function isOutdone({ store }: MailContext, { type, bookingId, booking }: StoredEvent): Promise<boolean> {
  const later: object = { bookingId, type, "booking.version": trusted({ $gt: booking!.version }) };
  return (await store.events.exists(later)) !== null;
}

async function nameOf({ store }: MailContext, userId: string): Promise<string> {
  return (await store.users.findById(userId, { name: 1 }).lean())?.name ?? "";
}

async function aboutHost(context: MailContext, { hostId, propertyId }: StoredBooking): Promise<{ hostName: string; property: Arrival }> {
  const { address, arrivalNotes } = await context.store.properties.findById(propertyId, { address: 1, arrivalNotes: 1 }).orFail().lean();
  return { hostName: await nameOf(context, hostId), property: { address, arrivalNotes } };
}
