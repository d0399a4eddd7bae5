import { KEPT_DAYS } from "../contract/webhook.ts";
import { type Collection, DAY_SECONDS, instant, nested, number, text } from "./fields.ts";

/** The strict schemas of `webhook-documents.ts`. */
export const webhookCollections = {
  webhooks: {
    definition: {
      _id: text, hostId: text, url: text, types: { type: [String], default: undefined }, secret: text, previous: nested({ secret: text, until: instant }), enabled: { type: Boolean, required: true },
      disabledBecause: String, parkedSince: Date, createdAt: instant, at: instant,
    },
    indexes: [[{ hostId: 1 }]],
  },
  webhookDeliveries: {
    definition: {
      _id: text, webhookId: text, hostId: text, eventId: text, type: text, propertyId: text, bookingId: String, lane: text, order: text, state: text, tries: number, tryAt: instant, busyUntil: Date,
      attempts: [nested({ at: instant, milliseconds: number, status: Number, problem: String })], since: instant, endedAt: Date, at: instant,
    },
    indexes: [
      [{ webhookId: 1, state: 1, lane: 1, order: 1 }],
      [{ tryAt: 1 }, { partialFilterExpression: { state: "waiting" } }],
      [{ webhookId: 1, at: -1, _id: -1 }],
      [{ hostId: 1 }],
      [{ endedAt: 1 }, { expireAfterSeconds: KEPT_DAYS * DAY_SECONDS }],
    ],
  },
} as const satisfies Record<string, Collection>;
