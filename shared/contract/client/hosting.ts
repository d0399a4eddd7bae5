/** What happens at a host's properties, live: alerts, bookings, and the calendar with what takes the nights. */
import type { BookingView } from "../booking.ts";
import type { Month } from "../dates.ts";
import type { Alert } from "../events.ts";
import type { HostMonth } from "../month.ts";
import type { Channel } from "./channel.ts";
import { keyOfMonth } from "./months.ts";
import { mergeRecent } from "./recent.ts";
import { keyOfBooking } from "./stays.ts";
import { createStore, type Store } from "./store.ts";
import { distrust, type Known, merge, nothingKnown } from "./versioned.ts";

const MOST_ALERTS = 200;

export interface Alerts {
  /** Latest first. */
  list: readonly Alert[];
  /** Whether the first answer has come. */
  loaded: boolean;
}

export interface Hosting {
  alerts: Store<Alerts>;
  bookings: Store<Known<BookingView>>;
  months: Store<Known<HostMonth>>;
  /** @returns ends it */
  follow(): () => void;
  /** Each alert that arrives after the first list, once. @returns stops listening */
  onRing(listener: (alert: Alert) => void): () => void;
  read(ids: readonly string[]): Promise<void>;
  /** The months of all properties, then each change. @returns titles by property */
  calendar(from: Month, to: Month): Promise<{ propertyId: string; title: string }[]>;
  accept(bookings: readonly BookingView[]): void;
  clear(): void;
}

export function createHosting(channel: Channel<"/host">): Hosting {
  const alerts = createStore<Alerts>({ list: [], loaded: false });
  const bookings = createStore<Known<BookingView>>(nothingKnown());
  const months = createStore<Known<HostMonth>>(nothingKnown());
  const ringers = new Set<(alert: Alert) => void>();
  let cursor: string | undefined;
  let shown: { from: Month; to: Month } | undefined;

  function accept(incoming: readonly BookingView[]): void {
    bookings.set(merge(bookings.get(), keyOfBooking, incoming));
  }

  /** An alert carries its booking as it was then: that is no reading, and nothing known gives way to it. */
  function acceptThen(incoming: readonly BookingView[]): void {
    const known = bookings.get().items;
    accept(incoming.filter((booking) => booking.version > (known.get(booking.id)?.version ?? 0)));
  }

  /** @param loaded whether the first list is here with these: what arrives before it is a part of it, and does not ring */
  function acceptAlerts(incoming: readonly Alert[], loaded: boolean): void {
    const before = alerts.get();
    const wasRead = new Set(before.list.filter((alert) => alert.read).map((alert) => alert.id));
    const kept = incoming.map((alert) => (wasRead.has(alert.id) ? { ...alert, read: true } : alert));
    const { list, fresh } = mergeRecent(before.list, kept, MOST_ALERTS);
    alerts.set({ list, loaded });
    acceptThen(incoming.map((alert) => alert.booking));
    if (before.loaded) for (const alert of fresh) if (!alert.read) for (const ring of ringers) ring(alert);
  }

  async function catchUp(): Promise<void> {
    for (let more = true; more; ) {
      const answer = await channel.request("since", cursor ? { cursor } : {});
      cursor = answer.cursor;
      acceptAlerts(answer.alerts, true);
      ({ more } = answer);
    }
  }

  async function readCalendar(from: Month, to: Month) {
    const answer = await channel.request("calendar", { from, to });
    months.set(merge(months.get(), keyOfMonth, answer.properties.flatMap((property) => property.months)));
    return answer.properties.map(({ propertyId, title }) => ({ propertyId, title }));
  }

  function again(): void {
    void catchUp().catch(() => undefined);
    if (shown) void readCalendar(shown.from, shown.to).catch(() => undefined);
  }

  function readAnew(): void {
    bookings.set(distrust(bookings.get()));
    months.set(distrust(months.get()));
    again();
  }

  channel.onConnect(readAnew);
  channel.on("alert", (alert) => acceptAlerts([alert], alerts.get().loaded));
  channel.on("booking", (booking) => accept([booking]));
  channel.on("month", (month) => months.set(merge(months.get(), keyOfMonth, [month])));
  channel.on("reread", readAnew);

  return {
    alerts,
    bookings,
    months,
    accept,
    follow: channel.use,
    onRing(listener) {
      ringers.add(listener);
      return () => void ringers.delete(listener);
    },
    async read(ids) {
      const { list, loaded } = alerts.get();
      const now = new Set(ids);
      alerts.set({ list: list.map((alert) => (now.has(alert.id) ? { ...alert, read: true } : alert)), loaded });
      for (let at = 0; at < ids.length; at += 200) await channel.request("read", { ids: ids.slice(at, at + 200) });
    },
    calendar(from, to) {
      shown = { from, to };
      return readCalendar(from, to);
    },
    clear() {
      cursor = undefined;
      shown = undefined;
      alerts.set({ list: [], loaded: false });
      bookings.set(nothingKnown());
      months.set(nothingKnown());
    },
  };
}
