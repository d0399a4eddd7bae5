import { expect } from "chai";
import { loadConfig } from "../../shared/config.ts";
import { PRODUCTION, problemsOf } from "../support/config.ts";

const KEYS = { STRIPE_SECRET_KEY: "sk_test_1", STRIPE_WEBHOOK_SECRET: "whsec_12345678" };

describe("Stripe's keys", () => {
  it("choose Stripe, and their absence the sandbox", () => {
    expect(loadConfig({}).stripe).to.equal(undefined);
    expect(loadConfig(KEYS).stripe).to.deep.equal({ secretKey: "sk_test_1", webhookSecret: "whsec_12345678", publishableKey: undefined, apiBase: undefined });
  });

  it("go together", () => {
    expect(problemsOf({ STRIPE_SECRET_KEY: "sk_test_1" })).to.deep.equal(["STRIPE_WEBHOOK_SECRET: is required with STRIPE_SECRET_KEY"]);
    expect(problemsOf({ STRIPE_WEBHOOK_SECRET: "whsec_12345678" })).to.deep.equal(["STRIPE_WEBHOOK_SECRET: does nothing without STRIPE_SECRET_KEY"]);
  });

  it("are not mistaken for each other, and not shown", () => {
    const problems = problemsOf({ STRIPE_SECRET_KEY: "pk_live_mistaken", STRIPE_WEBHOOK_SECRET: "short" });
    expect(problems).to.have.length(2);
    expect(problems.join()).not.to.match(/mistaken|short/);
  });

  it("are sent nowhere in the open in production", () => {
    expect(problemsOf({ ...PRODUCTION, ...KEYS })).to.deep.equal([]);
    expect(problemsOf({ ...PRODUCTION, ...KEYS, STRIPE_API_BASE: "http://stripe.example.com" })).to.have.length(1);
    expect(problemsOf({ ...PRODUCTION, ...KEYS, STRIPE_API_BASE: "http://127.0.0.1:12111" })).to.deep.equal([]);
  });
});
