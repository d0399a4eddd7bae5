/** What the service asks of whoever moves the money. An adapter holds nothing of the trade: bookings decide, it carries out. */
import type { Id } from "../contract/ids.ts";

/**
 * `requires_capture`: the card is authorised, nothing was taken. `canceled` is written as the providers write it; nothing
 * was taken of it either, whether it was ended by us or its authorisation ran out.
 */
export type IntentStatus = "requires_payment_method" | "requires_action" | "processing" | "requires_capture" | "succeeded" | "canceled";

/** `automatic` takes the money as soon as the card is good for it, `manual` only when it is asked to. */
export type CaptureMethod = "automatic" | "manual";

/** All amounts in minor units of `currency`, as everywhere in this service, whatever the provider counts in. */
export interface Intent {
  id: string;
  /** Lets its holder pay this intent, and nothing else. Never logged, never in an event. */
  clientSecret: string;
  status: IntentStatus;
  bookingId: Id;
  /** Which of the booking's intents it is, from 1. */
  attempt: number;
  amount: number;
  currency: string;
  captured: number;
  /** Returned so far; what is under way counts, what a bank has given back doesn't. */
  refunded: number;
  /** Why the latest try to pay or to capture failed, for the guest. */
  problem?: string;
  /** When an authorisation ends; only while it is one, and only where the provider says so. */
  authorisedUntil?: Date;
  /** The cardholder asks the money back through the bank, or has got it so. */
  disputed: boolean;
}

export interface NewIntent {
  bookingId: Id;
  attempt: number;
  amount: number;
  currency: string;
  capture: CaptureMethod;
}

/**
 * Every call says how things are at the provider afterwards, and can be made again. Where the provider can't be reached or
 * it is unknown what it did, all throw Refusal `unavailable`; the same call made later finds out. Those that are given an
 * intent's id throw Refusal `not_found` where the provider has no such intent: it was made at another, or in another
 * account. They throw ForeignIntent where it has one that this service did not make.
 */
export interface Payments {
  provider: "sandbox" | "stripe";
  /** What the page needs beside an intent's secret, where the provider has such a thing. */
  publishableKey?: string;
  /** Makes an intent, or gives the one this booking's attempt already has. @throws Refusal `wrong_state` for an amount the provider can't take */
  createIntent(intent: NewIntent): Promise<Intent>;
  /** The intent as the provider has it now. @throws Refusal `not_found`; ForeignIntent */
  intent(id: string): Promise<Intent>;
  /**
   * The intents of this service that were made at `since` or later, as they are now, in the provider's order: the newest
   * or the oldest first. Those of others are left out. A provider that counts in whole seconds begins with the second that
   * `since` lies in. What is made meanwhile may be among them or not.
   *
   * @throws Refusal `unavailable`, also after some were given
   */
  intentsSince(since: Date): AsyncIterable<Intent>;
  /**
   * Takes what was authorised. It was taken where the intent is then `succeeded`. An authorisation that is refused or has
   * run out is an outcome: `canceled`, or `requires_capture` still, with the `problem`.
   *
   * @throws Refusal `not_found`; ForeignIntent
   */
  capture(input: { intentId: string; key: string }): Promise<Intent>;
  /**
   * Ends an intent nobody shall pay any more and gives up what was authorised; one that has succeeded stays as it is.
   *
   * @throws Refusal `not_found`; ForeignIntent
   */
  cancelIntent(id: string): Promise<Intent>;
  /**
   * Returns money once for each `key`: what was returned for it before is not returned again, and not refused either.
   *
   * @throws Refusal `wrong_state`, with a sentence for support, where nothing was taken, the cardholder has asked the money
   * back through the bank, or more is asked than is left; `not_found`; ForeignIntent
   */
  refund(input: { intentId: string; amount: number; key: string }): Promise<Intent>;
}

/** An intent of the same account that this service did not make. */
export class ForeignIntent extends Error {
  override readonly name = "ForeignIntent";
}
