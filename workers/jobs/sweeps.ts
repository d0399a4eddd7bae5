/** What makes things prompt that the data has already decided. Each finds what is due and calls one verb for it. */
import { addDays } from "../../shared/contract/dates.ts";
import type { Id } from "../../shared/contract/ids.ts";
import { complete } from "../../shared/booking/complete.ts";
import type { Context } from "../../shared/booking/context.ts";
import { expire } from "../../shared/booking/expire.ts";
import { extendMonths } from "../../shared/booking/extend-months.ts";
import { refund } from "../../shared/booking/refund.ts";

const MOST = 200;
/** How many verbs of a sweep run at once. */
const AT_ONCE = 8;

/** Runs all, and then fails where any did: one that can't be done must not hold up the others. */
async function forEach(ids: Id[], act: (id: Id) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  const waiting = [...ids];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      await act(id).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${ids.length} failed`);
}

const idsOf = (found: { _id: Id }[]) => found.map(({ _id }) => _id);

/** Ends holds whose time is over, and the intents nobody shall pay any more. */
export async function sweepHolds(context: Context): Promise<void> {
  const { store, clock, payments } = context;
  const lapsed = await store.bookings.find({ status: "held", holdUntil: { $lte: await clock() } }).sort({ holdUntil: 1 }).limit(MOST).lean();
  const intents = new Map(lapsed.map(({ _id, payment }) => [_id, payment.intentId]));
  await forEach(idsOf(lapsed), async (id) => {
    await expire(context, id);
    const intentId = intents.get(id);
    if (intentId) await payments.cancelIntent(intentId);
  });
}

export async function sweepRefunds(context: Context): Promise<void> {
  const owed = { "payment.refundDue": { $gt: 0 }, $expr: { $gt: ["$payment.refundDue", "$payment.refunded"] } };
  await forEach(idsOf(await context.store.bookings.find(owed, { _id: 1 }).limit(MOST).lean()), (id) => refund(context, id));
}

export async function sweepStays(context: Context): Promise<void> {
  // Of all time zones the first to reach a date does so within a day of UTC; the verb decides by the property's clock.
  const latest = addDays((await context.clock()).toISOString().slice(0, 10), 1);
  const ending = await context.store.bookings.find({ status: "confirmed", checkOut: { $lte: latest } }, { _id: 1 }).limit(MOST).lean();
  await forEach(idsOf(ending), (id) => complete(context, id));
}

export async function sweepMonths(context: Context): Promise<void> {
  const properties = await context.store.properties.find({ monthsUntil: { $exists: true } }, { _id: 1 }).lean();
  await forEach(idsOf(properties), (id) => extendMonths(context, id));
}
