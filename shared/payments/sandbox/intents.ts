import { createHash, randomBytes } from "node:crypto";
import type { Collection } from "mongoose";
import type { Id } from "../../contract/ids.ts";
import type { Store } from "../../store/open.ts";
import type { CaptureMethod, Intent, IntentStatus } from "../payments.ts";

/** `disputed`: the card pays, and its holder then asks the money back through the bank. */
export type Outcome = "succeeded" | "declined" | "requires_action" | "disputed";

/** What the sandbox, standing in for a provider's own database, keeps of an intent. */
export interface SandboxIntent {
  _id: string;
  clientSecret: string;
  createdAt: Date;
  bookingId: Id;
  attempt: number;
  amount: number;
  currency: string;
  capture: CaptureMethod;
  status: IntentStatus;
  refunds: { key: string; amount: number }[];
  problem?: string;
  /** When its authorisation runs out. */
  authorisedUntil?: Date;
  disputed?: true;
  /** What the try under way will come to, and when. */
  outcome?: Outcome;
  dueAt?: Date;
  /** Something has happened to it, and no notice of that has been taken yet. */
  unnoticed?: boolean;
}

export type SandboxIntents = Collection<SandboxIntent>;

export function sandboxIntents(store: Store): SandboxIntents {
  return store.connection.collection<SandboxIntent>("sandbox_intents");
}

/** One booking's attempt is one intent, so that asking twice makes one. */
export function intentId(bookingId: Id, attempt: number): string {
  return `sandbox_${createHash("sha256").update(`${bookingId}:${attempt}`).digest("hex").slice(0, 24)}`;
}

export function newClientSecret(id: string): string {
  return `${id}_secret_${randomBytes(24).toString("base64url")}`;
}

export function toIntent(kept: SandboxIntent): Intent {
  const { _id: id, clientSecret, bookingId, attempt, amount, currency, status, refunds, problem, authorisedUntil, disputed = false } = kept;
  const refunded = refunds.reduce((sum, refund) => sum + refund.amount, 0);
  const captured = status === "succeeded" ? amount : 0;
  return {
    id, clientSecret, bookingId, attempt, amount, currency, status, captured, refunded, disputed,
    ...(problem && { problem }),
    ...(authorisedUntil && status === "requires_capture" && { authorisedUntil }),
  };
}
