/** What the service asks of whoever moves the money. An adapter holds nothing of the trade: bookings decide, it carries out. */
import type { Id } from "../contract/ids.ts";

/** `canceled` is written as the providers write it. */
export type IntentStatus = "requires_payment_method" | "requires_action" | "processing" | "succeeded" | "canceled";

export interface Intent {
  id: string;
  /** Lets its holder pay this intent, and nothing else. Never logged, never in an event. */
  clientSecret: string;
  status: IntentStatus;
  bookingId: Id;
  amount: number;
  currency: string;
  /** Minor units returned so far. */
  refunded: number;
  /** Why the latest try failed, for the guest. */
  problem?: string;
}

export interface Payments {
  provider: "sandbox";
  /** Makes an intent, or gives the one this booking's attempt already has. */
  createIntent(input: { bookingId: Id; attempt: number; amount: number; currency: string }): Promise<Intent>;
  /** The intent as the provider has it now. */
  intent(id: string): Promise<Intent>;
  /** Ends an intent nobody shall pay any more; one that has succeeded stays as it is. Gives it as it then is. */
  cancelIntent(id: string): Promise<Intent>;
  /** Returns money once for each `key`. Gives the intent as it then is. */
  refund(input: { intentId: string; amount: number; key: string }): Promise<Intent>;
}
