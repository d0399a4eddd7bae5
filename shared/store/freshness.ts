import { STALE_HOURS } from "../contract/calendar.ts";
import type { StoredProperty } from "./documents.ts";

const HOUR = 3_600_000;

/** Whether a calendar of another platform has not been read for so long that nights may be sold there already. */
export function isStale({ calendarsReadAt }: Pick<StoredProperty, "calendarsReadAt">, now: Date): boolean {
  return calendarsReadAt !== undefined && now.getTime() - calendarsReadAt.getTime() >= STALE_HOURS * HOUR;
}

/** Whether paying confirms; else the host is asked. The clock decides, not a job that ran. */
export function booksAtOnce(property: Pick<StoredProperty, "calendarsReadAt" | "instantBook">, now: Date): boolean {
  return property.instantBook && !isStale(property, now);
}
