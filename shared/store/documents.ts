/** What is kept, collection by collection. Ids are 24 hex digits; instants are `Date`; nights stay text. */
import type { BookingStatus } from "../contract/booking.ts";
import type { Month, Night } from "../contract/dates.ts";
import type { ActorRole, EventType } from "../contract/events.ts";
import type { Id } from "../contract/ids.ts";
import type { ClaimKind } from "../contract/month.ts";
import type { CancellationPolicyName } from "../contract/policy.ts";
import type { Amenity, Discounts, Fees, Location, PropertyStatus, StayRules, Tax } from "../contract/property.ts";
import type { Quote } from "../contract/quote.ts";
import type { Language, LetterTopic, Role } from "../contract/user.ts";
import type { StoredCase, StoredChange, StoredPayment, StoredPolicy } from "./money-documents.ts";
import type { StoredWish } from "./wish-documents.ts";

/** What takes `units` units for the days `from … to − 1` of one month. `until` ends a hold: from then on it is not live. */
export interface Claim {
  /** The booking, the block or the imported stay; a stay over two months has a claim of this id in both. */
  id: Id;
  kind: ClaimKind;
  from: number;
  to: number;
  units: number;
  until?: Date;
  /** Of a block; of what was imported, its calendar's name. */
  note?: string;
  /** What it was imported from. */
  calendarId?: Id;
  /** The other platform has it closed, and not as a stay. */
  closed?: true;
}

/** What a night has of its own; keys of `StoredMonth.nights` are days of the month ("1" … "31"). */
export interface NightSettings {
  price?: number;
  minNights?: number;
  closedToArrival?: boolean;
  closedToDeparture?: boolean;
}

/** One property's month: the unit of conflict and of version. Everything that decides about its nights is in it. */
export interface StoredMonth {
  _id: string;
  propertyId: Id;
  hostId: Id;
  month: Month;
  version: number;
  units: number;
  currency: string;
  basePrice: number;
  minNights: number;
  claims: Claim[];
  nights: Record<string, NightSettings>;
  at: Date;
}

export interface StoredProperty {
  _id: Id;
  hostId: Id;
  title: string;
  description: string;
  city: string;
  country: string;
  location: Location;
  /** Coarsened to about 500 m: what anyone is shown, and what is searched. */
  publicLocation: Location;
  /** Title, city and country's name, folded. */
  searchText: string;
  address: string;
  arrivalNotes: string;
  timeZone: string;
  units: number;
  capacity: number;
  currency: string;
  basePrice: number;
  fees: Fees;
  discounts: Discounts;
  taxes: Tax[];
  rules: StayRules;
  amenities: Amenity[];
  photos: { url: string; alt: string }[];
  houseRules: string;
  cancellationPolicy: CancellationPolicyName;
  instantBook: boolean;
  status: PropertyStatus;
  /** The last month that exists; absent until first listed. */
  monthsUntil?: Month;
  /** Of its calendars of other platforms that are read, when the one was last read that was read least lately; absent where there are none. */
  calendarsReadAt?: Date;
  /** That this was too long ago has been told. */
  calendarsStale?: true;
  createdAt: Date;
  at: Date;
}

export interface StoredBooking {
  _id: Id;
  propertyId: Id;
  guestId: Id;
  hostId: Id;
  status: BookingStatus;
  version: number;
  checkIn: Night;
  checkOut: Night;
  guests: number;
  holdUntil?: Date;
  /** Of a property that is asked first; it was when this was held. */
  onRequest?: true;
  /** When a request ends that nobody has answered. */
  requestUntil?: Date;
  /** When the host said yes: from then on the nights are the guest's, and the money is being taken. */
  acceptedAt?: Date;
  /** Check-out time on the property's clock. */
  endsAt: Date;
  /** What the property was when it was held: later changes of the listing don't reach a booking. */
  property: { title: string; city: string; timeZone: string; checkInFrom: string; checkOutUntil: string };
  /** What the price of other dates is worked out by: also as it was. */
  terms: { fees: Fees; discounts: Discounts; taxes: Tax[] };
  /** Of each night, in their order. */
  prices: number[];
  quote: Quote;
  policy: StoredPolicy;
  payment: StoredPayment;
  change?: StoredChange;
  cancelledBy?: "guest" | "host" | "support";
  createdAt: Date;
  at: Date;
}

/** The record of one change, written in the transaction of the change. Carries ids of persons, never names. */
export interface StoredEvent {
  _id: Id;
  type: EventType;
  /** The database's clock, read in the transaction. */
  at: Date;
  actor: { id?: Id; role: ActorRole };
  propertyId?: Id;
  userId?: Id;
  hostId?: Id;
  guestId?: Id;
  bookingId?: Id;
  months?: StoredMonth[];
  booking?: StoredBooking;
  case?: StoredCase;
  wish?: StoredWish;
  data: Record<string, unknown>;
}

/** What a request with an `Idempotency-Key` answered. `answer` is there once its transaction has committed. */
export interface StoredOnce {
  _id: string;
  bodyHash: string;
  answer?: unknown;
  at: Date;
}

/** An event of the payment provider's that has taken effect; the id is its own. */
export interface StoredNotice {
  _id: string;
  type: string;
  at: Date;
}

/** An alert that its host has read; the id is the event's. */
export interface StoredAlertRead {
  _id: Id;
  at: Date;
}

/** How far a follower of the events has got: a cursor of `eventsSince`. */
export interface StoredFollower {
  _id: string;
  cursor: string;
}

/** A letter in the mailbox that stands in for a mail server. */
export interface StoredLetter {
  _id: Id;
  to: string;
  subject: string;
  text: string;
  html: string;
  at: Date;
}

export interface StoredGoogle {
  /** Google's own name of an account, for good; an address can change hands. Unique. */
  sub: string;
  /** Names the password that was there when the link was made. */
  of: string;
}

export interface StoredUser {
  _id: Id;
  /** In lower case; unique. */
  email: string;
  name: string;
  passwordHash: string;
  roles: Role[];
  verified: boolean;
  /** An address that is to take the place of `email` once it is verified. */
  newEmail?: string;
  /** When the account was deleted: what is left says nothing of its person. */
  deletedAt?: Date;
  /** Counts how often all access tokens were made worth nothing: those of an earlier count are. */
  epoch: number;
  /** Support has locked this person out. */
  suspended?: true;
  /** Who they are at Google, where they sign in with it. */
  google?: StoredGoogle;
  /** What letters to them are written in; absent: English. */
  language?: Language;
  /** The letters that they do without. */
  letters?: { [topic in LetterTopic]?: false };
  createdAt: Date;
}

/** A refresh token, known by its SHA-256 alone. */
export interface StoredSession {
  _id: string;
  /** All tokens that follow from one login. */
  family: Id;
  userId: Id;
  /** What the device called itself at login. */
  agent: string;
  /** When its person signed in. */
  startedAt: Date;
  /** When this token was given. */
  at: Date;
  expiresAt: Date;
  /** When it was first exchanged for a successor, and the digest of that. */
  usedAt?: Date;
  next?: string;
  /** How often it was exchanged: counting makes two exchanges at once, or an exchange and an end, conflict. */
  uses?: number;
}

/** The key that signs tokens where the configuration names none: one document, `_id` "signing". */
export interface StoredKey {
  _id: string;
  kid: string;
  /** 32 bytes as base64url. */
  secret: string;
  createdAt: Date;
}
