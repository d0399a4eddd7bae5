/** Alerts as a host reads them: one line a booking, its latest news. */
import type { Alert } from "../../../shared/contract/events.ts";
import { live } from "../service.ts";
import { useStore } from "../useStore.ts";

export interface AlertRow {
  latest: Alert;
  /** Asks to be looked at: unread, and not quiet. */
  isNew: boolean;
  /** All of this booking's alerts that are unread. */
  unread: string[];
}

/** A stay that came to nothing, and what the host did, ask nothing of the host: they neither ring nor count. */
export const isQuiet = ({ type, booking }: Alert): boolean =>
  type === "booking.released" || type === "booking.expired" || type === "booking.withdrawn" || (type === "booking.cancelled" && booking.cancelledBy === "host");

/** @param list latest first */
export function alertRows(list: readonly Alert[]): AlertRow[] {
  const rows = new Map<string, AlertRow>();
  for (const alert of list) {
    const row = rows.get(alert.booking.id) ?? { latest: alert, isNew: !alert.read && !isQuiet(alert), unread: [] };
    if (!alert.read) row.unread.push(alert.id);
    rows.set(alert.booking.id, row);
  }
  return [...rows.values()];
}

/** How many bookings have news. */
export function useUnread(): number {
  return alertRows(useStore(live.hosting.alerts).list).filter((row) => row.isNew).length;
}
