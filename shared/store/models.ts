/**
 * Mongoose's schemas and indexes. They are strict, so that nothing lands in a document that `documents.ts` doesn't name;
 * what a person may write was decided by the contract's schemas before.
 */
import { Schema, type Connection, type IndexDefinition, type IndexOptions, type Model, type SchemaDefinition } from "mongoose";
import type { StoredAlertRead, StoredBooking, StoredEvent, StoredFollower, StoredKey, StoredLetter, StoredMonth, StoredNotice, StoredOnce, StoredProperty, StoredSession, StoredUser } from "./documents.ts";
import { calendarCollections } from "./calendar-models.ts";
import type { StoredCalendar, StoredCalendarAddress } from "./calendar-documents.ts";
import { anything, type Collection, DAY_SECONDS, instant, nested, number, text } from "./fields.ts";
import type { StoredHolder } from "./holders.ts";
import type { StoredMeeting } from "./meetings.ts";
import type { StoredWish } from "./wish-documents.ts";
import { sanitizeLookups } from "./lookups.ts";
import { GIVEN_UP, type StoredJob } from "./job-documents.ts";
import type { StoredWebhook, StoredWebhookDelivery } from "./webhook-documents.ts";
import { webhookCollections } from "./webhook-models.ts";
import type { StoredDelivery } from "./letter-documents.ts";
import type { StoredCase, StoredMovement, StoredRefundRetry } from "./money-documents.ts";

const claim = nested({ id: text, kind: text, from: number, to: number, units: number, until: Date, note: String, calendarId: String, closed: Boolean });
const payment = nested({
  status: text, charges: [nested({ intentId: text, amount: number, refunded: number, disputed: Boolean })], captured: number, refunded: number,
  refundDue: number, refundOpen: Boolean, attempt: number, intentId: String, abandoned: { type: [String], default: undefined }, problem: String,
});
const change = nested({
  checkIn: text, checkOut: text, guests: number, quote: anything, prices: [Number], policy: anything, difference: number, kept: number,
  awaits: text, until: instant, attempt: number, intentId: String, problem: String, lapsed: Boolean,
});

