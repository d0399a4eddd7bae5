/** Whether what is stored agrees with itself: the months with the bookings, and both with the events. */
import { expect } from "chai";
import { daysIn, outside, runsOf, type Stay } from "../../shared/contract/dates.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { StoredBooking, StoredEvent, StoredMonth } from "../../shared/store/documents.ts";
import { balancesOf, summed } from "../../shared/store/balances.ts";
import type { StoredMovement } from "../../shared/store/money-documents.ts";
import type { Store } from "../../shared/store/open.ts";

/** Of these every stay has its nights, to the last month. */
const HAVE_NIGHTS = new Set(["confirmed", "checked_in", "completed"]);

export async function expectAgreement(store: Store, propertyId: Id, now: Date): Promise<void> {
  const months = await store.months.find({ propertyId }).sort({ _id: 1 }).lean();
  const bookings = await store.bookings.find({ propertyId }).lean();
  const events = await store.events.find({ propertyId }).lean();
  for (const month of months) expectNoneOver(month, now);
  for (const booking of bookings) expectWhole(months, booking, now);
  expectOwned(months, bookings, events, await store.calendars.distinct("_id", { propertyId }));
  for (const month of months) expectTold(month, events.flatMap((event) => event.months?.filter(({ _id }) => _id === month._id) ?? []));
  for (const booking of bookings) expectBookingTold(booking, events);
  const movements = await store.ledger.find({ propertyId }).lean();
  for (const booking of bookings) expectBalanced(booking, movements.filter(({ bookingId }) => bookingId === booking._id));
}

const isLive = (now: Date) => ({ until }: { until?: Date }) => !until || until > now;

/** No night has more live claims than there are units. */
export function expectNoneOver(month: StoredMonth, now: Date): void {
  for (let day = 1; day <= daysIn(month.month); day += 1) {
    const taken = month.claims.filter(isLive(now)).reduce((sum, { from, to, units }) => (from <= day && day < to ? sum + units : sum), 0);
    expect(taken, `taken on ${month._id}-${day}`).to.be.at.most(month.units);
  }
}

/** A stay that is held or confirmed has its nights in every month, each once, and those of a change that waits; one that is not has none that live. */
export function expectWhole(months: StoredMonth[], booking: StoredBooking, now: Date): void {
  const claims = months.flatMap((month) => month.claims.filter(({ id }) => id === booking._id).map((claim) => ({ month: month.month, ...claim })));
  const live = claims.filter(isLive(now)).map(({ month, from, to }) => ({ month, from, to })).sort(byNight);
  const { status, holdUntil, requestUntil, acceptedAt, change } = booking;
  const asked = status === "requested" && (acceptedAt !== undefined || requestUntil! > now);
  const waits = change !== undefined && !change.lapsed && change.until > now;
  const has = HAVE_NIGHTS.has(status) || (status === "held" && holdUntil! > now) || asked;
  expect(live, `nights of ${booking._id}, ${booking.status}`).to.deep.equal(has ? [booking, ...(waits ? outside(booking, change) : [])].flatMap((stay: Stay) => runsOf(stay)).sort(byNight) : []);
}

const byNight = (a: { month: string; from: number }, b: { month: string; from: number }) => (a.month === b.month ? a.from - b.from : a.month < b.month ? -1 : 1);

/** Every claim is a booking's, a block's or of a calendar that is read. */
function expectOwned(months: StoredMonth[], bookings: StoredBooking[], events: StoredEvent[], calendars: Id[]): void {
  const known = new Set([...bookings.map(({ _id }) => _id), ...events.filter(({ type }) => type === "nights.blocked").map(({ data }) => data["id"])]);
  for (const { _id, claims } of months) for (const { id, kind, calendarId } of claims) expect(kind === "imported" ? calendars.includes(calendarId!) : known.has(id), `claim ${id} in ${_id}`).to.equal(true);
}

/** Each version of a month was told once, and the last one is what is stored. */
function expectTold(month: StoredMonth, told: StoredMonth[]): void {
  const versions = told.map(({ version }) => version).sort((a, b) => a - b);
  expect(versions, `versions of ${month._id}`).to.deep.equal(Array.from({ length: month.version }, (_, index) => index + 1));
  expect(told.find(({ version }) => version === month.version), month._id).to.deep.equal(month);
}

function expectBookingTold(booking: StoredBooking, events: StoredEvent[]): void {
  const told = events.flatMap(({ bookingId, booking: one }) => (bookingId === booking._id && one ? [one] : []));
  const versions = [...new Set(told.map(({ version }) => version))].sort((a, b) => a - b);
  expect(versions, `versions of ${booking._id}`).to.deep.equal(Array.from({ length: booking.version }, (_, index) => index + 1));
  expect(told.find(({ version }) => version === booking.version), booking._id).to.deep.equal(booking);
}

/** Every movement is worth nothing by itself, and all together lead to what the booking says of its money. */
function expectBalanced(booking: StoredBooking, movements: StoredMovement[]): void {
  for (const { _id, lines } of movements) expect(lines.reduce((sum, { amount }) => sum + amount, 0), `lines of ${_id}`).to.equal(0);
  const sums = summed(movements.flatMap(({ lines }) => lines));
  const balances = Object.entries(balancesOf(booking)).filter(([, amount]) => amount !== 0);
  expect(Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0)), `ledger of ${booking._id}`).to.deep.equal(Object.fromEntries(balances));
  const { captured, refunded, charges } = booking.payment;
  expect([captured, refunded]).to.deep.equal([charges.reduce((sum, { amount }) => sum + amount, 0), charges.reduce((sum, charge) => sum + charge.refunded, 0)]);
}
