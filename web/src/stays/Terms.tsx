import type { CancellationPolicy } from "../../../shared/contract/policy.ts";
import { clock } from "../service.ts";
import { termsOf } from "./terms.ts";

/** The terms of cancelling: a sentence for each step that is still to come. */
export function Terms({ policy, ...paid }: { policy: Pick<CancellationPolicy, "steps">; whole: number; currency: string; timeZone: string }) {
  return <ul className="terms">{termsOf(policy, paid, clock.now()).map((term) => <li key={term}>{term}</li>)}</ul>;
}