const collections = {
  months: {
    definition: {
      _id: text, propertyId: text, hostId: text, month: text, version: number, units: number, currency: text,
      basePrice: number, minNights: number, claims: [claim], nights: anything, at: instant,
    },
    indexes: [[{ propertyId: 1, month: 1 }, { unique: true }], [{ hostId: 1, month: 1 }]],
  },
  properties: {
    definition: {
      _id: text, hostId: text, title: text, description: text, city: text, country: text,
      location: nested({ lng: number, lat: number }), publicLocation: nested({ lng: number, lat: number }), searchText: text, address: text, arrivalNotes: String, timeZone: text, units: number,
      capacity: number, currency: text, basePrice: number, fees: nested({ cleaning: number, extraGuest: number, guestsIncluded: number }), discounts: nested({ weekly: number, monthly: number }),
      taxes: [nested({ name: text, percent: Number, perGuestNight: Number })],
      rules: nested({ checkInFrom: text, checkOutUntil: text, minNights: number, maxNights: number, noticeHours: number, horizonDays: number }),
      amenities: [String], photos: [nested({ url: text, alt: String })], houseRules: String, cancellationPolicy: text,
      instantBook: { type: Boolean, required: true }, status: text, monthsUntil: String, calendarsReadAt: Date, calendarsStale: Boolean, createdAt: instant, at: instant,
    },
    indexes: [[{ status: 1, _id: 1 }], [{ status: 1, "publicLocation.lat": 1, "publicLocation.lng": 1 }], [{ hostId: 1 }], [{ calendarsReadAt: 1 }, { sparse: true }]],
  },
  bookings: {
    definition: {
      _id: text, propertyId: text, guestId: text, hostId: text, status: text, version: number, checkIn: text, checkOut: text,
      guests: number, holdUntil: Date, onRequest: Boolean, requestUntil: Date, acceptedAt: Date, endsAt: instant,
      property: nested({ title: text, city: text, timeZone: text, checkInFrom: text, checkOutUntil: text }),
      terms: anything, prices: [Number], quote: anything, policy: anything, payment, change, cancelledBy: String, createdAt: instant, at: instant,
    },
    indexes: [
      [{ guestId: 1, at: -1, _id: -1 }],
      [{ hostId: 1, at: -1, _id: -1 }],
      [{ propertyId: 1, checkIn: 1 }],
      [{ status: 1, holdUntil: 1 }],
      [{ status: 1, endsAt: 1 }],
      [{ status: 1, requestUntil: 1 }],
      [{ "payment.status": 1, status: 1 }],
      [{ "payment.refundOpen": 1 }, { partialFilterExpression: { "payment.refundOpen": true } }],
      [{ "payment.abandoned": 1 }, { sparse: true }],
      [{ "change.until": 1 }, { sparse: true }],
      [{ "payment.intentId": 1 }, { unique: true, partialFilterExpression: { "payment.intentId": { $exists: true } } }],
    ],
  },
  events: {
    definition: {
      _id: text, type: text, at: instant, actor: nested({ id: String, role: text }), propertyId: String, userId: String,
      hostId: String, guestId: String, bookingId: String, months: [Schema.Types.Mixed], booking: Schema.Types.Mixed,
      case: Schema.Types.Mixed, wish: Schema.Types.Mixed, data: anything,
    },
    indexes: [[{ at: 1, _id: 1 }], [{ hostId: 1, at: 1 }], [{ bookingId: 1, at: 1 }], [{ propertyId: 1, at: 1 }], [{ type: 1, at: 1 }]],
  },
  ledger: {
    definition: {
      _id: text, bookingId: text, version: number, propertyId: text, hostId: text, guestId: text, currency: text, lines: [nested({ account: text, amount: number })], month: text, at: instant,
    },
    indexes: [[{ bookingId: 1, version: 1 }], [{ hostId: 1, month: 1 }]],
  },
  cases: {
    definition: {
      _id: text, key: text, kind: text, status: text, version: number, bookingId: text, propertyId: text, guestId: text, hostId: text, assigneeId: String,
      resolution: String, data: anything, openedAt: instant, resolvedAt: Date, at: instant,
    },
    indexes: [[{ key: 1 }, { unique: true }], [{ status: 1, at: -1, _id: -1 }], [{ at: -1, _id: -1 }], [{ bookingId: 1 }]],
  },
  refundRetries: {
    definition: { _id: text, tries: number, tryAt: instant },
    indexes: [],
  },
  once: {
    definition: { _id: text, bodyHash: text, answer: Schema.Types.Mixed, at: instant },
    indexes: [[{ at: 1 }, { expireAfterSeconds: DAY_SECONDS }]],
  },
  notices: {
    definition: { _id: text, type: text, at: instant },
    indexes: [[{ at: 1 }, { expireAfterSeconds: 60 * DAY_SECONDS }]],
  },
  alertReads: {
    definition: { _id: text, at: instant },
    indexes: [],
  },
  followers: {
    definition: { _id: text, cursor: text },
    indexes: [],
  },
  jobs: {
    // Agenda writes these, with an id of its own kind and more fields: what is here is what we look for.
    definition: {
      _id: Schema.Types.ObjectId, name: text, type: text, priority: Number, data: anything, repeatInterval: Schema.Types.Mixed, nextRunAt: Date, lockedAt: Date, lastRunAt: Date,
      lastFinishedAt: Date, failedAt: Date, failCount: Number, failReason: String,
    },
    indexes: [
      [{ name: 1, "data.key": 1 }, { unique: true }],
      [{ name: 1, lockedAt: 1 }], // for locks that have run out: Agenda's own index would be read whole for them
      [{ name: 1, nextRunAt: 1, _id: 1, lockedAt: 1, failCount: 1 }], // says of each job in what state it is, so that counting reads no job
      [{ "data.bookingId": 1 }, { sparse: true }],
      [{ "data.propertyId": 1 }, { sparse: true }],
      [{ "data.userId": 1 }, { sparse: true }],
      [{ nextRunAt: 1, _id: 1 }],
      [{ failCount: 1 }, { partialFilterExpression: { failCount: { $gt: 0 } } }],
      [{ lastFinishedAt: 1 }, { expireAfterSeconds: DAY_SECONDS, partialFilterExpression: { nextRunAt: null, failReason: null } }],
      [{ failedAt: 1 }, { expireAfterSeconds: 90 * DAY_SECONDS, partialFilterExpression: GIVEN_UP }],
    ],
  },
  deliveries: {
    definition: { _id: text, kind: text, userId: text, bookingId: String, state: text, until: Date, taking: String, to: String, at: instant },
    indexes: [[{ userId: 1, at: 1 }], [{ at: 1 }, { expireAfterSeconds: 400 * DAY_SECONDS }]],
  },
  ...webhookCollections,
  mailbox: {
    definition: { _id: text, to: text, subject: text, text, html: text, at: instant },
    indexes: [[{ at: 1 }, { expireAfterSeconds: 7 * DAY_SECONDS }], [{ to: 1, at: -1 }]],
  },
  users: {
    definition: {
      _id: text, email: text, name: text, passwordHash: text, roles: [String], verified: { type: Boolean, required: true }, newEmail: String, deletedAt: Date, epoch: number, suspended: Boolean, google: nested({ sub: text, of: text }),
      language: String, letters: nested({ reminders: Boolean, alerts: Boolean, wishes: Boolean }), createdAt: instant,
    },
    indexes: [[{ email: 1 }, { unique: true }], [{ createdAt: -1, _id: -1 }], [{ "google.sub": 1 }, { unique: true, partialFilterExpression: { "google.sub": { $exists: true } } }]],
  },
  sessions: {
    definition: { _id: text, family: text, userId: text, agent: { type: String, default: "" }, startedAt: instant, at: instant, expiresAt: instant, usedAt: Date, next: String, uses: Number },
    indexes: [[{ expiresAt: 1 }, { expireAfterSeconds: 0 }], [{ family: 1 }], [{ userId: 1 }]],
  },
  holders: {
    definition: { _id: text, asked: number, at: instant },
    indexes: [[{ at: 1 }, { expireAfterSeconds: DAY_SECONDS }]],
  },
  wishes: {
    definition: {
      _id: text, userId: text, propertyId: text, property: nested({ title: text, city: text }), checkIn: text, checkOut: text, guests: number, flexibleDays: number,
      status: text, told: nested({ checkIn: text, checkOut: text, at: instant }), version: number, endsAt: instant, createdAt: instant, at: instant,
    },
    indexes: [
      [{ userId: 1, propertyId: 1, checkIn: 1, checkOut: 1 }, { unique: true }],
      [{ userId: 1, at: -1, _id: -1 }],
      [{ propertyId: 1, status: 1, createdAt: 1, _id: 1 }],
      [{ endsAt: 1 }, { expireAfterSeconds: 30 * DAY_SECONDS }],
    ],
  },
  meetings: {
    definition: { _id: text, met: number, at: instant },
    indexes: [[{ at: 1 }, { expireAfterSeconds: DAY_SECONDS }]],
  },
  ...calendarCollections,
  keys: {
    definition: { _id: text, kid: text, secret: text, createdAt: instant },
    indexes: [],
  },
} as const satisfies Record<string, Collection>;

