/** Cancellation policies: frozen by a hold as instants and amounts, so that nothing has to be worked out again later. */
import { instantAt, type Night } from "../contract/dates.ts";
import { CANCELLATION_STEPS, type CancellationPolicyName } from "../contract/property.ts";
import type { StoredPolicy } from "../store/documents.ts";

const HOUR = 3_600_000;

/** @param total minor units. Steps whose time has come at `now` are left out. */
export function freezePolicy(
  name: CancellationPolicyName,
  total: number,
  arrival: { checkIn: Night; checkInFrom: string; timeZone: string },
  now: Date,
): StoredPolicy {
  const begins = instantAt(arrival.checkIn, arrival.checkInFrom, arrival.timeZone).getTime();
  const steps = CANCELLATION_STEPS[name].map(({ hours, percent }) => ({
    until: new Date(begins - hours * HOUR),
    refund: Math.floor((total * percent) / 100),
  }));
  return { name, steps: [...steps.filter(({ until }) => until > now), { refund: 0 }] };
}

/** What cancelling at `now` returns, in minor units, and when that changes. */
export function refundAt(policy: StoredPolicy, now: Date): { refund: number; validUntil?: Date } {
  const step = policy.steps.find(({ until }) => !until || until > now);
  return { refund: step?.refund ?? 0, ...(step?.until && { validUntil: step.until }) };
}
