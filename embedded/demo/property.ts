import { changeNights } from "../../shared/booking/change-nights.ts";
import { createProperty } from "../../shared/booking/create-property.ts";
import { list } from "../../shared/booking/list.ts";
import { addDays, dayOf, monthOf, type Night } from "../../shared/contract/dates.ts";
import { NewProperty } from "../../shared/contract/property.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { StoredProperty } from "../../shared/store/documents.ts";
import { hosts } from "./accounts.ts";
import { actorOf, type DemoContext } from "./context.ts";
import type { DemoProperty } from "./demo-property.ts";
import { LISTED_DAYS_AGO } from "./plan.ts";
import { type PricedRun, pricedRuns } from "./prices.ts";

/** Makes and lists it and prices its nights, at the context's time; what was done before stays as it is. */
export async function listProperty(context: DemoContext, demo: DemoProperty, today: Night): Promise<StoredProperty> {
  const actor = actorOf(hosts[demo.host]);
  const found = await context.store.properties.findOne({ hostId: actor.id, title: demo.property.title }).lean();
  const { _id: id } = found ?? (await createProperty(context, actor, NewProperty.parse(demo.property)));
  const listed = await list(context, actor, { id });
  const from = addDays(today, -LISTED_DAYS_AGO);
  const runs = pricedRuns(demo, from, today, addDays(from, demo.property.rules.horizonDays));
  if (await isPriced(context, id, runs.at(-1))) return listed;
  for (const { from: first, to, price } of runs) await changeNights(context, actor, { id, from: first, to, price });
  return listed;
}

async function isPriced({ store }: DemoContext, propertyId: Id, last: PricedRun | undefined): Promise<boolean> {
  if (!last) return true;
  const month = await store.months.findOne({ propertyId, month: monthOf(last.from) }).lean();
  return month?.nights[dayOf(last.from)]?.price === last.price;
}
