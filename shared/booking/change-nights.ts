import { runsOf } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { NightsChange } from "../contract/property.ts";
import type { NightSettings, StoredMonth } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { readMonths, setNights } from "../store/months.ts";
import { readOwn } from "../store/properties.ts";
import { transact } from "../store/transact.ts";
import { hostRun } from "./block.ts";
import { acting, type Actor, type Context } from "./context.ts";
import { refusePast } from "./stay-rules.ts";

type Settings = Omit<NightsChange, "from" | "to">;

/** `null` and `false` take a setting away; what is not named stays. */
function withSettings(night: NightSettings, set: Settings): NightSettings {
  const merged = { ...night, ...set };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null && value !== false && value !== undefined));
}

/** Prices nights, or sets their rules. Stays already held keep their quote. @throws Refusal `stay_rule`, `not_found`, `invalid_input` */
export async function changeNights(context: Context, actor: Actor, { id, from, to, ...set }: NightsChange & { id: Id }): Promise<StoredMonth[]> {
  const runs = runsOf(hostRun({ from, to }));
  return transact(context, async (tx) => {
    const property = await readOwn(tx, id, actor.id);
    refusePast(property.timeZone, from, tx.now);
    const before = await readMonths(tx, id, runs[0]!.month, runs.at(-1)!.month);
    const months: StoredMonth[] = [];
    for (const run of runs) {
      const month = before.find((stored) => stored.month === run.month);
      if (!month) throw new Refusal("stay_rule", "These nights are not open yet", { rule: "horizon" });
      const days = Array.from({ length: run.to - run.from }, (_, index) => String(run.from + index));
      const changed = Object.fromEntries(days.map((day) => [day, withSettings(month.nights[day] ?? {}, set)]));
      const nights = Object.entries({ ...month.nights, ...changed }).filter(([, night]) => Object.keys(night).length > 0);
      months.push(await setNights(tx, month, Object.fromEntries(nights)));
    }
    const data = { from, to, ...set, ...(set.price && { currency: property.currency }) };
    await record(tx, { type: "nights.priced", actor: acting(actor, "host"), propertyId: id, hostId: property.hostId, months, data });
    return months;
  });
}
