import { monthOf, type Stay } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { readMonths } from "../store/months.ts";
import type { TransactionContext } from "../store/transact.ts";
import { publicMonth } from "../views/month.ts";

/** Lets whoever is refused because nights are taken see what is free: the months as they are after the refusal. */
export async function withCurrentMonths<T>(context: TransactionContext, propertyId: Id, stay: Stay, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "nights_taken") throw error;
    const months = await readMonths(context, propertyId, monthOf(stay.checkIn), monthOf(stay.checkOut));
    throw new Refusal("nights_taken", error.message, { months: months.map(publicMonth) });
  }
}
