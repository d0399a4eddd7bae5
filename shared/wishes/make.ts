import { canBeHeld } from "../booking/can-be-held.ts";
import { checkMonths, checkStay } from "../booking/stay-rules.ts";
import { addDays, instantAt } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { NewWish } from "../contract/wish.ts";
import type { StoredProperty } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { newId } from "../store/ids.ts";
import { meetAt } from "../store/meetings.ts";
import { readMonthsNamed } from "../store/months.ts";
import { readListed } from "../store/properties.ts";
import { transact, type Transaction, type TransactionContext } from "../store/transact.ts";
import type { StoredWish } from "../store/wish-documents.ts";
import { monthsOfWishes, wishedStays } from "./stays.ts";

/** How many a guest may have open. */
export const MOST_WISHES = 20;

/**
 * Asks to be told when nights free. The same nights again are the same wish: its guests and flexibility become what was
 * asked last, its place among others stays; one that was told already begins anew.
 *
 * @throws Refusal `not_found`, `stay_rule` where the nights could not be held if they were free, `wrong_state` where they
 *   could be now, or where there are as many wishes as there may be
 */
export async function makeWish(context: TransactionContext, { id: userId }: { id: Id }, input: NewWish): Promise<StoredWish> {
  const { propertyId, checkIn, checkOut, guests, flexibleDays } = input;
  return transact(context, async (tx) => {
    const property = await readListed(tx, propertyId);
    checkStay(property, input, tx.now);
    const months = await readMonthsNamed(tx, propertyId, monthsOfWishes([input]));
    checkMonths(months, input);
    const free = wishedStays(input).find((stay) => canBeHeld(property, months, { ...stay, guests }, tx.now));
    if (free) throw new Refusal("wrong_state", `A stay from ${free.checkIn} to ${free.checkOut} is free now: hold it`);
    await meetAt(tx, `wishes of ${userId}`);
    const same = await tx.store.wishes.findOne({ userId, propertyId, checkIn, checkOut }, null, { session: tx.session }).lean();
    if (same?.status === "open") {
      if (same.guests === guests && same.flexibleDays === flexibleDays) return same;
      return write(tx, { ...same, guests, flexibleDays, endsAt: endOf(input, property), version: same.version + 1, at: tx.now });
    }
    await refuseMore(tx, userId);
    if (same) await tx.store.wishes.deleteOne({ _id: same._id }, { session: tx.session });
    const { title, city } = property;
    return write(tx, {
      _id: newId(), userId, propertyId, property: { title, city }, checkIn, checkOut, guests, flexibleDays,
      status: "open", version: 1, endsAt: endOf(input, property), createdAt: tx.now, at: tx.now,
    });
  });
}

function endOf({ checkIn, flexibleDays }: NewWish, { timeZone }: StoredProperty): Date {
  return instantAt(addDays(checkIn, flexibleDays + 1), "00:00", timeZone);
}

/** @throws Refusal `wrong_state` */
async function refuseMore({ store, session, now }: Transaction, userId: Id): Promise<void> {
  const open = await store.wishes.countDocuments({ userId, status: "open", endsAt: { $gt: now } }, { session });
  if (open >= MOST_WISHES) throw new Refusal("wrong_state", `You wait for ${MOST_WISHES} stays already; remove one that you need no longer`);
}

async function write(tx: Transaction, wish: StoredWish): Promise<StoredWish> {
  const { _id, userId, propertyId, checkIn, checkOut, flexibleDays } = wish;
  await tx.store.wishes.replaceOne({ _id }, wish, { session: tx.session, upsert: true });
  await record(tx, { type: "wish.made", actor: { id: userId, role: "guest" }, userId, propertyId, wish, data: { wishId: _id, checkIn, checkOut, flexibleDays } });
  return wish;
}
