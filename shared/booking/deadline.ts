import { instantAt, type Night } from "../contract/dates.ts";
import type { StoredBooking } from "../store/documents.ts";

/** A day: how long a host has to answer, and a guest to pay what was accepted, in milliseconds. */
export const ANSWER_WITHIN = 86_400_000;

/** When guests can come, by the property's clock; on another night where one is named. */
export function arrivalAt({ checkIn, property: { checkInFrom, timeZone } }: Pick<StoredBooking, "checkIn" | "property">, night: Night = checkIn): Date {
  return instantAt(night, checkInFrom, timeZone);
}
