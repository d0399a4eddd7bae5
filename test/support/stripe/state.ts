/** What the fake keeps: Stripe's objects as they cross the wire, as far as the service looks at them. */
import { randomBytes } from "node:crypto";

export interface FakeCharge {
  id: string;
  object: "charge";
  amount: number;
  amount_refunded: number;
  refunded: boolean;
  captured: boolean;
  disputed: boolean;
  payment_intent: string;
  status: "succeeded" | "failed";
  payment_method_details: { type: "card"; card: { capture_before?: number } };
}

export interface FakeIntent {
  id: string;
  object: "payment_intent";
  amount: number;
  amount_capturable: number;
  amount_received: number;
  capture_method: string;
  client_secret: string;
  created: number;
  currency: string;
  last_payment_error: Record<string, unknown> | null;
  latest_charge: string | null;
  livemode: false;
  metadata: Record<string, string>;
  payment_method_types: string[];
  status: string;
}

export interface FakeRefund {
  id: string;
  object: "refund";
  amount: number;
  charge: string;
  metadata: Record<string, string>;
  payment_intent: string;
  status: string;
}

export interface FakeDispute {
  id: string;
  object: "dispute";
  amount: number;
  charge: string;
  payment_intent: string;
  status: string;
}

export interface FakeEvent {
  id: string;
  object: "event";
  created: number;
  type: string;
  data: { object: object };
}

export interface FakeState {
  intents: Map<string, FakeIntent>;
  charges: Map<string, FakeCharge>;
  refunds: FakeRefund[];
  disputes: FakeDispute[];
  events: FakeEvent[];
}

export const newState = (): FakeState => ({ intents: new Map(), charges: new Map(), refunds: [], disputes: [], events: [] });

export const newId = (kind: string) => `${kind}_${randomBytes(12).toString("hex")}`;

export const seconds = () => Math.floor(Date.now() / 1000);

/** An event says how things were, not how they are. */
export function happened(state: FakeState, type: string, object: object): void {
  state.events.push({ id: newId("evt"), object: "event", created: seconds(), type, data: { object: structuredClone(object) } });
}

/** Answered in the shape of Stripe's errors. */
export class FakeError extends Error {
  readonly status: number;
  readonly error: Record<string, unknown>;

  constructor(status: number, error: { type: string; message: string } & Record<string, unknown>) {
    super(error.message);
    this.status = status;
    this.error = error;
  }
}

export const invalid = (code: string, message: string) => new FakeError(400, { type: "invalid_request_error", code, message });

export function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new FakeError(404, { type: "invalid_request_error", code: "resource_missing", message: `No such ${what}` });
  return thing;
}
