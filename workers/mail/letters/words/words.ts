/** What letters are made of, in any language. A language that lacks a word does not compile. */
import type { LetterTopic } from "../../../../shared/contract/user.ts";

/** What one letter says in sentences. */
export interface Said {
  subject: string;
  heading: string;
  lines: string[];
  /** On the button. */
  action: string;
  /** Below everything else. */
  after?: string[];
}

/** A stay, each part written as the language writes it. */
export interface StaySaid {
  title: string;
  city: string;
  /** 3 July 2026: of check-in. */
  day: string;
  /** Friday, 3 July 2026 */
  checkIn: string;
  checkOut: string;
  /** 3 – 7 July 2026 */
  dates: string;
  /** Times on the property's clock. */
  from: string;
  until: string;
}

type By = "guest" | "host" | "support";
type WithHost = StaySaid & { host: string };
type WithGuest = StaySaid & { guest: string };
/** Sums are written with their currency; `undefined` where there is none. */
type Changed = { more: string | undefined; back: string | undefined };

export interface LetterWords {
  verification(): Said;
  reset(): Said;
  new_email(): Said;
  password_changed(): Said;
  email_changed(): Omit<Said, "action">;
  confirmation(said: WithHost): Said;
  requested(said: WithHost & { deadline: string; total: string }): Said;
  accepted(said: WithHost): Said;
  declined(said: WithHost): Said;
  request_expired(said: WithHost): Said;
  not_captured(said: WithHost): Said;
  hold_ending(said: StaySaid & { deadline: string; asksHost: boolean }): Said;
  check_in_reminder(said: WithHost & { days: number }): Said;
  check_out_reminder(said: WithHost): Said;
  changed(said: WithHost & Changed): Said;
  change_declined(said: WithHost): Said;
  change_to_pay(said: WithHost & { more: string; deadline: string }): Said;
  cancelled(said: StaySaid & { by: By; refund: string | undefined; wasPaid: boolean }): Said;
  receipt(said: StaySaid & { isOver: boolean }): Said;
  refunded(said: StaySaid & { refund: string }): Said;
  host_booked(said: WithGuest): Said;
  host_requested(said: WithGuest & { deadline: string }): Said;
  host_not_captured(said: WithGuest): Said;
  host_cancelled(said: WithGuest & { by: By }): Said;
  host_change_requested(said: WithGuest & { deadline: string }): Said;
  host_changed(said: WithGuest): Said;
  wish_freed(said: Pick<StaySaid, "title" | "city" | "day" | "dates">): Said;
}

/** Names of what is listed in a letter. */
export interface Labels {
  checkIn: string;
  checkOut: string;
  dates: string;
  guests: string;
  guest: string;
  host: string;
  property: string;
  times: string;
  address: string;
  before: string;
  asked: string;
  now: string;
  booking: string;
  price: string;
  payment: string;
  total: string;
  paid: string;
  toPay: string;
  returned: string;
  /** Decided, and not on the card yet. */
  returning: string;
  kept: string;
  earnings: string;
}

/** A line of a quote. Prices are written with their currency. */
export interface PriceWords {
  nights(count: number, price: string): string;
  weekly(percent: string): string;
  monthly(percent: string): string;
  extraGuests(guests: number, nights: number, price: string): string;
  cleaning: string;
  service: string;
  tax(name: string, percent: string): string;
  taxPerGuest(name: string, price: string): string;
}

export interface Words {
  /** Of dates, times and money. */
  locale: string;
  /** `undefined`: it is better not to say a name. */
  greeting(name: string | undefined): string;
  /** Between a label and what it says, in plain text. */
  colon: string;
  labels: Labels;
  price: PriceWords;
  guests(count: number): string;
  from(time: string): string;
  until(time: string): string;
  /** Whose clock times are on. */
  localTime(city: string, zone: string): string;
  notes(host: string): string;
  /** What cancelling returns until when. */
  terms: {
    title: string;
    until(deadline: string, refund: string | "all" | "nothing"): string;
    later(refund: string | "all" | "nothing"): string;
    now(refund: string | "all" | "nothing"): string;
  };
  calendarFile: string;
  why: { account: string; stay: string } & { [topic in LetterTopic]: string };
  unsubscribe: string;
  letters: LetterWords;
}
