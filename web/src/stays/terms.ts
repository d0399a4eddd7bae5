/** What cancelling returns until when, as sentences with dates and amounts on the property's clock. Pure. */
import { formatMoney } from "../../../shared/contract/money.ts";
import type { CancellationPolicy } from "../../../shared/contract/policy.ts";
import { deadline } from "../words.ts";

interface Paid {
  /** What was paid, or would be: who gets so much back gets everything. */
  whole: number;
  currency: string;
  timeZone: string;
}

/** What is left of a policy at `now`. */
export function termsOf({ steps }: Pick<CancellationPolicy, "steps">, { whole, currency, timeZone }: Paid, now: number): string[] {
  const left = steps.filter(({ until }) => !until || Date.parse(until) > now);
  return left.map(({ until, refund }) => {
    const back = refund === 0 ? "nothing comes back" : refund >= whole ? "everything comes back" : `${formatMoney(refund, currency)} comes back`;
    return until ? `Cancel before ${deadline(until, timeZone)}, and ${back}` : `Cancel ${left.length > 1 ? "later" : "now or later"}, and ${back}`;
  });
}
