/** Every kind of letter, and what has to be known to write it. */
import type { Night } from "../../../shared/contract/dates.ts";
import type { Language, LetterTopic } from "../../../shared/contract/user.ts";
import type { StoredBooking, StoredProperty } from "../../../shared/store/documents.ts";

export const LETTER_KINDS = [
  "verification", "reset", "new_email", "password_changed", "email_changed",
  "confirmation", "requested", "accepted", "declined", "request_expired", "not_captured", "hold_ending", "check_in_reminder", "check_out_reminder",
  "changed", "change_declined", "change_to_pay", "cancelled", "receipt", "refunded",
  "host_booked", "host_requested", "host_cancelled", "host_change_requested", "host_changed",
  "wish_freed",
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** What a person can do without; every other letter is sent whatever they prefer. */
export const TOPIC_OF = {
  hold_ending: "reminders", check_in_reminder: "reminders", check_out_reminder: "reminders",
  host_booked: "alerts", host_requested: "alerts", host_cancelled: "alerts", host_change_requested: "alerts", host_changed: "alerts",
  wish_freed: "wishes",
} as const satisfies Partial<Record<LetterKind, LetterTopic>>;

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

/** A letter of a topic in `TOPIC_OF`. */
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
  | (OfStay & Optional & { kind: "host_booked" | "host_requested" | "host_cancelled"; guestName: string })
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
