import type { EventType } from "../../shared/contract/events.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import type { Follower } from "../jobs/follow.ts";
import { addJobs, dropJobs, type NewJob } from "../jobs/queue.ts";
import { type LetterJob, plan, PLANNED } from "./plan.ts";
import { type Reminder, remindersOf } from "./reminders.ts";

/** Names of jobs. Reminders have one of their own, so that those of dates that are another's by now can be dropped. */
export const LETTER = "letter";
export const REMINDER = "reminder";

/** After these a booking is held, has its dates, has other ones, or none any more. */
const MOVING = [
  "booking.held", "booking.released", "booking.expired", "booking.requested", "booking.confirmed", "booking.changed",
  "booking.cancelled", "booking.checked_in", "booking.no_show", "booking.completed",
] as const satisfies EventType[];
/** What gives a booking its dates; a change may be one of guests alone. */
const GIVES_DATES = {
  $or: [
    { type: "booking.confirmed" },
    { type: "booking.changed", $expr: { $or: [{ $ne: ["$data.before.checkIn", "$booking.checkIn"] }, { $ne: ["$data.before.checkOut", "$booking.checkOut"] }] } },
  ],
};

export function lettersFollower(store: Store, { reminderDays }: { reminderDays: readonly number[] }): Follower {
  return {
    name: "letters",
    types: [...new Set([...PLANNED, ...MOVING])],
    async take(events) {
      await addJobs(store, events.flatMap(plan).map((data) => ({ name: LETTER, data })));
      const moved = events.filter(({ type }) => MOVING.some((one) => one === type)).map(({ bookingId }) => bookingId!);
      await remind(store, [...new Set(moved)], reminderDays);
    },
  };
}

/** Brings the reminders that wait in line with the bookings as they are now. */
async function remind(store: Store, ids: Id[], days: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const bookings: StoredBooking[] = await store.bookings.find({ _id: { $in: ids } }).lean();
  const dated = await datesSince(store, ids);
  const planned = bookings.map((booking) => ({ booking, reminders: remindersOf(booking, sinceOf(booking, dated), days) }));
  await Promise.all(planned.map(({ booking, reminders }) => dropJobs(store, REMINDER, booking._id, reminders.map(({ key }) => key))));
  await addJobs(store, planned.flatMap(({ booking, reminders }) => reminders.map((reminder) => jobOf(booking, reminder))));
}

export function jobOf({ _id: bookingId, guestId: userId }: Pick<StoredBooking, "_id" | "guestId">, { kind, key, at }: Reminder): NewJob {
  const data: LetterJob = { key, at, kind, userId, bookingId };
  return { name: REMINDER, data };
}

/** When bookings got the dates that they have. */
export async function datesSince(store: Store, ids: Id[]): Promise<Map<Id, Date>> {
  const found: { _id: Id; at: Date }[] = await store.events.aggregate([
    { $match: { bookingId: { $in: ids }, ...GIVES_DATES } },
    { $group: { _id: "$bookingId", at: { $max: "$at" } } },
  ]);
  return new Map(found.map(({ _id, at }) => [_id, at]));
}

/** A hold has its dates from the beginning. */
export const sinceOf = ({ _id, createdAt }: StoredBooking, dated: Map<Id, Date>) => dated.get(_id) ?? createdAt;
