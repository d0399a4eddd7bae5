import { done } from "../../shared/contract/ids.ts";
import { permissions } from "../../shared/contract/permissions.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import { readOwnBooking } from "../../shared/booking/own.ts";
import { addCalendar } from "../../shared/calendars/add-calendar.ts";
import { makeAddress } from "../../shared/calendars/address.ts";
import { changeCalendar, removeCalendar } from "../../shared/calendars/change-calendar.ts";
import { takenNights } from "../../shared/calendars/export.ts";
import type { ReadFeed } from "../../shared/calendars/feed.ts";
import { stayFile } from "../../shared/calendars/stay-file.ts";
import { syncCalendar } from "../../shared/calendars/sync.ts";
import type { BookingStatus } from "../../shared/contract/booking.ts";
import { calendarAddressView, calendarView } from "../../shared/views/calendar.ts";
import { withArrival } from "../reads/bookings.ts";
import type { Handlers } from "./bind.ts";

export interface CalendarsDoor {
  publicUrl: string;
  /** Whom letters come from. */
  organizer: { name: string; email: string };
  /** Hosts and ports that may be called whatever they are. */
  allow: readonly string[];
  read: ReadFeed;
}

type Names = "stayFile" | "calendarFeed" | "calendars" | "createCalendar" | "changeCalendar" | "deleteCalendar" | "syncCalendar" | "calendarAddress";

/** A stay that is one, or was. */
const STAYS = new Set<BookingStatus>(["confirmed", "checked_in", "completed", "no_show", "cancelled"]);

export function calendarHandlers({ publicUrl, organizer, allow, read }: CalendarsDoor): Handlers<Names> {
  return {
    async stayFile({ input, actor, context, res }) {
      const { booking, side } = await readOwnBooking(context, actor, input.params.id, permissions.stayFile);
      if (!STAYS.has(booking.status)) throw new Refusal("wrong_state", `Only a stay that is confirmed has a calendar file; this one is ${booking.status}`);
      const { arrival } = await withArrival(context.store, booking);
      res.attachment("stay.ics");
      const url = side === "guest" ? `${publicUrl}/stays/${booking._id}` : `${publicUrl}/host/calendar?month=${booking.checkIn.slice(0, 7)}`;
      return stayFile({ booking, url, organizer, cancelled: booking.status === "cancelled", ...(arrival && { address: arrival.address }) });
    },
    async calendarFeed({ input, context, res }) {
      const { text, etag, modified } = await takenNights(context, input.params.token);
      res.set({ ETag: etag, "Last-Modified": modified.toUTCString(), "Cache-Control": "private, no-cache" });
      return text;
    },
    async calendars({ actor, context: { store } }) {
      const items = await store.calendars.find({ hostId: actor.id }).sort({ propertyId: 1, createdAt: 1 }).lean();
      const addresses = await store.calendarAddresses.find({ hostId: actor.id }).lean();
      return { items: items.map(calendarView), addresses: addresses.map((address) => calendarAddressView(address, publicUrl)) };
    },
    createCalendar: async ({ input, actor, context }) => calendarView(await addCalendar(context, actor, input.body, allow)),
    changeCalendar: async ({ input, actor, context }) => calendarView(await changeCalendar(context, actor, { ...input.params, ...input.body }, allow)),
    async deleteCalendar({ input, actor, context }) {
      await removeCalendar(context, actor, input.params);
      return done;
    },
    syncCalendar: async ({ input, actor, context }) => calendarView(await syncCalendar(context, read, actor, { ...input.params, ...input.body })),
    calendarAddress: async ({ input, actor, context }) => calendarAddressView(await makeAddress(context, actor, input.body), publicUrl),
  };
}
