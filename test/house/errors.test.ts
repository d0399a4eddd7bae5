import { expect } from "chai";
import { problems } from "../../shared/contract/errors.ts";

/** As promised to clients; a name that goes or changes its status breaks them. */
const PROMISED = {
  400: ["invalid_input"],
  401: ["unauthenticated"],
  403: ["forbidden"],
  404: ["not_found"],
  409: ["nights_taken", "price_changed", "refund_changed", "wrong_state", "hold_expired", "units_in_use", "in_progress"],
  413: ["too_large"],
  422: ["stay_rule", "idempotency_mismatch"],
  429: ["rate_limited", "too_many_holds"],
  500: ["internal"],
  503: ["unavailable"],
};

describe("the table of errors", () => {
  it("has the names and statuses that clients were promised", () => {
    const found: Record<number, string[]> = {};
    for (const [code, { status }] of Object.entries(problems)) (found[status] ??= []).push(code);
    expect(found).to.deep.equal(PROMISED);
  });

  it("says who may try again", () => {
    const retried = Object.entries(problems).filter(([, { retry }]) => retry !== "never").map(([code, { retry }]) => `${code}: ${retry}`);
    expect(retried).to.have.members(["in_progress: same-key", "rate_limited: later", "too_many_holds: later", "internal: same-key", "unavailable: later"]);
  });
});
