import { isDeepStrictEqual } from "node:util";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { Discounts, Fees, PropertyChange, StayRules } from "../contract/property.ts";
import type { StoredMonth, StoredProperty } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { openMonths, rewriteMonths } from "../store/months.ts";
import { searchFields } from "../store/property-search.ts";
import { changeProperty as writeProperty, readOwn } from "../store/properties.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { acting, type Actor, type Context } from "./context.ts";
import { horizonOf, laterMonth } from "./horizon.ts";
import { claimKept } from "./imported/claim-kept.ts";

/** What months have of their property, or what decides about stays in them: a change of it changes them. */
const DECIDING = ["units", "basePrice", "rules"] as const;

/**
 * Changes a property. Units, price and rules are written into its months in the same transaction.
 *
 * @throws Refusal `units_in_use` where more units are taken than would remain, `not_found`, `invalid_input`
 */
export async function changeProperty(context: Context, actor: Actor, { id, ...change }: PropertyChange & { id: Id }): Promise<StoredProperty> {
  return transact(context, async (tx) => {
    const before = await readOwn(tx, id, actor.id);
    const rules = { ...before.rules, ...change.rules } as StayRules;
    if (rules.minNights > rules.maxNights) {
      throw new Refusal("invalid_input", "minNights must not be above maxNights", { fields: [{ field: "body.rules.minNights", problem: `must be ${rules.maxNights} at most` }] });
    }
    const [fees, discounts] = [{ ...before.fees, ...change.fees } as Fees, { ...before.discounts, ...change.discounts } as Discounts];
    const wanted = { ...before, ...change, rules, fees, discounts } as StoredProperty;
    const changed = await writeProperty(tx, id, { ...(change as Partial<StoredProperty>), ...searchFields(wanted), rules, fees, discounts });
    const months = DECIDING.some((field) => !isDeepStrictEqual(before[field], wanted[field])) ? await rewrite(tx, changed) : [];
    await record(tx, {
      type: "property.changed", actor: acting(actor, "host"), propertyId: id, hostId: before.hostId, months, data: { fields: Object.keys(change) },
    });
    return changed;
  });
}

/** A draft has no months yet. */
async function rewrite(tx: Transaction, property: StoredProperty): Promise<StoredMonth[]> {
  if (!property.monthsUntil) return [];
  const { from, to } = horizonOf(property, tx.now);
  const rewritten = await rewriteMonths(tx, property, from);
  const opened = await openMonths(tx, property, from, to);
  await writeProperty(tx, property._id, { monthsUntil: laterMonth(property.monthsUntil, to) });
  return claimKept(tx, property._id, [...rewritten, ...opened]);
}
