import { daysBetween, type Stay } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { MOST_HORIZON_DAYS, type Block, type NewBlock } from "../contract/property.ts";
import { record } from "../store/events.ts";
import { newId } from "../store/ids.ts";
import { claimNights } from "../store/months.ts";
import { readOwn } from "../store/properties.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { acting, type Actor, type Context } from "./context.ts";
import { withCurrentMonths } from "./current-months.ts";
import { refusePast } from "./stay-rules.ts";

/** A run of nights a host names, checked. @throws Refusal `invalid_input` */
export function hostRun({ from, to }: { from: string; to: string }): Stay {
  const nights = daysBetween(from, to);
  const problem = nights < 1 ? "must be after from" : nights > MOST_HORIZON_DAYS ? `must be within ${MOST_HORIZON_DAYS} days of from` : undefined;
  if (problem) throw new Refusal("invalid_input", `to ${problem}`, { fields: [{ field: "body.to", problem }] });
  return { checkIn: from, checkOut: to };
}

/**
 * Keeps a number of units, all where none is named, from being booked.
 *
 * @throws Refusal `nights_taken` with the months as they are, where too few units are free on a night, `stay_rule`, `not_found`, `invalid_input`
 */
export async function block(context: Context, actor: Actor, { id, ...input }: NewBlock & { id: Id }): Promise<Block> {
  const run = hostRun(input);
  const blocking = async (tx: Transaction) => {
    const property = await readOwn(tx, id, actor.id);
    refusePast(property.timeZone, input.from, tx.now);
    const units = input.units ?? property.units;
    const made: Block = { id: newId(), propertyId: id, from: input.from, to: input.to, units, note: input.note ?? "" };
    const months = await claimNights(tx, id, run, { id: made.id, kind: "block", units, ...(input.note && { note: input.note }) });
    const { note: _note, ...data } = made;
    await record(tx, { type: "nights.blocked", actor: acting(actor, "host"), propertyId: id, hostId: property.hostId, months, data });
    return made;
  };
  return withCurrentMonths(context, id, run, () => transact(context, blocking, id));
}
