/** Names of rooms: who is told of what. */
import type { Month } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";

/** In /availability: those who watch one month of a property. */
export const monthRoom = (propertyId: Id, month: Month) => `month:${propertyId}:${month}`;
/** In /availability: those who watch any month of it, who are its viewers. */
export const propertyRoom = (propertyId: Id) => `property:${propertyId}`;
/** The property whose viewers a room is of; `undefined` where it is another room. */
export const propertyOf = (room: string): Id | undefined => (room.startsWith("property:") ? room.slice("property:".length) : undefined);
/** In /bookings. */
export const guestRoom = (guestId: Id) => `guest:${guestId}`;
/** In /host. */
export const hostRoom = (hostId: Id) => `host:${hostId}`;
/** In /ops: those who want everything. */
export const OPS_ROOM = "ops";
/** In /ops: those who want some of it. They are told one by one. */
export const FILTERED_ROOM = "filtered";
/** In /ops: everybody. Cases concern all, whatever activity they filter for. */
export const CASES_ROOM = "cases";