export interface Models {
  months: Model<StoredMonth>;
  properties: Model<StoredProperty>;
  bookings: Model<StoredBooking>;
  events: Model<StoredEvent>;
  ledger: Model<StoredMovement>;
  cases: Model<StoredCase>;
  refundRetries: Model<StoredRefundRetry>;
  once: Model<StoredOnce>;
  notices: Model<StoredNotice>;
  alertReads: Model<StoredAlertRead>;
  followers: Model<StoredFollower>;
  jobs: Model<StoredJob>;
  deliveries: Model<StoredDelivery>;
  webhooks: Model<StoredWebhook>;
  webhookDeliveries: Model<StoredWebhookDelivery>;
  mailbox: Model<StoredLetter>;
  users: Model<StoredUser>;
  sessions: Model<StoredSession>;
  holders: Model<StoredHolder>;
  wishes: Model<StoredWish>;
  meetings: Model<StoredMeeting>;
  calendars: Model<StoredCalendar>;
  calendarAddresses: Model<StoredCalendarAddress>;
  keys: Model<StoredKey>;
}

/** What would change or remove what is there. */
const WRITES_OVER = /^(update|replace|delete|findOneAnd)/;

function refuse(): never {
  throw new Error("The ledger is only ever added to");
}

function onlyAddTo(schema: Schema): void {
  schema.pre(WRITES_OVER, { query: true, document: false }, refuse);
  schema.pre("bulkWrite", refuse);
  schema.pre("save", function () {
    if (!this.isNew) refuse();
  });
}

export function defineModels(connection: Connection): Models {
  const models = Object.entries(collections).map(([name, { definition, indexes }]) => {
    const schema = new Schema(definition as SchemaDefinition, {
      strict: "throw", strictQuery: "throw", minimize: false, versionKey: false, autoIndex: false, autoCreate: false, collection: name,
    });
    sanitizeLookups(schema);
    if (name === "ledger") onlyAddTo(schema);
    for (const [keys, options] of indexes as readonly [IndexDefinition, IndexOptions?][]) schema.index(keys, options);
    return [name, connection.model(name, schema)];
  });
  return Object.fromEntries(models) as Models;
}
