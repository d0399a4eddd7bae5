/** Compares what the provider has with what is kept here, and both with the ledger. What differs support gets a case of. */
import { isDeepStrictEqual } from "node:util";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { ForeignIntent, type Intent } from "../payments/payments.ts";
import { balancesOf, summed } from "../store/balances.ts";
import { readBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { movementsOf } from "../store/ledger.ts";
import { transact } from "../store/transact.ts";
import { openCase } from "./case.ts";
import { chargeOf } from "./charges.ts";
import type { Context } from "./context.ts";
import { agrees } from "./reconcile.ts";
import { settle } from "./settle.ts";

/**
 * Looks at every intent made since then, in both directions: what the provider took must be a booking's, and what a booking
 * says was taken must be at the provider. What a lost notice would explain is settled first.
 *
 * @returns how many cases were opened, and intents of bookings that are not here
 * @throws Refusal `unavailable` where the provider can't be asked; AggregateError after all were looked at
 */
export async function audit(context: Context, since: Date): Promise<{ opened: number; strays: string[] }> {
  let opened = 0;
  const [strays, failures]: [string[], unknown[]] = [[], []];
  const count = async (looking: Promise<number>) => {
    opened += await looking.catch((error: unknown) => (failures.push(error), 0)); // one that can't be compared must not hold up the others
  };
  const seen = new Set<string>();
  for await (const intent of context.payments.intentsSince(since)) {
    seen.add(intent.id);
    const booking = await context.store.bookings.findById(intent.bookingId).lean();
    if (booking) await count(compared(context, booking, intent));
    else if (intent.captured > 0) strays.push(intent.id);
  }
  const kept = context.store.bookings.find({ createdAt: { $gte: since }, "payment.captured": { $gt: 0 } }).lean().cursor();
  for await (const booking of kept) {
    await count(lacking(context, booking, seen));
    await count(unposted(context, booking));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} payments could not be compared`);
  return { opened, strays };
}

const taken = ({ captured, refunded, disputed }: Intent) => ({ captured, refunded, disputed });

/** Where booking and intent differ the booking is brought in line first. */
async function compared(context: Context, before: StoredBooking, seen: Intent): Promise<number> {
  if (isSame(before, seen)) return 0;
  await settle(context, seen.id);
  const intent = await context.payments.intent(seen.id);
  const booking = await readBooking(context, seen.bookingId);
  if (isSame(booking, intent)) return 0;
  return openDrift(context, intent.bookingId, { intentId: intent.id, provider: taken(intent) });
}

const isSame = ({ payment }: StoredBooking, intent: Intent): boolean => (chargeOf(payment, intent.id)?.amount ?? 0) === intent.captured && agrees(payment, intent);

/** Charges of a booking that the provider doesn't know. */
async function lacking(context: Context, { _id, payment }: StoredBooking, seen: Set<string>): Promise<number> {
  let opened = 0;
  for (const { intentId, amount, refunded } of payment.charges) {
    if (seen.has(intentId) || (await isKnown(context, intentId))) continue;
    opened += await openDrift(context, _id, { intentId, kept: { captured: amount, refunded }, provider: "unknown" });
  }
  return opened;
}

async function isKnown({ payments }: Context, intentId: string): Promise<boolean> {
  try {
    await payments.intent(intentId);
    return true;
  } catch (error) {
    if (error instanceof ForeignIntent || (error instanceof Refusal && error.code === "not_found")) return false;
    throw error;
  }
}

/** A ledger that doesn't lead to what its booking says. Both are read at one moment. */
async function unposted(context: Context, { _id }: StoredBooking): Promise<number> {
  const [balances, ledger] = await transact({ ...context, once: undefined }, async (tx) => {
    const booking = await readBooking(tx, _id);
    const lines = (await movementsOf(tx, _id)).flatMap((movement) => movement.lines);
    return [notZero(balancesOf(booking)), notZero(summed(lines))];
  });
  return isDeepStrictEqual(balances, ledger) ? 0 : openDrift(context, _id, { kept: balances, ledger });
}

const notZero = (balances: object) => Object.fromEntries(Object.entries(balances).filter(([, amount]) => amount !== 0));

/** The same drift is one case, however often it is found. @returns 1 where it is new */
async function openDrift(context: Context, bookingId: Id, found: Record<string, unknown>): Promise<number> {
  const isNew = await transact({ ...context, once: undefined }, async (tx) => {
    const booking = await readBooking(tx, bookingId);
    return openCase(tx, booking, { kind: "drift", key: `drift:${bookingId}:${JSON.stringify(found)}`, data: found });
  });
  return isNew ? 1 : 0;
}
