import { hostProperty } from "../../shared/views/property.ts";
import { hostBookings } from "../reads/bookings.ts";
import { earningsOf } from "../reads/earnings.ts";
import { hostCalendar } from "../reads/host-calendar.ts";
import { namesOf } from "../reads/names.ts";
import type { Handlers } from "./bind.ts";

export const hostHandlers: Handlers<"hostProperties" | "hostBookings" | "hostCalendar" | "hostEarnings"> = {
  async hostProperties({ actor, context: { store, clock } }) {
    const properties = await store.properties.find({ hostId: actor.id }).sort({ title: 1, _id: 1 }).lean();
    const name = (await namesOf(store, [actor.id])).get(actor.id) ?? "";
    const now = await clock();
    return { items: properties.map((property) => hostProperty(property, name, now)) };
  },
  hostBookings: ({ input, actor, context }) => hostBookings(context.store, actor.id, input.query),
  hostCalendar: async ({ input, actor, context }) => ({ items: await hostCalendar(context.store, actor.id, input.query.from, input.query.to) }),
  hostEarnings: ({ input, actor, context }) => earningsOf(context.store, actor.id, input.query),
};
