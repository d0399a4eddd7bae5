/** Calendars of other platforms that are read, and the addresses under which they read ours. */
import { z } from "zod";
import { Instant, Night } from "./dates.ts";
import { Id } from "./ids.ts";

/** Of one property. */
export const MOST_CALENDARS = 10;
/** Hours without a good reading of a calendar after which its property is no longer booked at once. */
export const STALE_HOURS = 24;

const name = z.string().trim().min(1).max(60).meta({ description: "What the host calls it", example: "Airbnb" });
/** Programs copy addresses of calendars with a scheme of their own. */
const url = z.string().trim().min(1).max(2000).transform((text) => text.replace(/^webcals?:\/\//i, "https://")).pipe(z.string())
  .meta({ description: "https, a public name, port 443 or 8443", example: "https://calendars.example.com/export/12.ics" });

export const NewCalendar = z.strictObject({ propertyId: Id, name, url }).meta({ id: "NewCalendar" });
export type NewCalendar = z.infer<typeof NewCalendar>;

export const CalendarChange = z
  .strictObject({ name, url, enabled: z.boolean().meta({ description: "While false it is not read, and what it has taken stays taken" }) })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "must change something")
  .meta({ id: "CalendarChange" });
export type CalendarChange = z.infer<typeof CalendarChange>;

export const CalendarSync = z
  .strictObject({ acceptShorter: z.int().min(0).optional().meta({ description: "Stays in the reading that its host has looked at and believes (`doubt.now`): free what is no longer in it, where it names as many still" }) })
  .meta({ id: "CalendarSync" });
export type CalendarSync = z.infer<typeof CalendarSync>;

/**
 * `waiting`: not read yet. `read`: the latest reading went well. `failed`: it did not. `doubted`: it was readable, and so
 * much shorter than before that nothing was freed. `paused`: not read.
 */
export const CalendarState = z.enum(["waiting", "read", "failed", "doubted", "paused"]).meta({ id: "CalendarState" });
export type CalendarState = z.infer<typeof CalendarState>;

export const CalendarConflict = z
  .object({
    checkIn: Night,
    checkOut: Night,
    nights: z.array(Night).meta({ description: "Those that bookings here have as well" }),
    bookingIds: z.array(Id),
  })
  .meta({ id: "CalendarConflict", description: "A stay of another platform for which no unit is left" });
export type CalendarConflict = z.infer<typeof CalendarConflict>;

export const Calendar = z
  .object({
    id: Id,
    propertyId: Id,
    name: z.string(),
    url: z.string(),
    enabled: z.boolean(),
    state: CalendarState,
    problem: z.string().optional().meta({ description: "Why the latest reading failed" }),
    doubt: z.object({ before: z.int(), now: z.int() }).optional().meta({ description: "Stays to come as they are kept, and in the latest reading" }),
    readAt: Instant.optional().meta({ description: "The latest reading that went well" }),
    triedAt: Instant.optional(),
    nextAt: Instant.optional(),
    stays: z.int().meta({ description: "Stays and closed runs to come that it names" }),
    conflicts: z.array(CalendarConflict),
  })
  .meta({ id: "Calendar", description: "A calendar of another platform" });
export type Calendar = z.infer<typeof Calendar>;

export const CalendarAddress = z
  .object({
    propertyId: Id,
    calendarId: Id.optional().meta({ description: "For the platform of this calendar: without what came from there" }),
    url: z.string(),
  })
  .meta({ id: "CalendarAddress", description: "Who has the address sees which nights are taken, and nothing else" });
export type CalendarAddress = z.infer<typeof CalendarAddress>;

export const NewCalendarAddress = z.strictObject({ propertyId: Id, calendarId: Id.optional() }).meta({ id: "NewCalendarAddress" });
export type NewCalendarAddress = z.infer<typeof NewCalendarAddress>;
