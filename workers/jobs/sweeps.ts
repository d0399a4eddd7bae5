/** What makes things prompt that the data has already decided. Each finds what is due and calls one verb for it. */
import type { Model } from "mongoose";
import type { Id } from "../../shared/contract/ids.ts";
import { takeAccepted } from "../../shared/booking/accept.ts";
import { complete } from "../../shared/booking/complete.ts";
import type { Context } from "../../shared/booking/context.ts";
import { expire, expireChange } from "../../shared/booking/expire.ts";
import { extendMonths } from "../../shared/booking/extend-months.ts";
import { horizonOf } from "../../shared/booking/horizon.ts";
import { refund } from "../../shared/booking/refund.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import { endAbandoned, VOIDABLE, voidPayment } from "../../shared/booking/void-payment.ts";
import { forEach } from "./for-each.ts";

/** How many verbs of a sweep run at once. */
const AT_ONCE = 8;

async function* idsOf(bookings: Model<StoredBooking>, filter: object): AsyncGenerator<Id> {
  for await (const { _id } of bookings.find(filter, { _id: 1 }).lean().cursor()) yield _id;
}

/** Ends holds, and requests nobody has answered, whose time is over. */
export async function sweepHolds(context: Context): Promise<void> {
  const now = await context.clock();
  const lapsed = [{ status: "held", holdUntil: { $lte: now } }, { status: "requested", requestUntil: { $lte: now }, acceptedAt: { $exists: false } }];
  for (const filter of lapsed) await forEach(idsOf(context.store.bookings, filter), AT_ONCE, (id) => expire(context, id));
}

/** Ends changes of dates that nobody has answered or paid in time. */
export async function sweepChanges(context: Context): Promise<void> {
  const lapsed = { "change.until": { $lte: await context.clock() }, "change.lapsed": { $exists: false } };
  await forEach(idsOf(context.store.bookings, lapsed), AT_ONCE, (id) => expireChange(context, id));
}

/** Takes the money of requests that were accepted by a process that ended before it had. */
export async function sweepAccepted(context: Context): Promise<void> {
  await forEach(idsOf(context.store.bookings, { status: "requested", acceptedAt: { $exists: true } }), AT_ONCE, (id) => takeAccepted(context, id));
}

/** Ends the payments of bookings that ended unpaid, and of changes that were dropped. */
export async function sweepPayments(context: Context): Promise<void> {
  const open = { status: { $in: VOIDABLE.status }, "payment.status": { $in: VOIDABLE.payment } };
  await forEach(idsOf(context.store.bookings, open), AT_ONCE, (id) => voidPayment(context, id));
  await forEach(idsOf(context.store.bookings, { "payment.abandoned": { $exists: true } }), AT_ONCE, (id) => endAbandoned(context, id));
}

export async function sweepRefunds(context: Context): Promise<void> {
  await forEach(idsOf(context.store.bookings, { "payment.refundOpen": true }), AT_ONCE, (id) => refund(context, id));
}

export async function sweepStays(context: Context): Promise<void> {
  const over = { status: { $in: ["confirmed", "checked_in"] }, endsAt: { $lte: await context.clock() } };
  await forEach(idsOf(context.store.bookings, over), AT_ONCE, (id) => complete(context, id));
}

/** Opens the months that a horizon has reached since. */
export async function sweepMonths(context: Context): Promise<void> {
  const now = await context.clock();
  const opened = context.store.properties.find({ monthsUntil: { $exists: true } }, { timeZone: 1, rules: 1, monthsUntil: 1 }).lean().cursor();
  async function* lacking(): AsyncGenerator<Id> {
    for await (const property of opened) if (property.monthsUntil! < horizonOf(property, now).to) yield property._id;
  }
  await forEach(lacking(), AT_ONCE, (id) => extendMonths(context, id));
}
