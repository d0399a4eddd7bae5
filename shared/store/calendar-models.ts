import { Schema } from "mongoose";
import { type Collection, instant, nested, number, text } from "./fields.ts";

/** The strict schemas of `calendar-documents.ts`. */
export const calendarCollections = {
  calendars: {
    definition: {
      _id: text, hostId: text, propertyId: text, name: text, url: text, enabled: { type: Boolean, required: true }, reading: number, stays: [Schema.Types.Mixed],
      conflicts: [nested({ id: text, checkIn: text, checkOut: text, nights: [String], bookingIds: [String], key: text, since: number })],
      etag: String, modified: String, readAt: Date, triedAt: Date, nextAt: instant, failures: number, problem: String, doubt: nested({ before: number, now: number }), createdAt: instant, at: instant,
    },
    indexes: [[{ hostId: 1 }], [{ propertyId: 1 }], [{ enabled: 1, nextAt: 1 }]],
  },
  calendarAddresses: {
    definition: { _id: text, propertyId: text, hostId: text, calendarId: String, token: text, at: instant },
    indexes: [[{ token: 1 }, { unique: true }], [{ hostId: 1 }]],
  },
} as const satisfies Record<string, Collection>;
