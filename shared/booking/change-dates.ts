import type { DatesChange } from "../contract/booking.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { permissions } from "../contract/permissions.ts";
import { changeBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import type { StoredChange } from "../store/money-documents.ts";
import { isStale } from "../store/freshness.ts";
import { holdBeside } from "../store/months.ts";
import { readProperty } from "../store/properties.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { publicMonth } from "../views/month.ts";
import { recordBooking } from "./booking-event.ts";
import type { Actor, By, Context } from "./context.ts";
import { withCurrentMonths } from "./current-months.ts";
import { ANSWER_WITHIN } from "./deadline.ts";
import { freeBeside } from "./free.ts";
import { hasRoom } from "./has-room.ts";
import { changeUntil, makeChange, withoutChange } from "./make-change.ts";
import { type AskedDates, type DatesOffer, offerDates } from "./offer-dates.ts";
import { readOwnBooking } from "./own.ts";

/**
 * What other dates would cost if they were asked for now.
 *
 * @throws Refusal `not_found`, `wrong_state`, `stay_rule`, `invalid_input`, `nights_taken` with the months
 */
export async function datesOffer(context: Context, actor: Actor, { id, ...asked }: AskedDates & { id: Id }): Promise<DatesOffer & { asksHost: boolean }> {
  const { booking } = await readOwnBooking(context, actor, id, permissions.dates);
  const now = await context.clock();
  const offer = await offerDates(context, booking, asked, now);
  const ofOthers = offer.months.map((month) => ({ ...month, claims: month.claims.filter((claim) => claim.id !== id) }));
  if (!offer.added.every((run) => hasRoom(ofOthers, run, now))) {
    throw new Refusal("nights_taken", "Choose other nights; the months show what is free now", { months: offer.months.map(publicMonth) });
  }
  return { ...offer, asksHost: await asksHost(context, booking, offer, now) };
}

/**
 * Asks for other dates: where a host is asked first, of the host; else where they cost more, to be paid; else it is done.
 * What they add is held meanwhile, and a change that was asked for before is dropped.
 *
 * @throws Refusal as `datesOffer`, `price_changed` with the quote
 */
export async function changeDates(context: Context, actor: Actor, { id, expectedDifference, ...asked }: DatesChange & { id: Id }): Promise<StoredBooking> {
  const { propertyId } = (await readOwnBooking(context, actor, id, permissions.changeDates)).booking;
  const changing = async (tx: Transaction) => {
    const { booking } = await readOwnBooking(tx, actor, id, permissions.changeDates);
    const offer = await offerDates(tx, booking, asked, tx.now);
    if (expectedDifference !== undefined && expectedDifference !== offer.difference) {
      throw new Refusal("price_changed", "Look at the price again before you change the dates", { quote: offer.quote, difference: offer.difference });
    }
    const by = { actor, role: "guest" } as const;
    if (await asksHost(tx, booking, offer, tx.now)) return keepWaiting(tx, booking, offer, { awaits: "host", milliseconds: ANSWER_WITHIN }, by);
    if (offer.difference > 0) return keepWaiting(tx, booking, offer, { awaits: "payment", milliseconds: context.holdSeconds * 1000 }, by);
    return makeChange(tx, booking, offer, by);
  };
  return withCurrentMonths(context, propertyId, asked, () => transact(context, changing, propertyId));
}

/** As when it was booked; and where nights are added that may be sold elsewhere already. */
async function asksHost(reader: Pick<Transaction, "store"> & Partial<Transaction>, { onRequest, propertyId }: StoredBooking, { added }: DatesOffer, now: Date): Promise<boolean> {
  return onRequest === true || (added.length > 0 && isStale(await readProperty(reader, propertyId), now));
}

const ASKED = { host: "booking.change_requested", payment: "booking.change_offered" } as const;

/** Holds what the change adds, in place of what an earlier one held. */
async function keepWaiting(
  tx: Transaction,
  booking: StoredBooking,
  { added, months: _months, ...offer }: DatesOffer,
  { awaits, milliseconds }: { awaits: StoredChange["awaits"]; milliseconds: number },
  by: By,
): Promise<StoredBooking> {
  const until = changeUntil(booking, offer, tx.now, milliseconds);
  const months = await freeBeside(tx, booking, await holdBeside(tx, booking, added, until));
  const { payment } = withoutChange(booking);
  const attempt = payment.attempt + 1;
  const waiting = await changeBooking(tx, booking, { payment: { ...payment, attempt }, change: { ...offer, awaits, until, attempt } });
  await recordBooking(tx, ASKED[awaits], by, waiting, { months, data: { difference: offer.difference } });
  return waiting;
}
