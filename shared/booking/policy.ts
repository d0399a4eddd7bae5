/** Cancellation policies: frozen by a hold as instants and amounts, so that nothing has to be worked out again later. */
import { instantAt, type Night } from "../contract/dates.ts";
import { portion } from "../contract/portion.ts";
import { CANCELLATION_STEPS, type CancellationPolicyName } from "../contract/policy.ts";
import type { StoredPolicy } from "../store/money-documents.ts";

const HOUR = 3_600_000;

export interface Arrival {
  checkIn: Night;
  checkInFrom: string;
  timeZone: string;
}

/**
 * @param total minor units
 * @param lost what of it does not come back whenever it is cancelled
 * Steps whose time has come at `now`, and those after which nothing changes, are left out.
 */
export function freezePolicy(name: CancellationPolicyName, total: number, { checkIn, checkInFrom, timeZone }: Arrival, now: Date, lost = 0): StoredPolicy {
  const begins = instantAt(checkIn, checkInFrom, timeZone).getTime();
  const steps = CANCELLATION_STEPS[name].map(({ hours, percent }) => ({
    until: new Date(begins - hours * HOUR),
    refund: Math.min(Math.floor((total * percent) / 100), total - lost),
  }));
  const coming = [...steps.filter(({ until }) => until > now), { refund: 0 }];
  return { name, steps: coming.filter(({ refund }, index) => refund !== coming[index + 1]?.refund) };
}

/** What cancelling at `now` returns, in minor units, and when that changes. */
export function refundAt(policy: StoredPolicy, now: Date): { refund: number; validUntil?: Date } {
  const step = policy.steps.find(({ until }) => !until || until > now);
  return { refund: step?.refund ?? 0, ...(step?.until && { validUntil: step.until }) };
}

export interface Repriced {
  /** To pay where above zero, due back where below, in minor units. */
  difference: number;
  /** What of a lower price does not come back. */
  kept: number;
  policy: StoredPolicy;
}

/**
 * What a stay of another price and arrival means for its money. Of a lower price comes back what the policy would return of
 * that part now. What cancelling would not return now is lost for good: later dates don't bring it back.
 *
 * @param before the stay's price and policy as they are, `total` the price it is to have, all in minor units
 */
export function reprice(before: { total: number; policy: StoredPolicy }, total: number, arrival: Arrival, now: Date): Repriced {
  const { refund } = refundAt(before.policy, now);
  const lower = Math.max(0, before.total - total);
  const back = portion(lower, refund, before.total);
  const kept = lower - back;
  const lost = before.total - refund - kept;
  const difference = lower > 0 ? 0 - back : total - before.total;
  return { difference, kept, policy: freezePolicy(before.policy.name, total, arrival, now, lost) };
}
