/** Every kind of letter, and what has to be known to write it. */
import type { Night } from "../../../shared/contract/dates.ts";
import type { Language, LetterTopic } from "../../../shared/contract/user.ts";
import type { StoredBooking, StoredProperty } from "../../../shared/store/documents.ts";

interface LetterRules {
  /** A person as who has an account, as guest or host of a booking, or as who wished for nights. */
  to: "account" | "guest" | "host" | "wisher";
  /** A person can do without letters of it; every other letter is sent whatever they prefer. */
  topic?: LetterTopic;
  /** A booking can call for several: for each version one, and all are sent, or what the last one says is so. */
  many?: "all" | "last";
}

/** In the order in which a person meets them. */
export const LETTERS = {
  verification: { to: "account" },
  reset: { to: "account" },
  new_email: { to: "account" },
  password_changed: { to: "account" },
  email_changed: { to: "account" },
  confirmation: { to: "guest" },
  requested: { to: "guest" },
  accepted: { to: "guest" },
  declined: { to: "guest" },
  request_expired: { to: "guest" },
  not_captured: { to: "guest" },
  hold_ending: { to: "guest", topic: "reminders" },
  check_in_reminder: { to: "guest", topic: "reminders" },
  check_out_reminder: { to: "guest", topic: "reminders" },
  changed: { to: "guest", many: "last" },
  change_declined: { to: "guest", many: "last" },
  change_to_pay: { to: "guest", many: "last" },
  cancelled: { to: "guest" },
  receipt: { to: "guest" },
  refunded: { to: "guest", many: "all" },
  host_booked: { to: "host", topic: "alerts" },
  host_requested: { to: "host", topic: "alerts" },
  host_not_captured: { to: "host", topic: "alerts" },
  host_cancelled: { to: "host", topic: "alerts" },
  host_change_requested: { to: "host", topic: "alerts", many: "last" },
  host_changed: { to: "host", topic: "alerts", many: "last" },
  wish_freed: { to: "wisher", topic: "wishes" },
} as const satisfies Record<string, LetterRules>;

export type LetterKind = keyof typeof LETTERS;
export const LETTER_KINDS = Object.keys(LETTERS) as LetterKind[];
export const rulesOf = (kind: LetterKind): LetterRules => LETTERS[kind];

/** Kinds of these rules. */
type Kinds<R extends Partial<LetterRules>> = { [K in LetterKind]: (typeof LETTERS)[K] extends R ? K : never }[LetterKind];
export type AccountKind = Kinds<{ to: "account" }>;
export type GuestKind = Kinds<{ to: "guest" }>;
export type HostKind = Kinds<{ to: "host" }>;
export type StayKind = GuestKind | HostKind;
export type ReminderKind = Kinds<{ topic: "reminders" }>;

export interface Recipient {
  name: string;
  email: string;
  language: Language;
}

/** What a stay was before its dates were changed, and what moved: as the event `booking.changed` has it, in minor units. */
export interface WasChanged {
  before: { checkIn: Night; checkOut: Night; guests: number; total: number };
  difference: number;
}

/** How a guest arrives. */
export type Arrival = Pick<StoredProperty, "address" | "arrivalNotes">;

export interface WishedStay {
  title: string;
  city: string;
  checkIn: Night;
  checkOut: Night;
}

interface ToSomebody {
  recipient: Recipient;
}

/** `link` is where the letter leads. */
interface Leading extends ToSomebody {
  link: string;
}

interface OfStay extends Leading {
  booking: StoredBooking;
}

/** A letter of a topic. */
interface Optional {
  /** Takes a `POST` that ends letters of this topic (RFC 8058), and opens as a page. */
  unsubscribe: string;
}

export type LetterFacts =
  | (Leading & { kind: "verification" | "reset" | "new_email" | "password_changed" })
  /** To the old address, which leads nowhere any more. */
  | (ToSomebody & { kind: "email_changed" })
  | (OfStay & { kind: "confirmation" | "accepted"; hostName: string; property: Arrival })
  | (OfStay & { kind: "requested" | "declined" | "request_expired" | "not_captured" | "change_declined"; hostName: string })
  /** Of a booking with a `change` that awaits its payment. */
  | (OfStay & { kind: "change_to_pay"; hostName: string })
  | (OfStay & Optional & { kind: "hold_ending" })
  /** @property days until check-in, from today of the property */
  | (OfStay & Optional & { kind: "check_in_reminder"; hostName: string; property: Arrival; days: number })
  | (OfStay & Optional & { kind: "check_out_reminder"; hostName: string })
  | (OfStay & { kind: "changed"; hostName: string; property: Arrival; change: WasChanged })
  /** @property refund what comes back by this, in minor units */
  | (OfStay & { kind: "cancelled"; refund: number })
  /** Of a stay that is over, or was cancelled and not all of it came back. */
  | (OfStay & { kind: "receipt" })
  /** @property refund what goes back by this, in minor units */
  | (OfStay & { kind: "refunded"; refund: number })
  | (OfStay & Optional & { kind: "host_booked" | "host_requested" | "host_not_captured" | "host_cancelled"; guestName: string })
  /** Of a booking with a `change` that awaits its host. */
  | (OfStay & Optional & { kind: "host_change_requested"; guestName: string })
  | (OfStay & Optional & { kind: "host_changed"; guestName: string; change: WasChanged })
  | (Leading & Optional & { kind: "wish_freed"; wish: WishedStay });

/** The facts of one kind. */
export type FactsOf<K extends LetterKind> = LetterFacts & { kind: K };

/** Who writes: the same in every letter. */
export interface Sender {
  /** As `MAIL_FROM`: an address, or a name with one in angle brackets. */
  from: string;
  /** An origin, without a slash at its end. */
  publicUrl: string;
}
