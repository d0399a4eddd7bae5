import { block } from "../../shared/booking/block.ts";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { extendMonths } from "../../shared/booking/extend-months.ts";
import { hold } from "../../shared/booking/hold.ts";
import { addDays, localDate, monthOf } from "../../shared/contract/dates.ts";
import { guests, hosts, type Account } from "./accounts.ts";
import { actorOf, type DemoContext } from "./context.ts";
import type { DemoProperty } from "./demo-property.ts";
import { runsOfSeason } from "./prices.ts";

/** What is true of a property just now: its months reach its horizon, its host keeps nights, somebody holds a stay. */
export async function presentOf(context: DemoContext, demo: DemoProperty, now: Date): Promise<void> {
  const { store } = context;
  const host = actorOf(hosts[demo.host]);
  const { title, timeZone, rules } = demo.property;
  const { _id: id } = await store.properties.findOne({ hostId: host.id, title }).orFail().lean();
  const today = localDate(now, timeZone);
  await extendMonths(context, id);
  for (const { from, to, ...rest } of demo.blocks ?? []) {
    const first = addDays(today, from);
    const month = await store.months.findOne({ propertyId: id, month: monthOf(first) }).lean();
    if (month?.claims.some(({ note }) => note === rest.note)) continue;
    await block(context, host, { id, from: first, to: addDays(today, to), ...rest });
  }
  await priceTheYear(context, demo, { id, today, horizon: addDays(today, rules.horizonDays) });
  if (!demo.held) return;
  const guest = guests[demo.held.guest] as Account;
  const checkIn = addDays(today, demo.held.checkIn);
  const stay = { propertyId: id, checkIn, checkOut: addDays(checkIn, demo.held.nights) };
  if (await store.bookings.exists({ ...stay, guestId: guest.id })) return;
  await hold(context, actorOf(guest), { ...stay, guests: 2 });
}

/** Seasons that were beyond the horizon when it was listed, and the least stays of all: bookings made before kept neither. */
async function priceTheYear(context: DemoContext, { host, seasons }: DemoProperty, { id, today, horizon }: { id: string; today: string; horizon: string }): Promise<void> {
  for (const { from, to, price, minNights } of seasons.flatMap((season) => runsOfSeason(season, today, horizon))) {
    await changeNights(context, actorOf(hosts[host]), { id, from, to, price, ...(minNights && { minNights }) });
  }
}
