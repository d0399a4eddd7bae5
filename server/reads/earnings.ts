/** Statements for hosts, read from the ledger: what is earned was posted when it was. */
import type { EarnedStay, Earnings, EarningsMonth } from "../../shared/contract/earnings.ts";
import { type Month, addMonths, monthOf } from "../../shared/contract/dates.ts";
import type { Id } from "../../shared/contract/ids.ts";
import { returnable } from "../../shared/booking/charges.ts";
import { shareOut, summed } from "../../shared/store/balances.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { StoredMovement } from "../../shared/store/money-documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { namesOf } from "./names.ts";

/** @param from first month, @param to last month, both included */
export async function earningsOf(store: Store, hostId: Id, { from, to }: { from: Month; to: Month }): Promise<Earnings> {
  const movements = await store.ledger.find({ hostId, month: { $gte: from, $lte: to } }).sort({ month: 1, currency: 1, at: 1 }).lean();
  const bookings = await bookingsOf(store, movements);
  const names = await namesOf(store, [...bookings.values()].map(({ guestId }) => guestId));
  const months = grouped(movements, ({ month, currency }) => `${month} ${currency}`);
  // In a month in which stays were only paid, nothing is earned.
  const items = months.map((ofMonth) => statement(ofMonth, bookings, names)).filter(({ stays, refunded }) => stays.length > 0 || refunded > 0);
  return { items, upcoming: await upcomingOf(store, hostId, { from, to }) };
}

async function bookingsOf(store: Store, movements: StoredMovement[]): Promise<Map<Id, StoredBooking>> {
  const ids = [...new Set(movements.map(({ bookingId }) => bookingId))];
  return new Map((await store.bookings.find({ _id: { $in: ids } }).lean()).map((booking) => [booking._id, booking]));
}

type Shares = Pick<EarnedStay, "earned" | "commission" | "taxes" | "payout">;

/** What is earned stands below zero in the ledger: it is owed to the host. */
function sharesOf(movements: StoredMovement[]): Shares {
  const { host = 0, taxes = 0, commission = 0 } = summed(movements.flatMap(({ lines }) => lines));
  return { earned: 0 - host - commission, commission: 0 - commission, taxes: 0 - taxes, payout: 0 - host - taxes };
}

function statement(movements: StoredMovement[], bookings: Map<Id, StoredBooking>, names: Map<Id, string>): EarningsMonth {
  const { month, currency } = movements[0]!;
  const stays = grouped(movements, ({ bookingId }) => bookingId).map((ofStay): EarnedStay => {
    const { bookingId } = ofStay[0]!;
    const { propertyId, property, guestId, status, checkIn, checkOut } = bookings.get(bookingId)!;
    return { bookingId, propertyId, propertyTitle: property.title, guestName: names.get(guestId) ?? "", status, checkIn, checkOut, ...sharesOf(ofStay) };
  });
  const refunded = movements.filter((movement) => !isReturned(movement)).flatMap(({ lines }) => lines)
    .reduce((sum, { account, amount }) => (account === "refunds" && amount < 0 ? sum - amount : sum), 0);
  return { month, currency, ...sharesOf(movements), refunded, stays: stays.filter(({ payout, commission }) => payout !== 0 || commission !== 0) };
}

/** Taken and due back at once, for nights that others had by then: it was never the host's. */
const isReturned = ({ lines }: StoredMovement) => lines.some(({ account, amount }) => account === "provider" && amount > 0) && lines.some(({ account }) => account === "refunds");

async function upcomingOf(store: Store, hostId: Id, { from, to }: { from: Month; to: Month }): Promise<Earnings["upcoming"]> {
  const until = `${addMonths(to, 1)}-01`;
  const coming = await store.bookings.find({ hostId, status: { $in: ["confirmed", "checked_in"] }, checkOut: { $gte: `${from}-01`, $lt: until } }).sort({ checkOut: 1 }).lean();
  const months = grouped(coming, ({ checkOut, quote }) => `${monthOf(checkOut)} ${quote.currency}`);
  return months.map((stays) => {
    const { checkOut, quote } = stays[0]!;
    const payout = stays.reduce((sum, { quote: agreed, payment }) => {
      const { host, taxes } = shareOut(agreed, returnable(payment));
      return sum + host + taxes;
    }, 0);
    return { month: monthOf(checkOut), currency: quote.currency, stays: stays.length, payout };
  });
}

/** In the order in which the keys first come; no group is empty. */
function grouped<T>(items: T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
