import { z } from "zod";
import { type Activity, EventType } from "./events.ts";
import { Id } from "./ids.ts";

export const ActivityFilter = z
  .strictObject({ types: z.array(EventType).min(1).max(50).optional(), propertyId: Id.optional(), bookingId: Id.optional(), personId: Id.optional() })
  .meta({ id: "ActivityFilter", description: "What of the activity is wanted; everything where empty" });
export type ActivityFilter = z.infer<typeof ActivityFilter>;

/** The same on both sides: the server tells what matches, and a client drops what was under way when its filter changed. */
export function matches({ types, propertyId, bookingId, personId }: ActivityFilter, activity: Activity): boolean {
  return (
    (!types || types.includes(activity.type)) &&
    (!propertyId || activity.propertyId === propertyId) &&
    (!bookingId || activity.bookingId === bookingId) &&
    (!personId || [activity.guestId, activity.hostId, activity.userId, activity.actor.id].includes(personId))
  );
}
