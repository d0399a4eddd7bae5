/** What is kept of money: a booking's payment, its ledger, and what support has to see to. Amounts are in minor units. */
import type { CaseKind } from "../contract/case.ts";
import type { PaymentStatus } from "../contract/booking.ts";
import type { Month, Stay } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";
import type { CancellationPolicyName } from "../contract/policy.ts";
import type { Quote } from "../contract/quote.ts";

export interface StoredPolicy {
  name: CancellationPolicyName;
  steps: { until?: Date; refund: number }[];
}

/** One intent's money that was taken, and what of it went back. */
export interface StoredCharge {
  intentId: string;
  amount: number;
  refunded: number;
  /** Its cardholder asks the money back through the bank. */
  disputed?: true;
}

export interface StoredPayment {
  status: PaymentStatus;
  /** In the order in which they were taken: one for the stay, one for each change of dates that cost more. */
  charges: StoredCharge[];
  /** Their sums. */
  captured: number;
  refunded: number;
  /** What has to be refunded in all; a worker refunds the rest until `refunded` reaches it. */
  refundDue: number;
  /** While `refunded` has not reached it. */
  refundOpen?: true;
  /** Counts the intents made for this booking. */
  attempt: number;
  /** The stay's own; a change's is with the change. */
  intentId?: string;
  /** Intents of changes that were dropped: a worker ends them, so that nobody pays them any more. */
  abandoned?: string[];
  /** Why the latest try did not go through, for the guest. */
  problem?: string;
}

/** Other dates or guests that a booking is to have: asked of the host, or to be paid. What it adds is held until `until`. */
export interface StoredChange extends Stay {
  guests: number;
  quote: Quote;
  prices: number[];
  policy: StoredPolicy;
  /** What moves: to pay where above zero, due back where below. */
  difference: number;
  /** What of a lower price stays with the host, by the policy. */
  kept: number;
  awaits: "host" | "payment";
  until: Date;
  /** Which of the booking's intents pays it. */
  attempt: number;
  intentId?: string;
  problem?: string;
  /** Its time was over and that is written down; paid late, it may still be made. */
  lapsed?: true;
}

/**
 * Where money lies. `provider` is with the payment provider, `disputes` asked back by banks; against them stand what is
 * owed to guests (`refunds`), taken for stays that are not over (`unearned`), owed to hosts (`host`, `taxes`), and the
 * service's own (`service`, `commission`).
 */
export type Account = "provider" | "disputes" | "refunds" | "unearned" | "host" | "taxes" | "service" | "commission";

/** What one change of a booking did to its accounts. The lines add up to zero; nothing is ever changed or removed. */
export interface StoredMovement {
  /** Booking and its version, so that a change is posted once. */
  _id: string;
  bookingId: Id;
  /** The booking's, after the change. */
  version: number;
  propertyId: Id;
  hostId: Id;
  guestId: Id;
  currency: string;
  lines: { account: Account; amount: number }[];
  /** Of `at`, by the property's clock. */
  month: Month;
  at: Date;
}

export interface StoredCase {
  _id: Id;
  /** Names what was found, so that it is found once. */
  key: string;
  kind: CaseKind;
  status: "open" | "resolved";
  version: number;
  bookingId: Id;
  propertyId: Id;
  guestId: Id;
  hostId: Id;
  assigneeId?: Id;
  resolution?: string;
  data: Record<string, unknown>;
  openedAt: Date;
  resolvedAt?: Date;
  at: Date;
}

/** A refund that the provider has refused; the id is the booking's. Gone once it is made. */
export interface StoredRefundRetry {
  _id: Id;
  tries: number;
  /** Not tried before this. */
  tryAt: Date;
}
